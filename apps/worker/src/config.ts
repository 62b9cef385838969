import { engineEnv, readEnv, toEngineConfig, type EngineConfig } from '@sidestall/engine/config';
import { z } from 'zod';

export const workerEnv = engineEnv.extend({
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(8),
  WORKER_HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(4005),
});

export interface WorkerConfig {
  readonly engine: EngineConfig;
  readonly concurrency: number;
  readonly healthPort: number;
}

/** Reads what the worker needs from the environment, once. */
export function readWorkerConfig(): WorkerConfig {
  const env = readEnv(workerEnv);
  return { engine: toEngineConfig(env), concurrency: env.WORKER_CONCURRENCY, healthPort: env.WORKER_HEALTH_PORT };
}
