import { LiveReader } from '@sidestall/engine/live';
import { systemClock, systemRandom } from '@sidestall/kernel';
import type { FastifyInstance } from 'fastify';
import type { LiveConfig } from './config.ts';
import { Door } from './door.ts';
import { Hub } from './hub.ts';
import { LiveMetrics } from './live-metrics.ts';
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
  const door = new Door(config, () => performance.now());
  const metrics = new LiveMetrics({
    viewers: () => door.viewers,
    shows: () => hub?.shows ?? 0,
    isListening: () => reader.isListening,
  });
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
    metrics,
  );
  const app = liveServer({
    reader,
    hub,
    door,
    metrics,
    trustedProxies: config.trustedProxies,
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
      // Whoever sends viewers here hears first that it goes; those who watch are sent on in slices; then the door closes.
      door.isDraining = true;
      await hub.close();
      await app.close();
      await reader.stop();
    },
  };
}
