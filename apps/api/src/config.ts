import path from 'node:path';
import { engineEnv, readEnv, toEngineConfig, type EngineConfig } from '@sidestall/engine/config';
import { z } from 'zod';
import type { PartnerLimit } from './http/partner-limits.ts';
import { LONGEST_KEPT_MS } from './catalog/page-life.ts';

export const apiEnv = engineEnv.extend({
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  API_HOST: z.string().default('0.0.0.0'),
  MEDIA_DIR: z.string().default('./media'),
  PARTNER_CALLS_PER_SECOND: z.coerce.number().int().min(1).max(100_000).default(200),
  PAGE_CACHE_MS: z.coerce.number().int().min(0).max(LONGEST_KEPT_MS).default(LONGEST_KEPT_MS),
});

export interface ApiConfig {
  readonly engine: EngineConfig;
  readonly port: number;
  readonly host: string;
  /** Where pictures of the catalog lie. */
  readonly mediaDir: string;
  /** How often one retailer may call; twice as often for a moment. */
  readonly partnerLimit: PartnerLimit;
  /** How old a page of the catalog may be that is sent from memory; 0 asks the database each time. */
  readonly pageCacheMs: number;
}

/** Reads what the API needs from the environment, once. */
export function readApiConfig(): ApiConfig {
  const env = readEnv(apiEnv);
  return {
    engine: toEngineConfig(env),
    port: env.API_PORT,
    host: env.API_HOST,
    mediaDir: path.resolve(env.MEDIA_DIR),
    partnerLimit: { perSecond: env.PARTNER_CALLS_PER_SECOND, burst: 2 * env.PARTNER_CALLS_PER_SECOND },
    pageCacheMs: env.PAGE_CACHE_MS,
  };
}

const zKey = z.string().min(20);
const zWebhookSecret = z.string().startsWith('whsec_');
const zWebhookUrl = z.url({ protocol: /^https?$/ });

export const seedEnv = apiEnv.extend({
  SEED_DIR: z.string().default(path.resolve(import.meta.dirname, '../../../packages/testing/seed')),
  SEED_NORTHWIND_API_KEY: zKey,
  SEED_NORTHWIND_WEBHOOK_SECRET: zWebhookSecret,
  SEED_NORTHWIND_WEBHOOK_URL: zWebhookUrl,
  SEED_HARBOR_API_KEY: zKey,
  SEED_HARBOR_WEBHOOK_SECRET: zWebhookSecret,
  SEED_HARBOR_WEBHOOK_URL: zWebhookUrl,
});

/** How a sample retailer is reached and lets itself be known. */
export type RetailerAccess = Readonly<
  Record<
    'northwind' | 'harbor',
    { readonly apiKey: string; readonly webhookSecret: string; readonly webhookUrl: string | null }
  >
>;

export interface SeedConfig extends ApiConfig {
  /** Where the seed shop's files lie. */
  readonly seedDir: string;
  readonly retailers: RetailerAccess;
}

/** Reads what filling an empty house needs from the environment, once. */
export function readSeedConfig(): SeedConfig {
  const env = readEnv(seedEnv);
  return {
    engine: toEngineConfig(env),
    port: env.API_PORT,
    host: env.API_HOST,
    mediaDir: path.resolve(env.MEDIA_DIR),
    partnerLimit: { perSecond: env.PARTNER_CALLS_PER_SECOND, burst: 2 * env.PARTNER_CALLS_PER_SECOND },
    pageCacheMs: env.PAGE_CACHE_MS,
    seedDir: env.SEED_DIR,
    retailers: {
      northwind: {
        apiKey: env.SEED_NORTHWIND_API_KEY,
        webhookSecret: env.SEED_NORTHWIND_WEBHOOK_SECRET,
        webhookUrl: env.SEED_NORTHWIND_WEBHOOK_URL,
      },
      harbor: {
        apiKey: env.SEED_HARBOR_API_KEY,
        webhookSecret: env.SEED_HARBOR_WEBHOOK_SECRET,
        webhookUrl: env.SEED_HARBOR_WEBHOOK_URL,
      },
    },
  };
}
