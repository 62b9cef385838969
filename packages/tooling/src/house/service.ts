import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Guardian } from './guardian.ts';
import { HouseError } from './house-error.ts';
import type { LogFile } from './log-file.ts';
import { type Command, describeEnding, RunningProcess } from './running-process.ts';

const READY_WITHIN = 60_000;
const RESTARTS_A_MINUTE = 5;

export interface ServiceOptions {
  readonly name: string;
  readonly command: () => Command;
  readonly isReady: () => Promise<boolean>;
  readonly log: LogFile;
  readonly guardian: Guardian;
  readonly restart: boolean;
  readonly stopSignal?: NodeJS.Signals;
  /** Tells the person about a crash; never called for an orderly end. */
  readonly onTrouble: (message: string) => void;
}

/** A process that is kept running: one that ends by itself is started again, with growing pauses and only so often. */
export class Service {
  readonly name: string;
  readonly log: LogFile;
  readonly #options: ServiceOptions;
  readonly #events = new EventEmitter();
  #running: RunningProcess | null = null;
  #isStopping = false;
  #readyStarts = 0;
  #crashes: number[] = [];

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.name = options.name;
    this.log = options.log;
  }

  get pid(): number | undefined {
    return this.#running?.ending ? undefined : this.#running?.pid;
  }

  /** Starts and waits until it answers; throws when it ends instead or stays silent. */
  async start(): Promise<void> {
    const { name, command, log, guardian } = this.#options;
    const running = await RunningProcess.start(name, command(), log, guardian);
    this.#running = running;
    if (this.#isStopping) return running.stop('SIGKILL', 0);
    await this.#untilReady(running);
    if (this.#isStopping) return;
    void running.ended.then(() => this.#revive());
    this.#readyStarts += 1;
    this.#events.emit('ready');
  }

  signal(signal: NodeJS.Signals): void {
    this.#running?.signal(signal);
  }

  /** Waits until the process has been started anew and answers, counting from this call. */
  async nextReady(): Promise<void> {
    const now = this.#readyStarts;
    while (this.#readyStarts === now) await once(this.#events, 'ready');
  }

  async stop(graceMilliseconds: number): Promise<void> {
    this.#isStopping = true;
    await this.#running?.stop(this.#options.stopSignal ?? 'SIGTERM', graceMilliseconds);
  }

  async #untilReady(running: RunningProcess): Promise<void> {
    const { name, log, isReady } = this.#options;
    const deadline = Date.now() + READY_WITHIN;
    while (!(await isReady())) {
      if (running.ending) {
        throw new HouseError(name, `${name} ${describeEnding(running.ending)} before it was ready`, lastWords(log));
      }
      if (this.#isStopping) return;
      if (Date.now() > deadline) {
        await running.stop('SIGTERM', 2_000);
        throw new HouseError(name, `${name} did not answer within ${READY_WITHIN / 1_000} s`, lastWords(log));
      }
      await pause(60);
    }
  }

  async #revive(): Promise<void> {
    const { name, restart, onTrouble, log } = this.#options;
    if (this.#isStopping || !this.#running?.ending) return;
    const how = describeEnding(this.#running.ending);
    if (!restart) return onTrouble(`${name} ${how}`);
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => at > now - 60_000), now];
    if (this.#crashes.length > RESTARTS_A_MINUTE) {
      return onTrouble(`${name} ${how} again and is left alone now. ${lastWords(log)}`);
    }
    onTrouble(`${name} ${how}; starting it again`);
    await pause(Math.min(100 * 2 ** (this.#crashes.length - 1), 3_000));
    if (this.#isStopping) return;
    await this.start().catch((error: unknown) => {
      if (this.#running?.ending) return this.#revive();
      onTrouble(error instanceof Error ? error.message : String(error));
    });
  }
}

function lastWords(log: LogFile): string {
  const lines = log.tail(15);
  const said = lines.length > 0 ? `It said last:\n${lines.map((line) => `    ${line}`).join('\n')}\n  ` : '';
  return `${said}Its log: ${log.path}`;
}

/** Processes that do one thing and end, so that a stop in the middle ends them too. */
export class Tasks {
  readonly #running = new Set<RunningProcess>();
  #isStopping = false;

  /** Runs a process to its end; throws unless it ended well. */
  async run(name: string, command: Command, log: LogFile, guardian: Guardian): Promise<void> {
    const running = await RunningProcess.start(name, command, log, guardian);
    this.#running.add(running);
    if (this.#isStopping) await running.stop('SIGTERM', 0);
    const ending = await running.ended;
    this.#running.delete(running);
    if (ending.code !== 0) throw new HouseError(name, `${name} ${describeEnding(ending)}`, lastWords(log));
  }

  async stop(graceMilliseconds: number): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#running].map((running) => running.stop('SIGTERM', graceMilliseconds)));
  }
}
