import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PartnerApiError, PartnerClient, PartnerUnreachableError, type PartnerClientOptions } from './index.ts';

interface Seen {
  method: string;
  url: string;
  key: string | undefined;
  authorization: string | undefined;
  type: string | undefined;
  body: string;
}

type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang up';

let server: Server;
let seen: Seen[];
let waits: number[];

/** An API that gives these answers one after the other, the last again and again. */
async function client(answers: Answer[], options: Partial<PartnerClientOptions> = {}): Promise<PartnerClient> {
  seen = [];
  waits = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({
        method: request.method!,
        url: request.url!,
        key: request.headers['idempotency-key'] as string | undefined,
        authorization: request.headers.authorization,
        type: request.headers['content-type'],
        body: Buffer.concat(chunks).toString(),
      });
      const answer = answers[Math.min(seen.length, answers.length) - 1]!;
      if (answer === 'hang up') return request.socket.destroy();
      response.writeHead(answer.status, { connection: 'close', ...answer.headers });
      return response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new PartnerClient({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    apiKey: 'sk_retail_test',
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
}

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const problem = (status: number, code: string, more: object = {}) => ({
  status,
  body: { type: 'about:blank', title: 'No', status, code, ...more },
});

describe('the partner client', () => {
  it('sends key, body and an Idempotency-Key, and reads the answer', async () => {
    const api = await client([{ status: 200, body: { id: 'ful_1', state: 'accepted' } }]);
    expect(await api.accept('ful_1', { lines: [{ lineId: 'fln_1', quantity: 2 }] })).toMatchObject({
      state: 'accepted',
    });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1/partner/fulfillment-orders/ful_1/accept',
      authorization: 'Bearer sk_retail_test',
      body: '{"lines":[{"lineId":"fln_1","quantity":2}]}',
    });
    expect(seen[0]!.key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('uses the same Idempotency-Key for the same action, over retries and restarts', async () => {
    const parcel = { carrier: 'DHL', trackingNumber: '1' };
    const api = await client(['hang up', problem(503, 'PLATFORM.UNAVAILABLE'), { status: 201, body: { id: 'shp_1' } }]);
    await api.ship('ful_1', parcel);
    await api.ship('ful_1', parcel);
    await api.ship('ful_1', { ...parcel, trackingNumber: '2' });
    expect(seen).toHaveLength(5);
    expect(new Set(seen.slice(0, 4).map((it) => it.key)).size).toBe(1);
    expect(seen[4]!.key).not.toBe(seen[0]!.key);
  });

  it('tells counts of shelves once, however often it has to try', async () => {
    const answer = { counts: [{ sku: 'MUG', outcome: 'applied', onHand: 3, asOf: '2026-01-01T00:00:00.000Z' }] };
    const api = await client(['hang up', { status: 200, body: answer }]);
    expect(await api.count([{ sku: 'MUG', onHand: 3, asOf: '2026-01-01T00:00:00Z' }])).toEqual(answer);
    expect(seen.map((it) => [it.method, it.url])).toEqual([
      ['POST', '/v1/partner/stock'],
      ['POST', '/v1/partner/stock'],
    ]);
    expect(seen[0]!.body).toBe('{"counts":[{"sku":"MUG","onHand":3,"asOf":"2026-01-01T00:00:00Z"}]}');
    expect(seen[1]!.key).toBe(seen[0]!.key);
  });

  it('sends whole files as they are, again when nobody answers', async () => {
    const api = await client([
      'hang up',
      { status: 202, body: { id: 'skf_1' } },
      { status: 200, body: { applied: 1 } },
    ]);
    const file = 'sku,on_hand\nMUG,3\n';
    expect(await api.sendStockFile({ content: file, format: 'csv', asOf: '2026-01-01T00:00:00Z' })).toEqual({
      id: 'skf_1',
    });
    const prices = JSON.stringify({ sku: 'MUG', price: null, asOf: '2026-01-01T00:00:00Z' });
    await api.sendPriceFile({ content: new Blob([prices]), format: 'ndjson' });
    expect(seen.map((it) => [it.url, it.type, it.body])).toEqual([
      ['/v1/partner/stock/files?asOf=2026-01-01T00%3A00%3A00Z', 'text/csv', file],
      ['/v1/partner/stock/files?asOf=2026-01-01T00%3A00%3A00Z', 'text/csv', file],
      ['/v1/partner/prices/files', 'application/x-ndjson', prices],
    ]);
  });

  it('tells prices once, and has its receiver examined anew each time', async () => {
    const api = await client([{ status: 200, body: { certificates: [] } }]);
    const price = { sku: 'MUG', price: { amount: 900, currency: 'EUR' }, asOf: '2026-01-01T00:00:00Z' };
    await api.price([price]);
    await api.price([price]);
    await api.certify();
    await api.certify({ url: 'https://staging.example/hooks', secret: 'whsec_x' });
    await api.certificate('cer_1');
    expect(await api.certificates()).toEqual([]);
    expect(seen.map((it) => `${it.method} ${it.url}`)).toEqual([
      'POST /v1/partner/prices',
      'POST /v1/partner/prices',
      'POST /v1/partner/certificates',
      'POST /v1/partner/certificates',
      'GET /v1/partner/certificates/cer_1',
      'GET /v1/partner/certificates',
    ]);
    expect(seen[1]!.key).toBe(seen[0]!.key);
    expect(seen[3]!.key).not.toBe(seen[2]!.key);
  });

  it('takes the steps of a return, each told once, and each scan of its carrier anew', async () => {
    const api = await client(Array.from({ length: 8 }, () => ({ status: 200 })));
    await api.listReturns({ state: 'requested' });
    await api.getReturn('rtn_1');
    await api.authorizeReturn('rtn_1', { instructions: 'Dock 4' });
    await api.returnInTransit('rtn_1', { carrier: 'DHL', trackingNumber: 'R1' });
    await api.returnInTransit('rtn_1', { carrier: 'DHL', trackingNumber: 'R1' });
    await api.receiveReturn('rtn_1');
    await api.inspectReturn('rtn_1', { lines: [{ lineId: 'oln_1', quantity: 1, outcome: 'restock' }] });
    await api.declineReturn('rtn_2', { note: 'Engraved' });
    expect(seen.map((it) => `${it.method} ${it.url}`)).toEqual([
      'GET /v1/partner/returns?state=requested',
      'GET /v1/partner/returns/rtn_1',
      'POST /v1/partner/returns/rtn_1/authorize',
      'POST /v1/partner/returns/rtn_1/in-transit',
      'POST /v1/partner/returns/rtn_1/in-transit',
      'POST /v1/partner/returns/rtn_1/receive',
      'POST /v1/partner/returns/rtn_1/inspect',
      'POST /v1/partner/returns/rtn_2/decline',
    ]);
    expect(new Set(seen.slice(2).map((it) => it.key)).size).toBe(6);
  });

  it('takes the steps after an acceptance; a wish to cancel that comes again is answered anew', async () => {
    const api = await client([{ status: 200, body: { id: 'ful_1' } }]);
    await api.start('ful_1');
    await api.acknowledgeAddress('ful_1', 2);
    await api.answerCancellation('ful_1', { accept: false });
    await api.answerCancellation('ful_1', { accept: false });
    await api.cancel('ful_1', { reason: 'capacity' });
    expect(seen.map((it) => it.url.split('/').at(-1))).toEqual([
      'start',
      'address',
      'cancellation',
      'cancellation',
      'cancel',
    ]);
    expect(seen[1]!.body).toBe('{"addressVersion":2}');
    expect(new Set(seen.map((it) => it.key)).size).toBe(5);
  });

  it('waits as long as it is told to, within reason', async () => {
    const api = await client([
      { ...problem(429, 'REQUEST.RATE_LIMITED'), headers: { 'retry-after': '3' } },
      { ...problem(503, 'PLATFORM.UNAVAILABLE'), headers: { 'retry-after': '86400' } },
      problem(409, 'IDEMPOTENCY.IN_FLIGHT'),
      { status: 200 },
    ]);
    await api.reject('ful_1', { reason: 'out_of_stock' });
    expect(waits).toEqual([3_000, 30_000, 1_000]);
  });

  it('does not repeat what was refused, and says where the fulfillment order stands', async () => {
    const api = await client([
      problem(409, 'FULFILLMENT.STATE_CONFLICT', { currentState: 'expired', detail: 'Too late' }),
    ]);
    const error = await api.accept('ful_1').catch((it: unknown) => it);
    expect(error).toBeInstanceOf(PartnerApiError);
    expect(error).toMatchObject({
      status: 409,
      code: 'FULFILLMENT.STATE_CONFLICT',
      currentState: 'expired',
      message: 'Too late',
    });
    expect(seen).toHaveLength(1);
  });

  it('gives up in the end, and says what was in the way', async () => {
    const dead = await client(['hang up'], { retries: 2 });
    await expect(dead.get('ful_1')).rejects.toThrow(PartnerUnreachableError);
    expect(seen).toHaveLength(3);
  });

  it('makes a readable error of a page that is not a problem', async () => {
    const api = await client([{ status: 404, body: '<h1>nginx</h1>' }]);
    await expect(api.get('ful_1')).rejects.toMatchObject({ status: 404, code: 'HTTP.404' });
  });

  it('follows no redirect, so that the key stays with the host it was given for', async () => {
    const api = await client([{ status: 307, headers: { location: 'http://127.0.0.1:9/' } }], { retries: 0 });
    await expect(api.get('ful_1')).rejects.toThrow(PartnerUnreachableError);
    expect(seen).toHaveLength(1);
  });

  it('walks through all pages', async () => {
    const api = await client([
      { status: 200, body: { fulfillmentOrders: [{ id: 'a' }, { id: 'b' }], nextCursor: 'n&1' } },
      { status: 200, body: { fulfillmentOrders: [{ id: 'c' }], nextCursor: null } },
    ]);
    const ids: string[] = [];
    for await (const it of api.listAll({ state: 'requested' })) ids.push(it.id);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(seen.map((it) => it.url)).toEqual([
      '/v1/partner/fulfillment-orders?state=requested',
      '/v1/partner/fulfillment-orders?state=requested&cursor=n%261',
    ]);
  });
});
