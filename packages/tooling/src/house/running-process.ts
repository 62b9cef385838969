import { type ChildProcess, spawn } from 'node:child_process';
import type { Guardian } from './guardian.ts';
import { HouseError } from './house-error.ts';
import type { LogFile } from './log-file.ts';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
}

/** How a process ended: `code` or `signal`, as the system tells it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One child in a process group of its own, so that the terminal's Ctrl-C reaches only whoever stops it in order. */
export class RunningProcess {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  #ending: Ending | null = null;
  readonly #child: ChildProcess;
  readonly #guardian: Guardian;

  private constructor(child: ChildProcess, pid: number, log: LogFile, guardian: Guardian) {
    this.#child = child;
    this.#guardian = guardian;
    this.pid = pid;
    child.stdout!.on('data', (chunk: Buffer) => log.write('out', chunk));
    child.stderr!.on('data', (chunk: Buffer) => log.write('err', chunk));
    guardian.watch(pid);
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#ending = { code, signal };
        guardian.forget(pid);
        resolve(this.#ending);
      });
    });
  }

  /** Starts the command, or throws when the system cannot. */
  static async start(name: string, command: Command, log: LogFile, guardian: Guardian): Promise<RunningProcess> {
    const { file, args, cwd, env, uid, gid } = command;
    const child = spawn(file, args, { cwd, env, uid, gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => {
        reject(new HouseError(name, `${file} cannot be started: ${cause.message}`, `Its log: ${log.path}`));
      });
    });
    return new RunningProcess(child, child.pid!, log, guardian);
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  /** Sends the process itself a signal. */
  signal(signal: NodeJS.Signals): void {
    if (!this.#ending) this.#child.kill(signal);
  }

  /** Asks it to end, and after the grace ends its whole group. */
  async stop(signal: NodeJS.Signals, graceMilliseconds: number): Promise<void> {
    if (!this.#ending) {
      this.signal(signal);
      await within(this.ended, graceMilliseconds);
    }
    this.#killGroup();
    await this.ended;
    this.#guardian.forget(this.pid);
  }

  #killGroup(): void {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // The group has ended, as it should.
    }
  }
}

/** Waits for a promise, but no longer than that. */
export async function within(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const inTime = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

export const describeEnding = ({ code, signal }: Ending): string =>
  signal ? `was ended by ${signal}` : `ended with code ${code}`;
