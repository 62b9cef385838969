import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** Variables as a process gets them; `undefined` leaves one out. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The addresses people and processes use. */
export interface Urls {
  readonly api: string;
  readonly live: string;
  readonly storefront: string;
  readonly console: string;
  readonly demoStream: string;
  readonly worker: string;
  readonly stripeSandbox: string;
  readonly northwind: string;
  readonly harbor: string;
}

/** Everything a process of the house may need to know at its start. */
export interface Surroundings {
  /** The folder of the workspace. */
  readonly root: string;
  /** Where this house keeps its data. */
  readonly dataDir: string;
  readonly ports: Ports;
  readonly urls: Urls;
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  /** What the person set: real services replace embedded ones by these alone. */
  readonly given: Variables;
}

export function urlsOf(ports: Ports, given: Variables): Urls {
  const local = (port: number): string => `http://localhost:${port}`;
  return {
    api: given['PUBLIC_API_URL'] ?? local(ports.api),
    live: given['PUBLIC_LIVE_URL'] ?? local(ports.live),
    storefront: given['PUBLIC_STOREFRONT_URL'] ?? local(ports.storefront),
    console: given['PUBLIC_CONSOLE_URL'] ?? local(ports.console),
    demoStream: local(ports.demoStream),
    worker: local(ports.worker),
    stripeSandbox: local(ports.stripeSandbox),
    northwind: local(ports.northwind),
    harbor: local(ports.harbor),
  };
}

/** True when no Stripe key is set, so that the sandbox stands in. */
export const usesSandbox = (given: Variables): boolean => !given['STRIPE_SECRET_KEY'];

/** True when no database is given, so that the embedded one is started. */
export const usesEmbeddedPostgres = (given: Variables): boolean => !given['DATABASE_URL'];

/** What every server process of the house reads. */
export function serverVariables({ urls, ports, secrets, databaseUrl, given }: Surroundings): Variables {
  const stripe: Variables = usesSandbox(given)
    ? {
        STRIPE_SECRET_KEY: secrets.stripeSecretKey,
        STRIPE_PUBLISHABLE_KEY: secrets.stripePublishableKey,
        STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
        STRIPE_THIN_WEBHOOK_SECRET: secrets.stripeThinWebhookSecret,
        STRIPE_API_URL: urls.stripeSandbox,
        STRIPE_JS_URL: `${urls.stripeSandbox}/stripe.js`,
      }
    : {};
  return {
    NODE_ENV: 'development',
    DATABASE_URL: databaseUrl,
    APP_SECRET: given['APP_SECRET'] ?? secrets.appSecret,
    PUBLIC_API_URL: urls.api,
    PUBLIC_LIVE_URL: urls.live,
    PUBLIC_STOREFRONT_URL: urls.storefront,
    PUBLIC_CONSOLE_URL: urls.console,
    // The sample retailers live on this machine; elsewhere deliveries never go to private addresses.
    WEBHOOK_PRIVATE_HOSTS: [
      ...[ports.northwind, ports.harbor].flatMap((port) => [`127.0.0.1:${port}`, `localhost:${port}`]),
      ...(given['WEBHOOK_PRIVATE_HOSTS']?.split(',') ?? []),
    ].join(','),
    ...stripe,
  };
}
