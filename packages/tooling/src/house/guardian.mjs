// Holds a pipe to the process that runs the house. When that process is gone, however it went, the pipe closes and the
// guardian ends whatever it left behind; after an orderly stop there is nothing left and it just leaves.
import { createInterface } from 'node:readline';

const groups = new Set();

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) groups.add(pid);
  else groups.delete(pid);
}

const signal = (name) => {
  for (const pid of groups) {
    try {
      process.kill(-pid, name);
    } catch {
      groups.delete(pid);
    }
  }
};

signal('SIGINT');
for (let i = 0; i < 50 && groups.size > 0; i++) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  signal(0);
}
signal('SIGKILL');
