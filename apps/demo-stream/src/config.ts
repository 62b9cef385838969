import { z } from 'zod';

const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

const zEnvironment = z.object({
  DEMO_STREAM_PORT: z.coerce.number().int().min(0).max(65_535).default(4004),
  DEMO_STREAM_HOST: z.string().default('0.0.0.0'),
  DEMO_STREAM_SLUG: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .default('table-talk'),
  PUBLIC_STOREFRONT_URL: origin.default('http://localhost:4002'),
  PUBLIC_API_URL: origin.default('http://localhost:4000'),
  PUBLIC_LIVE_URL: origin.default('http://localhost:4001'),
  // Empty where payments go to Stripe itself.
  STRIPE_SANDBOX_URL: z.union([z.literal('').transform(() => null), origin]).default('http://localhost:4010'),
});

/** Where the demo stream listens, which show it carries, and the origins its page works with. */
export interface DemoStreamConfig {
  readonly port: number;
  readonly host: string;
  readonly slug: string;
  readonly storefrontUrl: string;
  readonly apiUrl: string;
  readonly liveUrl: string;
  readonly stripeSandboxUrl: string | null;
}

/** Reads and checks the environment; an error names the variable and never its value. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): DemoStreamConfig {
  const read = zEnvironment.safeParse(environment);
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`The demo stream cannot start: check ${names.join(', ')}`);
  }
  const { data } = read;
  return {
    port: data.DEMO_STREAM_PORT,
    host: data.DEMO_STREAM_HOST,
    slug: data.DEMO_STREAM_SLUG,
    storefrontUrl: data.PUBLIC_STOREFRONT_URL,
    apiUrl: data.PUBLIC_API_URL,
    liveUrl: data.PUBLIC_LIVE_URL,
    stripeSandboxUrl: data.STRIPE_SANDBOX_URL,
  };
}
