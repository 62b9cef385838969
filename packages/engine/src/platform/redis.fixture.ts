import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@sidestall/testing';
import { Redis } from 'ioredis';

/** Whether this machine has a Redis to try the queue on. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of its own, in memory, which ends with the test. */
export class TestRedis {
  private constructor(
    readonly url: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<TestRedis> {
    const port = await freePort();
    const folder = mkdtempSync(path.join(tmpdir(), 'sidestall-redis-'));
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ];
    const server = spawn('redis-server', [...settings, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    const endWithTest = () => server.kill('SIGKILL');
    process.once('exit', endWithTest);
    const redis = new TestRedis(`redis://127.0.0.1:${port}`, async () => {
      process.off('exit', endWithTest);
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    await redis.ask('PING');
    return redis;
  }

  /** Sends one command over a connection of its own. */
  async ask(command: string): Promise<unknown> {
    const client = new Redis(this.url, { retryStrategy: (times) => (times < 100 ? 50 : null) });
    client.on('error', () => undefined);
    try {
      return await client.call(command);
    } finally {
      client.disconnect();
    }
  }

  stop(): Promise<void> {
    return this.end();
  }
}
