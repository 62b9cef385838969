import { type PortName, PORTS } from './ports.ts';
import { serverVariables, type Surroundings, usesSandbox, type Variables } from './surroundings.ts';

/** What Stripe is asked to tell the API of; a spec of packages/payments holds it to the events that are heeded. */
const STRIPE_EVENTS = [
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'charge.captured',
  'charge.dispute.*',
  'charge.expired',
  'charge.failed',
  'charge.refund.*',
  'charge.refunded',
  'charge.updated',
  'refund.*',
  'review.*',
  'radar.*',
  'setup_intent.*',
  'transfer.*',
  'payout.*',
  'account.*',
  'capability.*',
];

/** How the house knows that a process does its work: it answers at a path, or it ended well. */
export type Ready = { readonly path: string } | 'ended';

/** One process of the house, declared once: for `npm start`, for tests and for the production images alike. */
export interface ProcessSpec {
  readonly name: string;
  /** What a person reads while it starts. */
  readonly title: string;
  /** The built file, relative to the root of the workspace. */
  readonly entry: string;
  /** The port it listens on, if any. */
  readonly port?: PortName;
  /** A port of its own instead, for a process that the house has more than once. */
  readonly ownPort?: number;
  readonly ready: Ready;
  /** Names of processes that must be ready first. */
  readonly dependsOn: readonly string[];
  variables(at: Surroundings): Variables;
  /** False when a real service takes its place. */
  isNeeded?(given: Variables): boolean;
}

const server =
  (port: PortName, more?: (at: Surroundings) => Variables) =>
  (at: Surroundings): Variables => ({
    ...serverVariables(at),
    [PORTS[port].variable]: String(at.ports[port]),
    ...more?.(at),
  });

const sites =
  (port: PortName) =>
  ({ ports, urls }: Surroundings): Variables => ({
    [PORTS[port].variable]: String(ports[port]),
    PUBLIC_API_URL: urls.api,
    PUBLIC_LIVE_URL: urls.live,
    PUBLIC_STOREFRONT_URL: urls.storefront,
    PUBLIC_CONSOLE_URL: urls.console,
  });

function retailer(slug: 'northwind' | 'harbor', title: string): ProcessSpec {
  return {
    name: `retailer-${slug}`,
    title: `Sample retailer ${title}`,
    entry: 'apps/sample-retailer/dist/main.js',
    port: slug,
    ready: { path: '/health/ready' },
    dependsOn: [],
    variables: ({ ports, urls, secrets, dataDir }) => ({
      PORT: String(ports[slug]),
      RETAILER_SLUG: slug,
      RETAILER_API_KEY: secrets[`${slug}ApiKey`],
      RETAILER_WEBHOOK_SECRET: secrets[`${slug}WebhookSecret`],
      RETAILER_DATA: `${dataDir}/retailer-${slug}`,
      SIDESTALL_API_URL: urls.api,
    }),
  };
}

/** The process table of the house. */
export const PROCESSES: readonly ProcessSpec[] = [
  {
    name: 'migrate',
    title: 'Database is up to date',
    entry: 'packages/engine/dist/migrate.js',
    ready: 'ended',
    dependsOn: ['postgres'],
    variables: serverVariables,
  },
  {
    name: 'seed',
    title: 'Shop is stocked',
    entry: 'apps/api/dist/seed.js',
    ready: 'ended',
    // Some of those who are owed money have their account from the start.
    dependsOn: ['migrate', 'stripe-sandbox'],
    variables: (at) => ({
      ...serverVariables(at),
      MEDIA_DIR: `${at.dataDir}/media`,
      SEED_NORTHWIND_API_KEY: at.secrets.northwindApiKey,
      SEED_NORTHWIND_WEBHOOK_SECRET: at.secrets.northwindWebhookSecret,
      SEED_NORTHWIND_WEBHOOK_URL: `${at.urls.northwind}/webhooks/sidestall`,
      SEED_HARBOR_API_KEY: at.secrets.harborApiKey,
      SEED_HARBOR_WEBHOOK_SECRET: at.secrets.harborWebhookSecret,
      SEED_HARBOR_WEBHOOK_URL: `${at.urls.harbor}/webhooks/sidestall`,
    }),
  },
  {
    name: 'stripe-sandbox',
    title: 'Stripe sandbox',
    entry: 'packages/stripe-sandbox/dist/main.js',
    port: 'stripeSandbox',
    ready: { path: '/health' },
    dependsOn: [],
    isNeeded: usesSandbox,
    variables: ({ ports, urls, secrets, dataDir }) => ({
      STRIPE_SANDBOX_PORT: String(ports.stripeSandbox),
      STRIPE_SANDBOX_PUBLIC_URL: urls.stripeSandbox,
      STRIPE_SANDBOX_DATA: `${dataDir}/stripe-sandbox.json`,
      // Two days at Stripe; whoever tries the shop wants to see a refund arrive.
      STRIPE_SANDBOX_SETTLES_AFTER: '60',
      STRIPE_SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${ports.api}/v1/webhooks/stripe`,
      STRIPE_SANDBOX_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
      STRIPE_SANDBOX_WEBHOOK_EVENTS: STRIPE_EVENTS.join(','),
      STRIPE_SANDBOX_THIN_WEBHOOK_URL: `http://127.0.0.1:${ports.api}/v1/webhooks/stripe-thin`,
      STRIPE_SANDBOX_THIN_WEBHOOK_SECRET: secrets.stripeThinWebhookSecret,
    }),
  },
  retailer('northwind', 'Northwind'),
  retailer('harbor', 'Harbor'),
  {
    name: 'api',
    title: 'API',
    entry: 'apps/api/dist/main.js',
    port: 'api',
    ready: { path: '/health/ready' },
    dependsOn: ['seed', 'stripe-sandbox'],
    variables: server('api', ({ dataDir }) => ({ MEDIA_DIR: `${dataDir}/media` })),
  },
  {
    name: 'live',
    title: 'Live events',
    entry: 'apps/live/dist/main.js',
    port: 'live',
    ready: { path: '/health/ready' },
    dependsOn: ['seed'],
    variables: server('live'),
  },
  {
    name: 'worker',
    title: 'Worker',
    entry: 'apps/worker/dist/main.js',
    port: 'worker',
    ready: { path: '/health/ready' },
    dependsOn: ['seed', 'stripe-sandbox'],
    variables: server('worker'),
  },
  {
    name: 'storefront',
    title: 'Storefront',
    entry: 'apps/storefront/dist/server.js',
    port: 'storefront',
    ready: { path: '/health' },
    dependsOn: [],
    variables: (at) => ({
      ...sites('storefront')(at),
      // A rebuilt widget is seen at once.
      STOREFRONT_CHANNEL_SECONDS: '0',
      // The page of a place on the waitlist opens a checkout: its content policy names where Stripe's script comes from.
      STRIPE_JS_URL: usesSandbox(at.given) ? `${at.urls.stripeSandbox}/stripe.js` : undefined,
    }),
  },
  {
    name: 'console',
    title: 'Console',
    entry: 'apps/console/dist/server.js',
    port: 'console',
    ready: { path: '/health/ready' },
    dependsOn: [],
    variables: sites('console'),
  },
  {
    name: 'demo-stream',
    title: 'Demo live stream',
    entry: 'apps/demo-stream/dist/main.js',
    port: 'demoStream',
    ready: { path: '/health/ready' },
    dependsOn: [],
    variables: (at) => ({
      ...sites('demoStream')(at),
      STRIPE_SANDBOX_URL: usesSandbox(at.given) ? at.urls.stripeSandbox : '',
    }),
  },
];

/** The process once more, beside the first and on a port of its own. */
export const another = (name: string, beside: string, port: number): ProcessSpec => {
  const spec = PROCESSES.find((candidate) => candidate.name === beside);
  if (!spec?.port) throw new Error(`${beside} cannot be there twice`);
  const { variable } = PORTS[spec.port];
  return {
    ...spec,
    name,
    title: `${spec.title} (${name})`,
    ownPort: port,
    variables: (at) => ({ ...spec.variables(at), [variable]: String(port) }),
  };
};
