import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { freePort } from '@sidestall/testing';

const api = path.resolve(import.meta.dirname, '../..');
const register = path.resolve(api, '../../packages/tooling/node/register.mjs');

export interface ApiProcess {
  /** Where it listens. */
  readonly base: string;
  /** How it ended: its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, as a supervisor does, and does not wait. */
  end(): void;
  stop(): Promise<void>;
}

const run = (entry: string, args: readonly string[], variables: Readonly<Record<string, string>>) =>
  spawn(process.execPath, ['--conditions=@sidestall/source', '--import', register, entry, ...args], {
    cwd: api,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Runs the import at a terminal and says how it ended. */
export async function runImport(args: readonly string[], variables: Readonly<Record<string, string>>) {
  const child = run('src/cli/import-catalog.ts', args, variables);
  const [out, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => void child.once('exit', resolve)),
  ]);
  return { out, error, code };
}

/** The API as a process of its own, as it runs in life; ready when this resolves. */
export async function startApi(variables: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const port = await freePort();
  const child = run('src/main.ts', [], {
    ...variables,
    API_PORT: String(port),
    API_HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
  });
  const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => void said.push(line));
  const isOpen = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      said.push(line);
      if (line.includes('The API is open')) resolve();
    });
  });
  const isGone = ended.then(() => {
    throw new Error(`The API did not start:\n${said.join('\n')}`);
  });
  await Promise.race([isOpen, isGone]);
  isGone.catch(() => undefined);
  return {
    base: `http://127.0.0.1:${port}`,
    ended,
    end: () => void child.kill('SIGTERM'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
