import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { migrate } from '@sidestall/engine/migrate';
import { startPostgres, type PostgresServer } from '@sidestall/testing';
import pg from 'pg';
import { startApi, type ApiProcess } from '../catalog/api-process.fixture.ts';

const SECRET = 'a-secret-for-tests-of-thirty-two-letters';
const KEY = 'sk_retail_northwind_test_0123456789';

let postgres: PostgresServer;
let url: string;
const started: ApiProcess[] = [];
const start = async (): Promise<ApiProcess> => {
  const api = await startApi({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_test',
    APP_SECRET: SECRET,
  });
  started.push(api);
  return api;
};

beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  url = postgres.url('sidestall');
  await migrate(url);
});
afterAll(async () => {
  await Promise.all(started.map((api) => api.stop()));
  await postgres.stop();
});

/** Holds the streams' table, so that whoever asks for streams waits until this is let go. */
async function holdStreams(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE streams.stream IN ACCESS EXCLUSIVE MODE');
  return () => client.end();
}

const isSomebodyWaiting = async (): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
  await client.end();
  return rowCount! > 0;
};

async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 30));
}

interface Heard {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

const agents: Agent[] = [];
/** Asks for the streams over a connection that wants to stay open. */
function askForStreams(api: ApiProcess): Promise<Heard> {
  const agent = new Agent({ keepAlive: true });
  agents.push(agent);
  return new Promise((resolve, reject) => {
    const asked = request(`${api.base}/v1/streams`, { agent }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode!, connection: response.headers.connection, body }),
      );
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}
afterAll(() => agents.forEach((agent) => agent.destroy()));

const isOpen = (api: ApiProcess): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(api.base).port), '127.0.0.1');
    socket.once('connect', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });

describe('an API that is told to stop', () => {
  it('answers what is under way, takes nothing new, and ends well', async () => {
    const api = await start();
    expect(await askForStreams(api)).toMatchObject({ status: 200 }); // Leaves an idle connection behind.
    const letGo = await holdStreams();
    const underWay = askForStreams(api);
    await until(isSomebodyWaiting);
    api.end();
    await until(async () => !(await isOpen(api)));
    await letGo();
    expect(await underWay).toEqual({ status: 200, connection: 'close', body: '{"streams":[]}' });
    expect(await api.ended).toBe(0);
  });

  it('does not wait forever for a request that hangs', async () => {
    const api = await start();
    const letGo = await holdStreams();
    const hanging = askForStreams(api).catch(() => 'cut off');
    await until(isSomebodyWaiting);
    const before = performance.now();
    api.end();
    expect(await api.ended).toBe(1);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(await hanging).toBe('cut off');
    await letGo();
  });
});

describe('an API whose PostgreSQL is gone', () => {
  it('says so to everybody, keeps nobody’s key, and works again by itself when it is back', async () => {
    const api = await start();
    const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
      fetch(`${api.base}${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    expect((await ask('GET', '/health/ready')).status).toBe(200);
    const order = {
      quoteId: 'quo_01k00000000000000000000000',
      quoteHash: 'x'.repeat(43),
      email: 'ana@example.com',
      shippingAddress: { name: 'Ana', line1: 'A 1', city: 'Leipzig', postalCode: '04103', country: 'DE' },
      confirmationTokenId: 'ctoken_abcdef',
      returnUrl: 'http://localhost:4004/',
    };
    const place = () => ask('POST', '/v1/orders', { 'idempotency-key': 'while-it-was-away' }, order);
    await postgres.kill();
    const refused = [
      await ask('GET', '/v1/streams'),
      await ask('GET', '/v1/products'),
      await ask('GET', '/health/ready'),
      await ask('GET', '/v1/partner/fulfillment-orders', { authorization: `Bearer ${KEY}` }),
      await ask('GET', '/v1/console/me', { cookie: 'stall_session=abc.def' }),
      await ask('POST', '/v1/console/sign-in', {}, { email: 'ana@example.com', password: 'a secret word' }),
      await ask(
        'POST',
        '/v1/quotes',
        {},
        { lines: [{ listingId: 'lst_01k00000000000000000000000', quantity: 1 }], country: 'DE' },
      ),
      await place(),
    ];
    const seen = await Promise.all(
      refused.map(async (answer) => ({
        path: new URL(answer.url).pathname,
        status: answer.status,
        type: answer.headers.get('content-type'),
        retry: answer.headers.get('retry-after'),
        code: ((await answer.json()) as { code: string }).code,
      })),
    );
    const away = {
      status: 503,
      type: 'application/problem+json; charset=utf-8',
      retry: '2',
      code: 'PLATFORM.UNAVAILABLE',
    };
    expect(seen).toEqual(seen.map(({ path }) => ({ path, ...away })));
    expect((await ask('GET', '/health/live')).status).toBe(200);
    await postgres.revive();
    await until(async () => (await ask('GET', '/health/ready')).status === 200);
    expect((await ask('GET', '/v1/streams')).status).toBe(200);
    const placed = await place();
    expect([placed.status, ((await placed.json()) as { code: string }).code]).toEqual([
      404,
      'ORDERING.QUOTE_NOT_FOUND',
    ]);
  });
});
