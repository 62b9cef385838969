import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  DeliveryPage,
  DeliveryWithBody,
  EndpointEventPage,
  EndpointList,
  EndpointWire,
  EndpointWithSecret,
  Problem,
  Replayed,
  ReplayWire,
  SignatureAnswer,
  VerificationWire,
  WebhookKeys,
} from '@sidestall/contracts';
import { DeliveryDispatcher } from '@sidestall/engine';
import { newId } from '@sidestall/kernel';
import { Webhook } from 'standardwebhooks';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A key of Standard Webhooks as crypto reads it. */
const ed25519 = (key: string) =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key.slice('whpk_'.length), 'base64').toString('base64url') },
    format: 'jwk',
  });

let house: TestHouse;
let server: Server;
let url: string;
let status = 204;
const heard: Heard[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/hook`;
  house = await TestHouse.open({ worker: true, privateHosts: [`127.0.0.1:${port}`] });
});
afterAll(async () => {
  await house.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  heard.length = 0;
  status = 204;
});

const ask = <T>(method: string, route: string, body?: unknown, who: keyof typeof RETAILER_KEYS = 'northwind') =>
  house.call<T>(method, `/v1/partner${route}`, {
    body,
    headers: { authorization: `Bearer ${RETAILER_KEYS[who]}`, 'idempotency-key': randomUUID() },
  });

const create = async (more: object = {}): Promise<EndpointWithSecret> => {
  const made = await ask<EndpointWithSecret>('POST', '/endpoints', { url, ...more });
  expect(made.status).toBe(201);
  return made.body;
};

/** Tells what is due, as a worker would. */
const deliver = () => house.get(DeliveryDispatcher).deliverDue();

describe('an endpoint in the portal', () => {
  it('is made, verified by a signed test event, changed, listed and removed by its retailer alone', async () => {
    const { endpoint, secret } = await create({ description: 'Warehouse', headers: { 'x-gateway': 'top-secret' } });
    expect(endpoint).toMatchObject({ state: 'verifying', headerNames: ['x-gateway'], secrets: [{ expiresAt: null }] });
    expect(JSON.stringify(endpoint)).not.toContain('top-secret');

    status = 500;
    const refused = await ask<VerificationWire>('POST', `/endpoints/${endpoint.id}/verify`);
    expect(refused.body).toMatchObject({ endpoint: { state: 'verifying' }, test: { isWell: false, status: 500 } });
    status = 204;
    const verified = await ask<VerificationWire>('POST', `/endpoints/${endpoint.id}/verify`);
    expect(verified.body).toMatchObject({ endpoint: { state: 'active' }, test: { isWell: true, status: 204 } });
    const { headers, body } = heard.at(-1)!;
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'endpoint.test',
    });
    expect(headers['x-gateway']).toBe('top-secret');

    const changed = await ask<EndpointWire>('PATCH', `/endpoints/${endpoint.id}`, { format: 'thin', concurrency: 2 });
    expect(changed.body).toMatchObject({ format: 'thin', concurrency: 2, description: 'Warehouse' });
    expect((await ask<EndpointList>('GET', '/endpoints')).body.endpoints.map(({ id }) => id)).toContain(endpoint.id);

    for (const [method, route, sent] of [
      ['GET', `/endpoints/${endpoint.id}`],
      ['PATCH', `/endpoints/${endpoint.id}`, { concurrency: 9 }],
      ['POST', `/endpoints/${endpoint.id}/verify`],
      ['POST', `/endpoints/${endpoint.id}/test`],
      ['POST', `/endpoints/${endpoint.id}/disable`],
      ['POST', `/endpoints/${endpoint.id}/rotate-secret`, {}],
      ['POST', `/endpoints/${endpoint.id}/replays`, { kind: 'missing' }],
      ['DELETE', `/endpoints/${endpoint.id}`],
    ] as const) {
      const answer = await ask<Problem>(method, route, sent, 'harbor');
      expect([answer.status, answer.body.code]).toEqual([404, 'FULFILLMENT.ENDPOINT_NOT_FOUND']);
    }
    expect((await ask('DELETE', `/endpoints/${endpoint.id}`)).status).toBe(204);
    expect((await ask('GET', `/endpoints/${endpoint.id}`)).status).toBe(404);
  });

  it('is refused with the field that is wrong', async () => {
    for (const [sent, path] of [
      [{ url: 'https://127.0.0.1/' }, 'url'],
      [{ url: 'http://retailer.example/' }, 'url'],
      [{ url, headers: { 'webhook-id': 'mine' } }, 'headers'],
      [{ url, headers: { 'x-bad': 'one\r\nx-two: 2' } }, 'headers'],
    ] as const) {
      expect(await ask('POST', '/endpoints', sent)).toMatchObject({
        status: 422,
        body: { code: 'FULFILLMENT.ENDPOINT_INVALID', fields: [{ path }] },
      });
    }
    expect(await ask('POST', '/endpoints', { url, concurrency: 0 })).toMatchObject({ status: 400 });
    const { endpoint } = await create();
    expect(await ask('PATCH', `/endpoints/${endpoint.id}`, {})).toMatchObject({ status: 400 });
    await ask('DELETE', `/endpoints/${endpoint.id}`);
  });

  it('has its public keys shown to anybody, and nothing of a secret that is shared', async () => {
    const { endpoint, secret } = await create();
    const keysOf = (id: string) => fetch(`${house.url}/v1/webhook-keys/${id}`);
    const known = async () => (await (await keysOf(endpoint.id)).json()) as WebhookKeys;
    expect(await known()).toEqual({ endpointId: endpoint.id, keys: [] });
    const rotate = () =>
      ask<EndpointWithSecret>('POST', `/endpoints/${endpoint.id}/rotate-secret`, { signature: 'v1a' });
    const first = (await rotate()).body.secret;
    const second = (await rotate()).body.secret;
    const answer = await keysOf(endpoint.id);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
    const text = await answer.text();
    const { keys } = JSON.parse(text) as WebhookKeys;
    expect(keys).toEqual([
      { key: second, createdAt: expect.any(String), expiresAt: null },
      { key: first, createdAt: expect.any(String), expiresAt: expect.any(String) },
    ]);
    expect(text).not.toContain(secret.slice(-5));
    expect(text).not.toContain(url);
    await ask('POST', `/endpoints/${endpoint.id}/test`);
    const { headers, body } = heard.at(-1)!;
    const signed = Buffer.from(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`);
    const isOf = (key: string) =>
      String(headers['webhook-signature'])
        .split(' ')
        .filter((it) => it.startsWith('v1a,'))
        .some((it) => verify(null, signed, ed25519(key), Buffer.from(it.slice(4), 'base64')));
    expect(keys.map(({ key }) => isOf(key))).toEqual([true, true]);
    await ask('POST', `/endpoints/${endpoint.id}/rotate-secret`, { isCompromised: true });
    expect((await known()).keys.map(({ key }) => [first, second].includes(key))).toEqual([false]);
    await ask('DELETE', `/endpoints/${endpoint.id}`);
    for (const id of [endpoint.id, newId('end')]) {
      const { status: gone, headers: said } = await keysOf(id);
      expect([gone, said.get('cache-control')]).toEqual([404, 'no-store']);
    }
  });

  it('rotates its secret, to a key of another kind too, and tells of it', async () => {
    const { endpoint, secret } = await create();
    const rotated = await ask<EndpointWithSecret>('POST', `/endpoints/${endpoint.id}/rotate-secret`, {
      signature: 'v1a',
      overlapSeconds: 3_600,
    });
    expect(rotated).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whpk_/) } });
    expect(rotated.body.endpoint.secrets).toHaveLength(2);
    await ask('POST', `/endpoints/${endpoint.id}/test`);
    const { headers, body } = heard.at(-1)!;
    const check = (with_: string) =>
      ask<SignatureAnswer>('POST', '/signature-check', { secret: with_, headers: { ...headers }, body });
    for (const one of [secret, rotated.body.secret]) expect((await check(one)).body.finding).toBe('matches');
    const events = await ask<EndpointEventPage>('GET', `/endpoint-events?endpointId=${endpoint.id}`);
    expect(events.body.events.map(({ type }) => type)).toContain('secret.rotated');
    const leaked = await house.database.rows(
      `SELECT 1 FROM platform.idempotency WHERE body::text LIKE '%' || $1 || '%'`,
      [rotated.body.secret.slice(5, 25)],
    );
    expect(leaked).toEqual([]);
    await ask('DELETE', `/endpoints/${endpoint.id}`);
  });
});

describe('the log in the portal', () => {
  it('shows each message with its attempts, and says it again when it is asked to', async () => {
    const { endpoint, secret } = await create();
    await ask('POST', `/endpoints/${endpoint.id}/verify`);
    heard.length = 0;
    status = 500;
    const order = await house.requested('northwind', (await house.place(await house.quote({ [MUG]: 1 }))).body);
    while ((await deliver()) > 0);
    const page = await ask<DeliveryPage>(
      'GET',
      `/deliveries?endpointId=${endpoint.id}&type=fulfillment_order.requested`,
    );
    const [delivery] = page.body.deliveries;
    expect(delivery).toMatchObject({
      state: 'pending',
      fulfillmentOrderId: order.id,
      attempts: 1,
      attemptLog: [{ number: 1, status: 500, address: '127.0.0.1', durationMs: expect.any(Number) }],
    });
    const shown = await ask<DeliveryWithBody>('GET', `/deliveries/${delivery!.id}`);
    expect(shown.body.body).toBe(heard[0]!.body);
    expect(await ask('GET', `/deliveries/${delivery!.id}`, undefined, 'harbor')).toMatchObject({ status: 404 });
    expect(await ask('POST', `/deliveries/${newId('dlv')}/replay`)).toMatchObject({ status: 404 });

    status = 204;
    await house.database.rows(`UPDATE fulfillment.delivery SET next_at = now() WHERE id = $1`, [delivery!.id]);
    while ((await deliver()) > 0);
    expect((await ask<Replayed>('POST', `/deliveries/${delivery!.id}/replay`)).body).toEqual({ was: 'succeeded' });
    while ((await deliver()) > 0);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(heard).toHaveLength(3);

    const begun = await ask<ReplayWire>('POST', `/endpoints/${endpoint.id}/replays`, {
      kind: 'since',
      since: '2020-01-01T00:00:00Z',
    });
    expect(begun.status).toBe(202);
    await house.until(async () => {
      const replay = await ask<ReplayWire>('GET', `/endpoints/${endpoint.id}/replays/${begun.body.id}`);
      return replay.body.finishedAt !== null;
    }, 'the replay to end');
    expect(await ask('POST', `/endpoints/${endpoint.id}/replays`, { kind: 'since' })).toMatchObject({ status: 400 });
    expect(await ask('GET', `/endpoints/${endpoint.id}/replays/${newId('rpl')}`)).toMatchObject({ status: 404 });

    // What the debugger says of a message that arrived.
    const { headers, body } = heard[0]!;
    const check = async (question: object) =>
      (
        await ask<SignatureAnswer>('POST', '/signature-check', {
          secret,
          headers: { ...headers },
          body,
          ...question,
        })
      ).body;
    expect(await check({})).toMatchObject({ finding: 'matches' });
    expect(await check({ body: JSON.stringify(JSON.parse(body), null, 2) })).toMatchObject({
      finding: 'body_reformatted',
    });
    expect(await check({ body: `${body}\n` })).toMatchObject({ finding: 'body_trimmed' });
    expect(await check({ secret: `whsec_${'A'.repeat(32)}` })).toMatchObject({ finding: 'other_secret' });
    await ask('DELETE', `/endpoints/${endpoint.id}`);
  });
});
