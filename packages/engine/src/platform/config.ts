import { z } from 'zod';

const zUrl = (protocols: RegExp) => z.url({ protocol: protocols }).transform((url) => url.replace(/\/$/, ''));
const zHttp = zUrl(/^https?$/);

const zPem = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n'))
  .refine((text) => text.startsWith('-----BEGIN PRIVATE KEY-----'), 'must be a private key in PKCS #8 PEM');

/** The variables every server process of the house reads; an app's own `config.ts` adds its port and the like. */
export const engineEnv = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(12),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/),
  STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_(test|live)_/),
  STRIPE_WEBHOOK_SECRET: z.string().min(8),
  STRIPE_THIN_WEBHOOK_SECRET: z.string().min(8).optional(),
  STRIPE_API_URL: zHttp.optional(),
  STRIPE_JS_URL: zHttp.default('https://js.stripe.com/endive/stripe.js'),
  TAX: z.enum(['table', 'stripe']).default('table'),
  PAYMENTS_PER_SECOND: z.coerce.number().positive().max(10_000).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Sidestall <shop@localhost>'),
  PUBLIC_API_URL: zHttp.default('http://localhost:4000'),
  PUBLIC_LIVE_URL: zHttp.default('http://localhost:4001'),
  PUBLIC_STOREFRONT_URL: zHttp.default('http://localhost:4002'),
  PUBLIC_CONSOLE_URL: zHttp.default('http://localhost:4003'),
  APP_SECRET: z.string().min(32),
  PROMISE_SIGNING_KEY: zPem.optional(),
  WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean)),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  FAULT_FILE: z.string().optional(),
});

/** What the engine needs to know of its surroundings; read once at the top of a process. */
export interface EngineConfig {
  readonly isProduction: boolean;
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly redisUrl?: string;
  readonly stripe: {
    readonly secretKey: string;
    readonly publishableKey: string;
    readonly webhookSecret: string;
    /** Of the destination of thin events, which has a door of its own; without it that door stays shut. */
    readonly thinWebhookSecret?: string;
    /** The sandbox's address; absent when Stripe itself is spoken to. */
    readonly apiUrl?: string;
    readonly jsUrl: string;
  };
  /** Who reckons tax: the house's own table of rates, or Stripe Tax. */
  readonly tax: 'table' | 'stripe';
  /** How many payments may begin each second before buyers wait in line; null: as many as come. */
  readonly paymentsPerSecond?: number | null;
  readonly mail: { readonly smtpUrl?: string; readonly from: string };
  readonly publicUrls: {
    readonly api: string;
    readonly live: string;
    readonly storefront: string;
    readonly console: string;
  };
  /** Signs order links and encrypts partner secrets. */
  readonly appSecret: string;
  /** An Ed25519 private key (PKCS #8 PEM) that seals promise receipts; without it one is derived from `appSecret`. */
  readonly promiseKey?: string;
  readonly webhooks: {
    /** `host:port` pairs on private addresses that deliveries may reach, for partners on the same machine. */
    readonly allowPrivateHosts: readonly string[];
  };
  readonly logLevel: string;
  /** A file in which a test names the moment at which this process is to be killed; never in production. */
  readonly faultFile?: string;
}

/** Shapes the read variables as the engine wants them. */
export function toEngineConfig(env: z.infer<typeof engineEnv>): EngineConfig {
  return {
    isProduction: env.NODE_ENV === 'production',
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL,
    stripe: {
      secretKey: env.STRIPE_SECRET_KEY,
      publishableKey: env.STRIPE_PUBLISHABLE_KEY,
      webhookSecret: env.STRIPE_WEBHOOK_SECRET,
      thinWebhookSecret: env.STRIPE_THIN_WEBHOOK_SECRET,
      apiUrl: env.STRIPE_API_URL,
      jsUrl: env.STRIPE_JS_URL,
    },
    tax: env.TAX,
    paymentsPerSecond: env.PAYMENTS_PER_SECOND ?? documentedRate(env),
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    publicUrls: {
      api: env.PUBLIC_API_URL,
      live: env.PUBLIC_LIVE_URL,
      storefront: env.PUBLIC_STOREFRONT_URL,
      console: env.PUBLIC_CONSOLE_URL,
    },
    appSecret: env.APP_SECRET,
    promiseKey: env.PROMISE_SIGNING_KEY,
    webhooks: { allowPrivateHosts: env.WEBHOOK_PRIVATE_HOSTS },
    logLevel: env.LOG_LEVEL,
    faultFile: env.NODE_ENV === 'production' ? undefined : env.FAULT_FILE,
  };
}

/** A little below what Stripe documents: 25 calls a second with a test key, 100 with a live one. The sandbox takes all. */
function documentedRate({ STRIPE_API_URL, STRIPE_SECRET_KEY }: z.infer<typeof engineEnv>): number | null {
  if (STRIPE_API_URL) return null;
  return STRIPE_SECRET_KEY.includes('_live_') ? 80 : 20;
}

/** The surroundings are not as a process needs them: the message names variables, never their values. */
export class ConfigError extends Error {}

/** Reads variables by a schema; empty text counts as absent, so that `VAR=` in a compose file means "not set". */
export function readEnv<T extends z.ZodType>(
  schema: T,
  env: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<T> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return given[name] === undefined
      ? `${name} is not set`
      : `${name} is set but not usable: ${issue.code.replaceAll('_', ' ')}`;
  });
  throw new ConfigError(`Check the environment:\n  ${[...new Set(lines)].join('\n  ')}`);
}
