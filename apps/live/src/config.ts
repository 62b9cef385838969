import { engineEnv, readEnv } from '@sidestall/engine/config';
import { z } from 'zod';
import type { DoorLimits } from './door.ts';

const liveEnv = z.object({
  LIVE_PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
  LIVE_HOST: z.string().default('0.0.0.0'),
  LIVE_MAX_VIEWERS: z.coerce.number().int().min(1).max(1_000_000).default(20_000),
  LIVE_MAX_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(200),
  LIVE_ACCEPTS_PER_SECOND: z.coerce.number().int().min(1).max(1_000_000).default(3_000),
  LIVE_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  DATABASE_URL: engineEnv.shape.DATABASE_URL,
  LOG_LEVEL: engineEnv.shape.LOG_LEVEL,
});

export interface LiveConfig extends DoorLimits {
  readonly port: number;
  readonly host: string;
  /** Addresses or networks of the proxies before it: what they say of a viewer's address is believed. */
  readonly trustedProxies: readonly string[];
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
    maxPerAddress: env.LIVE_MAX_PER_ADDRESS,
    acceptsPerSecond: env.LIVE_ACCEPTS_PER_SECOND,
    trustedProxies: env.LIVE_TRUSTED_PROXIES,
    databaseUrl: env.DATABASE_URL,
    logLevel: env.LOG_LEVEL,
  };
}
