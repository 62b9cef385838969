import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@sidestall/tooling/house';

const MAIN = fileURLToPath(new URL('../../live/src/main.ts', import.meta.url));
/** Its statements go to the database's log, which can be switched on. */
const LOGGED = 'options=-c%20log_statement%3Dall';
/** A bench opens thousands of viewers as fast as it can, which a door of the house would not let in. */
const DOOR = { LIVE_MAX_VIEWERS: '50000', LIVE_ACCEPTS_PER_SECOND: '100000' };
const STARTS_WITHIN_MS = 30_000;

/** The house's live process, started and killed as the bench wants it. */
export class LiveServer {
  private constructor(
    readonly port: number,
    private readonly databaseUrl: string,
    private child: ChildProcess,
  ) {}

  static async start(databaseUrl: string): Promise<LiveServer> {
    const port = await freePort();
    const server = new LiveServer(port, databaseUrl, launch(port, databaseUrl));
    await server.#ready();
    return server;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  async startAgain(): Promise<void> {
    this.child = launch(this.port, this.databaseUrl);
    await this.#ready();
  }

  async #ready(): Promise<void> {
    const deadline = performance.now() + STARTS_WITHIN_MS;
    for (;;) {
      const isReady = await fetch(`http://127.0.0.1:${this.port}/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isReady) return;
      if (performance.now() > deadline) throw new Error('The live process does not start');
      await pause(50);
    }
  }
}

const launch = (port: number, databaseUrl: string): ChildProcess =>
  spawn(
    process.execPath,
    ['--conditions=@sidestall/source', '--import', import.meta.resolve('@sidestall/tooling/register'), MAIN],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...DOOR,
        LIVE_PORT: String(port),
        LIVE_HOST: '127.0.0.1',
        DATABASE_URL: `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}${LOGGED}`,
        LOG_LEVEL: 'warn',
      },
    },
  );
