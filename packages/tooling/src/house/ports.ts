import { createServer } from 'node:net';
import { HouseError } from './house-error.ts';

/** Every port of the house: who listens, the default, and the variable that moves it. */
export const PORTS = {
  api: { title: 'API', port: 4000, variable: 'API_PORT' },
  live: { title: 'Live', port: 4001, variable: 'LIVE_PORT' },
  storefront: { title: 'Storefront', port: 4002, variable: 'STOREFRONT_PORT' },
  console: { title: 'Console', port: 4003, variable: 'CONSOLE_PORT' },
  demoStream: { title: 'Demo stream', port: 4004, variable: 'DEMO_STREAM_PORT' },
  worker: { title: 'Worker health', port: 4005, variable: 'WORKER_HEALTH_PORT' },
  stripeSandbox: { title: 'Stripe sandbox', port: 4010, variable: 'STRIPE_SANDBOX_PORT' },
  northwind: { title: 'Retailer Northwind', port: 4021, variable: 'NORTHWIND_PORT' },
  harbor: { title: 'Retailer Harbor', port: 4022, variable: 'HARBOR_PORT' },
  postgres: { title: 'PostgreSQL', port: 54329, variable: 'POSTGRES_PORT' },
} as const;

export type PortName = keyof typeof PORTS;
export type Ports = Readonly<Record<PortName, number>>;

const names = Object.keys(PORTS) as PortName[];

/** The ports of a start by hand: the defaults, moved by environment variables. */
export function portsFrom(env: Readonly<Record<string, string | undefined>>): Ports {
  return mapPorts((name) => {
    const { variable, port } = PORTS[name];
    const given = env[variable];
    if (!given) return port;
    const number = Number(given);
    if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
    throw new HouseError(
      'ports',
      `${variable} is not a port`,
      `Set ${variable} to a number from 1 to 65535, or leave it out for ${port}.`,
    );
  });
}

/** Free ports chosen by the system, for houses that stand beside others. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(names.map(() => listen(0)));
  const found = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return mapPorts((_name, index) => found[index]!);
}

/** A free port chosen by the system. */
export async function freePort(): Promise<number> {
  const server = await listen(0);
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Throws for the first of these ports that another program holds, naming the variable that moves it. */
export async function assertFree(ports: Ports, wanted: readonly PortName[]): Promise<void> {
  for (const name of wanted) {
    if (await isFree(ports[name])) continue;
    const { title, variable } = PORTS[name];
    throw new HouseError(
      'ports',
      `Port ${ports[name]} (${title}) is taken by another program`,
      `Stop that program, or choose another port: ${variable}=${ports[name] + 100} npm start`,
    );
  }
}

async function isFree(port: number): Promise<boolean> {
  // Several addresses, since a program may hold the port on one family only and still answer for "localhost".
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    const error = await listen(port, host).then(
      (server) => new Promise<null>((resolve) => server.close(() => resolve(null))),
      (cause: NodeJS.ErrnoException) => cause.code,
    );
    if (error === 'EADDRINUSE' || error === 'EACCES') return false;
  }
  return true;
}

function listen(port: number, host = '127.0.0.1'): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function mapPorts(choose: (name: PortName, index: number) => number): Ports {
  return Object.fromEntries(names.map((name, index) => [name, choose(name, index)])) as unknown as Ports;
}
