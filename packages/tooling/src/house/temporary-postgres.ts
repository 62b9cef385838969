import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Guardian } from './guardian.ts';
import { LogFile } from './log-file.ts';
import { freePorts } from './ports.ts';
import { forgetPostgres, preparePostgres } from './postgres.ts';
import { Service } from './service.ts';

/** A PostgreSQL that lasts as long as the process that started it. */
export interface TemporaryPostgres {
  /** The address of a database on this server. */
  url(database: string): string;
  /** Ends it as a power cut would; its data stays. */
  kill(): Promise<void>;
  /** Starts it again on the same address after it was killed. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL in a temporary folder; unless `durable`, its commits do not wait for the disk. */
export async function startTemporaryPostgres(options: { durable?: boolean } = {}): Promise<TemporaryPostgres> {
  const dataDir = passableFolder('sidestall-pg-');
  const { postgres: port } = await freePorts();
  const server = preparePostgres({
    dataDir,
    port,
    password: 'sidestall',
    durable: options.durable ?? false,
    maxConnections: 300,
  });
  const guardian = new Guardian();
  const log = new LogFile(path.join(dataDir, 'postgres.log'));
  const newService = () =>
    new Service({
      name: 'postgres',
      command: () => server.command,
      isReady: () => server.isReady(),
      log,
      guardian,
      restart: false,
      stopSignal: 'SIGINT',
      onTrouble: (message) => console.error(message),
    });
  let service = newService();
  const stop = async (): Promise<void> => {
    await service.stop(5_000);
    await guardian.leave();
    await log.close();
    forgetPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await service.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: (database) => server.url.replace(/[^/]+$/, database),
    kill: async () => {
      const ended = service.stop(5_000);
      service.signal('SIGKILL');
      await ended;
    },
    revive: async () => {
      // Its backends may outlive it for a moment and keep the memory that the next one needs.
      for (let tries = 1; ; tries++) {
        service = newService();
        try {
          return await service.start();
        } catch (error) {
          if (tries === 50) throw error;
          await pause(100);
        }
      }
    },
    stop,
  };
}

/** A temporary folder that other accounts may pass through, since as root the database runs under one. */
export function passableFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}
