import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import type { EndpointWithSecret, NewPartnerKey } from '@sidestall/contracts';
import { DeliveryDispatcher, makeLogger } from '@sidestall/engine';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const TOKEN = 'gateway-token-that-nobody-may-read';

let house: TestHouse;
let server: Server;
let url: string;
let said = '';

beforeAll(async () => {
  // An endpoint that says back all it hears, as a badly made one does, and fails.
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(500).end(JSON.stringify({ error: 'boom' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/hook`;
  const ear = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  house = await TestHouse.open({ privateHosts: [`127.0.0.1:${port}`], logger: makeLogger('test', 'trace', ear) });
});
afterAll(async () => {
  await house.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = <T>(method: string, route: string, body?: unknown, key: string = RETAILER_KEYS.northwind) =>
  house.call<T>(method, `/v1/partner${route}`, {
    body,
    headers: { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() },
  });

/** Every table of the house in which this text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await house.database.rows<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const row = await house.database.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name} t WHERE strpos(t::text, $1) > 0`,
      [text],
    );
    if (row!.count > 0) found.push(name);
  }
  return found;
}

it('S8: secrets, keys and tokens are found in no table, no answer after the first, and no line of the log', async () => {
  const made = await ask<EndpointWithSecret>('POST', '/endpoints', { url, headers: { 'x-gateway': TOKEN } });
  const { endpoint, secret } = made.body;
  const rotated = await ask<EndpointWithSecret>('POST', `/endpoints/${endpoint.id}/rotate-secret`, {});
  const asymmetric = await ask<EndpointWithSecret>('POST', '/endpoints', { url, signature: 'v1a' });
  const key = await ask<NewPartnerKey>('POST', '/keys', { name: 'Scan', scopes: ['orders:read', 'orders:write'] });
  // Failures of every kind are where secrets come to light.
  await ask('POST', `/endpoints/${endpoint.id}/verify`);
  await ask('POST', `/endpoints/${endpoint.id}/test`);
  await ask('PATCH', `/endpoints/${endpoint.id}`, { headers: { 'x-gateway': `${TOKEN}\r\nx-more: 1` } });
  await ask('POST', '/signature-check', { secret, headers: {}, body: '{}' });
  await ask('POST', '/fulfillment-orders/ful_1/accept', {}, key.body.secret);
  await ask('GET', '/fulfillment-orders', undefined, `${key.body.secret}x`);
  await house.database.rows(`UPDATE fulfillment.endpoint SET state = 'active' WHERE id = $1`, [endpoint.id]);
  await house.place(await house.quote({ [MUG]: 1 }));
  await house.until(async () => (await house.get(DeliveryDispatcher).deliverDue()) > 0, 'a message to be tried');

  const attempts = await house.database.rows(`SELECT 1 FROM fulfillment.delivery_attempt WHERE status = 500`);
  expect(attempts.length).toBeGreaterThanOrEqual(3);
  const shown = await Promise.all(
    ['/endpoints', `/endpoints/${endpoint.id}`, '/deliveries', '/endpoint-events', '/keys'].map((route) =>
      ask('GET', route),
    ),
  );
  const answers = JSON.stringify(shown.map(({ body }) => body));
  expect(said).toContain('"level"');
  for (const text of [
    secret.slice(6, 40),
    rotated.body.secret.slice(6, 40),
    key.body.secret.slice(3, 40),
    TOKEN,
    'whsk_',
    RETAILER_KEYS.northwind,
  ]) {
    expect([text, await tablesWith(text)]).toEqual([text, []]);
    expect(answers).not.toContain(text);
    expect(said).not.toContain(text);
  }
  expect(asymmetric.body.secret).toMatch(/^whpk_/);
});
