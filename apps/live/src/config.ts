import { engineEnv, readEnv } from '@sidestall/engine/config';
import { z } from 'zod';

const liveEnv = z.object({
  LIVE_PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
  LIVE_HOST: z.string().default('0.0.0.0'),
  LIVE_MAX_VIEWERS: z.coerce.number().int().min(1).max(1_000_000).default(20_000),
  DATABASE_URL: engineEnv.shape.DATABASE_URL,
  LOG_LEVEL: engineEnv.shape.LOG_LEVEL,
});

export interface LiveConfig {
  readonly port: number;
  readonly host: string;
  /** Beyond this many sockets newcomers are asked to come back, so that those who are here stay well served. */
  readonly maxViewers: number;
  readonly databaseUrl: string;
  readonly logLevel: string;
}

/** Reads the process's variables once; an error names the variable and never its value. */
export function loadConfig(): LiveConfig {
  const env = readEnv(liveEnv, process.env);
  return {
    port: env.LIVE_PORT,
    host: env.LIVE_HOST,
    maxViewers: env.LIVE_MAX_VIEWERS,
    databaseUrl: env.DATABASE_URL,
    logLevel: env.LOG_LEVEL,
  };
}
