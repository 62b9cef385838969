import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@sidestall/testing';

const worker = path.resolve(import.meta.dirname, '..');
const register = path.resolve(worker, '../../packages/tooling/node/register.mjs');

export interface WorkerProcess {
  /** Where it tells of its health. */
  readonly health: string;
  /** How it ended: its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly lines: readonly string[];
  end(signal?: NodeJS.Signals): void;
}

/** The worker as a process of its own, as it runs in life. */
export async function startWorker(variables: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--conditions=@sidestall/source', '--import', register, 'src/main.ts'], {
    cwd: worker,
    env: { NODE_ENV: 'test', WORKER_HEALTH_PORT: String(port), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => void lines.push(line));
  return {
    health: `http://127.0.0.1:${port}/health`,
    ended: new Promise((resolve) => void child.once('exit', resolve)),
    lines,
    end: (signal = 'SIGTERM') => void child.kill(signal),
  };
}
