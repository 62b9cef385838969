import { LiveReader } from '@sidestall/engine/live';
import { systemClock, systemRandom } from '@sidestall/kernel';
import type { FastifyInstance } from 'fastify';
import type { LiveConfig } from './config.ts';
import { Hub } from './hub.ts';
import { liveServer } from './server.ts';

export interface LiveProcess {
  readonly app: FastifyInstance;
  /** Where it listens, the port being chosen by the system when the configured one is 0. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts all of the live process: the ear on the database, the hub and the HTTP server. */
export async function startLive(config: LiveConfig): Promise<LiveProcess> {
  let hub: Hub | null = null;
  let trouble = (_error: Error): void => undefined;
  const reader = new LiveReader({
    databaseUrl: config.databaseUrl,
    onEvent: (streamId, seq) => void hub?.changed(streamId, seq).catch((error: unknown) => hub?.report(error)),
    onResumed: () => void hub?.changedAnything().catch((error: unknown) => hub?.report(error)),
    onTrouble: (error) => trouble(error),
  });
  hub = new Hub(
    reader,
    () => systemClock.now(),
    (error) => trouble(error),
  );
  const app = liveServer({
    reader,
    hub,
    maxViewers: config.maxViewers,
    logLevel: config.logLevel,
    random: () => systemRandom.next(),
  });
  trouble = (error) => app.log.warn({ err: error }, 'The database had trouble; the live process goes on');
  await reader.start();
  const url = await app.listen({ port: config.port, host: config.host });
  return {
    app,
    url,
    stop: async () => {
      const closed = app.close();
      await hub.close();
      await closed;
      await reader.stop();
    },
  };
}
