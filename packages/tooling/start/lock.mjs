// One supervisor a folder: two would fight over the same data.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataDir, StageError } from './stages.mjs';

const file = path.join(dataDir, 'supervisor.pid');

export function takeLock() {
  mkdirSync(dataDir, { recursive: true });
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && isSupervisor(pid)) {
      throw new StageError(
        `Sidestall already runs in this folder (process ${pid})`,
        `Stop it with Ctrl-C where it runs, or with: kill ${pid}`,
      );
    }
  }
  writeFileSync(file, `${process.pid}\n`);
  process.once('exit', () => rmSync(file, { force: true }));
}

function isSupervisor(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const commandLine = `/proc/${pid}/cmdline`;
  // The number may have passed to a stranger since.
  return existsSync(commandLine) ? readFileSync(commandLine, 'utf8').includes('start') : true;
}
