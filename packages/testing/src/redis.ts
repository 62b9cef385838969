import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './server.ts';

/** Whether this machine has a Redis to try the queue on. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of its own, in memory, which ends with the test. */
export class TestRedis {
  #server: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort(), mkdtempSync(path.join(tmpdir(), 'sidestall-redis-')));
    await redis.revive();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Sends one command over a connection of its own. */
  async ask(command: string, ...args: readonly string[]): Promise<unknown> {
    const client = new Redis(this.url, { retryStrategy: (times) => (times < 100 ? 50 : null) });
    client.on('error', () => undefined);
    try {
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** Ends it as a power cut would, with all it knew. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** Starts it again, empty, on the same port. */
  async revive(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', [...settings, '--dir', this.folder, '--maxmemory-policy', 'noeviction'], {
      stdio: 'ignore',
    });
    const endWithTest = () => server.kill('SIGKILL');
    process.once('exit', endWithTest);
    server.once('exit', () => process.off('exit', endWithTest));
    this.#server = server;
    await this.ask('PING');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The Redis that a house of tests keeps its queue on, in a run that asks for it; null: its queue is on PostgreSQL. */
export async function redisOfRun(): Promise<TestRedis | null> {
  const { isQueueOnRedis } = globalThis as { isQueueOnRedis?: boolean };
  return isQueueOnRedis ? await TestRedis.start() : null;
}
