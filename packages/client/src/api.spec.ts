import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOutcomeUnknown } from './answer.ts';
import { createApi } from './api.ts';
import { cartCalls } from './cart-calls.ts';
import { consoleCalls } from './console-calls.ts';
import { orderCalls } from './order-calls.ts';
import { storefrontCalls } from './storefront-calls.ts';
import { waitlistCalls } from './waitlist-calls.ts';

type Reply = (request: IncomingMessage) => { status?: number; type?: string; body?: string } | null;

describe('the API client', () => {
  let server: Server;
  let apiUrl: string;
  let reply: Reply;
  const seen: IncomingMessage[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request);
      const answer = reply(request);
      if (!answer) return;
      response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json' });
      response.end(answer.body ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    seen.length = 0;
  });

  it('sends a refund to its order with the key of the one who asks, so that asking twice gives back once', async () => {
    reply = () => ({ status: 201, body: '{}' });
    await consoleCalls(createApi({ apiUrl })).refund('brd_1', 'ord_1', { shipping: true, reason: 'late' }, 'key-1');
    expect([seen[0]!.method, seen[0]!.url]).toEqual(['POST', '/v1/console/brands/brd_1/orders/ord_1/refunds']);
    expect(seen[0]!.headers['idempotency-key']).toBe('key-1');
  });

  it('takes an answer without content for a good one, as a withdrawn return gives it', async () => {
    reply = () => ({ status: 204 });
    const answer = await orderCalls(createApi({ apiUrl })).withdrawReturn('ord_1', 'token', 'rtn_1');
    expect(answer.ok).toBe(true);
    expect([seen[0]!.method, seen[0]!.url]).toEqual(['DELETE', '/v1/orders/ord_1/returns/rtn_1']);
    expect(seen[0]!.headers.authorization).toBe('Bearer token');
  });

  it('opens a cart and a place on the waitlist with the token of each, and never by an address', async () => {
    reply = () => ({ body: '{}' });
    const api = createApi({ apiUrl });
    await cartCalls(api).putCart('crt_1', 'cart-token', { lines: [], version: 3 });
    await waitlistCalls(api).leaveWaitlist('wle_1', 'entry-token');
    expect(seen.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['PUT', '/v1/carts/crt_1', 'Bearer cart-token'],
      ['DELETE', '/v1/waitlist/wle_1', 'Bearer entry-token'],
    ]);
  });

  it('answers the value of a good call, with the query in its path', async () => {
    reply = () => ({ body: '{"products":[],"nextCursor":null}' });
    const answer = await storefrontCalls(createApi({ apiUrl: `${apiUrl}/` })).products({ stream: 'a b', limit: 5 });
    expect(answer).toEqual({ ok: true, value: { products: [], nextCursor: null } });
    expect(seen[0]!.url).toBe('/v1/products?stream=a+b&limit=5&drops=apart');
    expect(seen[0]!.headers['idempotency-key']).toBeUndefined();
  });

  it('hands on the problem of the API with what stands beside its code', async () => {
    const body = { type: 'about:blank', title: 'Gone', status: 409, code: 'ORDERING.STOCK_GONE', lines: [1] };
    reply = () => ({ status: 409, type: 'application/problem+json', body: JSON.stringify(body) });
    const answer = await createApi({ apiUrl })('POST', '/v1/orders', { body: {} });
    expect(answer).toEqual({ ok: false, problem: body });
  });

  it('gives every unsafe call an Idempotency-Key and keeps the one it is given', async () => {
    reply = () => ({ body: '{}' });
    const calls = storefrontCalls(createApi({ apiUrl }));
    await calls.quote({ lines: [], country: 'DE' });
    await calls.quote({ lines: [], country: 'DE' });
    await calls.placeOrder({} as never, 'attempt-1');
    const keys = seen.map((request) => request.headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('attempt-1');
  });

  it('turns an answer that is not JSON into a problem', async () => {
    reply = () => ({ status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' });
    const answer = await createApi({ apiUrl })('GET', '/v1/streams');
    expect(answer).toMatchObject({ ok: false, problem: { code: 'CLIENT.UNREADABLE', status: 502 } });
  });

  it('says so when nobody answers in time, and that the outcome is unknown', async () => {
    reply = () => null;
    const answer = await createApi({ apiUrl, timeoutMs: 20 })('POST', '/v1/orders', { body: {} });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'CLIENT.TIMEOUT', status: 0 } });
    expect(!answer.ok && isOutcomeUnknown(answer.problem)).toBe(true);
  });

  it('says so when the network is gone', async () => {
    const answer = await createApi({ apiUrl: 'http://127.0.0.1:1' })('GET', '/v1/streams');
    expect(answer).toMatchObject({ ok: false, problem: { code: 'CLIENT.OFFLINE', status: 0 } });
  });
});
