import { z } from 'zod';

const origin = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const zEnvironment = z.object({
  STOREFRONT_PORT: z.coerce.number().int().min(0).max(65_535).default(4002),
  STOREFRONT_HOST: z.string().default('0.0.0.0'),
  PUBLIC_API_URL: origin.default('http://localhost:4000'),
  PUBLIC_LIVE_URL: origin.optional(),
  STOREFRONT_CHANNEL_SECONDS: z.coerce.number().int().min(0).max(86_400).default(300),
  STRIPE_JS_URL: z.url({ protocol: /^https?$/ }).default('https://js.stripe.com/'),
});

/** Where the storefront's static server listens, and what it tells the widget of the shop. */
export interface StorefrontConfig {
  readonly port: number;
  readonly host: string;
  readonly apiUrl: string;
  readonly liveUrl: string | null;
  /** How long a browser keeps the loader of the floating channel `/w/1/`. */
  readonly channelSeconds: number;
  /** Where the script of Stripe comes from: Stripe's own server, or the sandbox. */
  readonly stripeJsUrl: string;
}

/** Reads and checks the environment; an error names the variable and never its value. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): StorefrontConfig {
  const read = zEnvironment.safeParse(
    // An empty variable is one that is not set.
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
  );
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`The storefront cannot start: check ${names.join(', ')}`);
  }
  const {
    STOREFRONT_PORT,
    STOREFRONT_HOST,
    PUBLIC_API_URL,
    PUBLIC_LIVE_URL,
    STOREFRONT_CHANNEL_SECONDS,
    STRIPE_JS_URL,
  } = read.data;
  return {
    port: STOREFRONT_PORT,
    host: STOREFRONT_HOST,
    apiUrl: PUBLIC_API_URL,
    liveUrl: PUBLIC_LIVE_URL ?? null,
    channelSeconds: STOREFRONT_CHANNEL_SECONDS,
    stripeJsUrl: STRIPE_JS_URL,
  };
}
