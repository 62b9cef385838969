import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PartnerReturn } from '@sidestall/partner-sdk';
import type { FastifyInstance } from 'fastify';
import { openHouse } from './house.ts';

const entry: PartnerReturn = {
  id: 'rtn_1',
  orderNumber: 'KG9Y-51D4',
  fulfillmentOrderId: 'ful_1',
  state: 'requested',
  reason: 'damaged',
  note: 'The <b>handle</b> is off',
  answerNote: null,
  instructions: null,
  carrier: 'DHL',
  trackingNumber: 'RET-1',
  lines: [{ lineId: 'oln_1', sku: 'MUG', title: 'Morning Mug', variantTitle: null, quantity: 2 }],
  received: null,
  createdAt: '2026-11-22T12:00:00.000Z',
  dueAt: null,
};

/** What the partner API was told, and the return it knows. */
let told: { route: string; body: unknown }[];
let known: PartnerReturn | null;
let sidestall: Server;
let house: FastifyInstance;
let url: string;
let dataDir: string;

beforeEach(async () => {
  told = [];
  known = { ...entry };
  sidestall = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : null;
      if (request.method === 'POST') told.push({ route: request.url!, body });
      const problem = { title: 'This return does not exist', code: 'ORDERING.RETURN_NOT_FOUND', status: 404 };
      const isList = !request.url!.includes('/rtn_');
      response.writeHead(known || isList ? 200 : 404, { connection: 'close' });
      response.end(JSON.stringify(isList ? { returns: known ? [known] : [], nextCursor: null } : (known ?? problem)));
    });
  });
  await new Promise<void>((resolve) => sidestall.listen(0, '127.0.0.1', resolve));
  dataDir = await mkdtemp(path.join(tmpdir(), 'retailer-'));
  house = await openHouse(
    {
      slug: 'northwind',
      name: 'Northwind',
      host: '127.0.0.1',
      port: 0,
      apiUrl: `http://127.0.0.1:${(sidestall.address() as AddressInfo).port}`,
      apiKey: 'sk_retail_test',
      webhookSecrets: ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='],
      dataDir,
      shipAfterMs: 20,
      mode: 'silent',
    },
    () => undefined,
  );
  url = await house.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await house.close();
  await new Promise((resolve) => sidestall.close(resolve));
  await rm(dataDir, { recursive: true });
});

const page = async (): Promise<string> => (await fetch(`${url}/returns`)).text();
const press = (button: string) => fetch(`${url}/returns/rtn_1/${button}`, { method: 'POST' });

describe('the returns desk', () => {
  it('shows what comes back, in words that break no page, with the buttons that fit', async () => {
    const html = await page();
    expect(html).toContain('KG9Y-51D4');
    expect(html).toContain('The &lt;b&gt;handle&lt;/b&gt; is off');
    expect(html.match(/action="[^"]+"/g)).toEqual([
      'action="/returns/rtn_1/authorize"',
      'action="/returns/rtn_1/decline"',
    ]);
    known = { ...entry, state: 'received' };
    expect((await page()).match(/action="[^"]+"/g)).toHaveLength(3);
    known = { ...entry, state: 'refunded' };
    expect(await page()).toContain('Nothing is to be done.');
    known = null;
    expect(await page()).toContain('Nothing comes back');
  });

  it('tells Sidestall what was pressed, of every line what it came to', async () => {
    for (const button of ['authorize', 'receive', 'restock']) expect((await press(button)).status).toBe(200);
    expect(told).toEqual([
      { route: '/v1/partner/returns/rtn_1/authorize', body: {} },
      { route: '/v1/partner/returns/rtn_1/receive', body: {} },
      {
        route: '/v1/partner/returns/rtn_1/inspect',
        body: { lines: [{ lineId: 'oln_1', quantity: 2, outcome: 'restock' }] },
      },
    ]);
    expect((await press('burn')).status).toBe(404);
  });

  it('says what is in the way', async () => {
    known = null;
    const answer = await press('authorize');
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ message: expect.stringContaining('does not exist') });
  });
});
