import path from 'node:path';
import { engineEnv, readEnv, toEngineConfig, type EngineConfig } from '@sidestall/engine/config';
import { z } from 'zod';

export const apiEnv = engineEnv.extend({
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  API_HOST: z.string().default('0.0.0.0'),
  MEDIA_DIR: z.string().default('./media'),
});

export interface ApiConfig {
  readonly engine: EngineConfig;
  readonly port: number;
  readonly host: string;
  /** Where pictures of the catalog lie. */
  readonly mediaDir: string;
}

/** Reads what the API needs from the environment, once. */
export function readApiConfig(): ApiConfig {
  const env = readEnv(apiEnv);
  return { engine: toEngineConfig(env), port: env.API_PORT, host: env.API_HOST, mediaDir: path.resolve(env.MEDIA_DIR) };
}
