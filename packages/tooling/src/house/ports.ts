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

/** Ports that browsers, and fetch with them, refuse to call over HTTP, by the Fetch standard; those above 1023. */
const UNREACHABLE: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

const names = Object.keys(PORTS) as PortName[];

/** The ports of a start by hand: the defaults, moved by environment variables. */
export function portsFrom(env: Readonly<Record<string, string | undefined>>): Ports {
  return mapPorts((name) => {
    const { variable, port } = PORTS[name];
    const given = env[variable];
    if (!given) return port;
    const number = Number(given);
    if (name !== 'postgres' && UNREACHABLE.has(number)) {
      throw new HouseError(
        'ports',
        `${variable} is ${number}, which no browser calls`,
        `It belongs to another protocol in the eyes of every browser. Choose another, such as ${variable}=${port}.`,
      );
    }
    if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
    throw new HouseError(
      'ports',
      `${variable} is not a port`,
      `Set ${variable} to a number from 1 to 65535, or leave it out for ${port}.`,
    );
  });
}

/** Below those that systems give to connections they open: nobody's call takes one before its server listens. */
const FREE = { from: 16_000, below: 32_000 } as const;

async function listenSomewhere(): Promise<ReturnType<typeof createServer>> {
  for (let tries = 1; ; tries++) {
    try {
      return await listen(FREE.from + Math.floor(Math.random() * (FREE.below - FREE.from)));
    } catch (error) {
      if (tries === 100) throw error;
    }
  }
}

/** Free ports, for houses that stand beside others. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(names.map(() => listenSomewhere()));
  const found = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return mapPorts((_name, index) => found[index]!);
}

/** A free port. */
export async function freePort(): Promise<number> {
  const server = await listenSomewhere();
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
