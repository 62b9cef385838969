import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signWebhook } from '@sidestall/partner-sdk/testing';
import type { FastifyInstance } from 'fastify';
import type { RetailerConfig } from './config.ts';
import { openHouse } from './house.ts';
import type { MessageReceipt, PackingSlip } from './record.ts';
import type { Mode } from './rules.ts';

const secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

const orderOf = (id: string, state = 'requested') => ({
  id,
  orderNumber: 'K7QF-2M',
  state,
  brands: ['Morrow Clay'],
  requestedAt: '2026-11-22T12:00:00.000Z',
  acceptBy: '2026-11-22T16:00:00.000Z',
  shipBy: '2026-11-25T12:00:00.000Z',
  shippingAddress: { name: 'Ana <b>Lima</b>', line1: 'Rua 1', city: 'Porto', postalCode: '4000', country: 'PT' },
  email: 'ana@example.com',
  lines: [
    {
      id: 'fln_1',
      sku: 'MC-1',
      title: 'Morning Mug',
      variantTitle: 'Oat',
      quantity: 2,
      acceptedQuantity: 0,
      shippedQuantity: 0,
      unitPrice: { amount: 2400, currency: 'EUR' },
      grams: 380,
    },
  ],
  shipments: [],
  version: 1,
});

/** The partner API as far as the house uses it; remembers every call. `hook` may break an answer. */
class Sidestall {
  readonly calls: string[] = [];
  readonly parcels = new Map<string, string>();
  listed: ReturnType<typeof orderOf>[] = [];
  hook: (call: string) => number | 'hang up' | 'in flight' | null = () => null;
  #server!: Server;

  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [, id = '', action = 'get'] = /fulfillment-orders\/([^/?]+)\/?(\w+)?/.exec(request.url!) ?? [];
        const call = id ? `${action} ${id}` : 'list';
        const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>) : {};
        this.calls.push(call);
        const broken = this.hook(call);
        // The work is done before the answer is lost: the hard case.
        if (action === 'shipments' && typeof broken !== 'number') this.parcels.set(body['trackingNumber']!, id);
        if (broken === 'hang up') return request.socket.destroy();
        if (broken === 'in flight') {
          response.writeHead(409, { connection: 'close' });
          return response.end(JSON.stringify({ title: 'Wait', code: 'IDEMPOTENCY.IN_FLIGHT', status: 409 }));
        }
        const answers: Record<string, unknown> = {
          accept: orderOf(id, 'accepted'),
          reject: orderOf(id, 'rejected'),
          shipments: { id: `shp_${id}`, trackingNumber: body['trackingNumber'] },
          get: orderOf(id, 'expired'),
        };
        const listed = {
          fulfillmentOrders: request.url!.includes('state=requested') ? this.listed : [],
          nextCursor: null,
        };
        response.writeHead(broken ?? 200, { connection: 'close' });
        const problem = { title: 'No', code: 'FULFILLMENT.STATE_CONFLICT', status: broken };
        return response.end(JSON.stringify(broken ? problem : id ? answers[action] : listed));
      });
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let sidestall: Sidestall;
let config: RetailerConfig;
let house: FastifyInstance;
let url: string;

async function open(more: Partial<RetailerConfig> = {}): Promise<void> {
  config = { ...config, ...more };
  house = await openHouse(config, () => undefined);
  url = await house.listen({ port: 0, host: '127.0.0.1' });
}

beforeEach(async () => {
  sidestall = new Sidestall();
  config = {
    slug: 'northwind',
    name: 'Northwind',
    host: '127.0.0.1',
    port: 0,
    apiUrl: await sidestall.start(),
    apiKey: 'sk_retail_test',
    webhookSecrets: [secret],
    dataDir: await mkdtemp(path.join(tmpdir(), 'retailer-')),
    shipAfterMs: 20,
    mode: 'accept',
  };
});

afterEach(async () => {
  await house.close();
  await sidestall.stop();
  await rm(config.dataDir, { recursive: true });
});

async function deliver(
  id: string,
  type = 'requested',
  sequence = 1,
  messageId = `msg_${id}_${sequence}`,
): Promise<number> {
  const body = JSON.stringify({
    type: `fulfillment_order.${type}`,
    timestamp: '2026-11-22T12:00:00.000Z',
    data: { sequence, fulfillmentOrder: orderOf(id) },
  });
  const headers = await signWebhook({ id: messageId, timestamp: Math.floor(Date.now() / 1000), body, secret });
  const sent = { 'content-type': 'application/json', connection: 'close', ...headers };
  return (await fetch(`${url}/webhooks/sidestall`, { method: 'POST', headers: sent, body })).status;
}

interface Records {
  mode: Mode;
  slips: PackingSlip[];
  messages: MessageReceipt[];
}

const records = async (): Promise<Records> =>
  (await (await fetch(`${url}/records`, { headers: { connection: 'close' } })).json()) as Records;

async function until(step: PackingSlip['step'], id = 'ful_1'): Promise<PackingSlip> {
  for (;;) {
    const slip = (await records()).slips.find((it) => it.id === id);
    if (slip?.step === step) return slip;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const press = async (what: string, body = '{}', headers: Record<string, string> = {}): Promise<number> =>
  (
    await fetch(`${url}${what}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    })
  ).status;

describe('a retailer', () => {
  it('accepts what it is asked for and ships it with a tracking number', async () => {
    await open();
    expect(await deliver('ful_1')).toBe(200);
    const slip = await until('shipped');
    expect(slip.shipmentId).toBe('shp_ful_1');
    expect(slip.parcel?.trackingNumber).toMatch(/^NO\d{14}$/);
    expect(sidestall.calls.filter((it) => it !== 'list' && !it.startsWith('get'))).toEqual([
      'accept ful_1',
      'shipments ful_1',
    ]);
  });

  it('acts once on a message that comes three times, and on a second message about the same work', async () => {
    await open();
    await deliver('ful_1');
    await deliver('ful_1');
    await deliver('ful_1');
    await deliver('ful_1', 'requested', 2);
    await until('shipped');
    const { messages, slips } = await records();
    expect(slips).toHaveLength(1);
    expect(messages.map((it) => it.times)).toEqual([3, 1]);
    expect(sidestall.calls.filter((it) => it === 'accept ful_1')).toHaveLength(1);
    expect(sidestall.parcels.size).toBe(1);
  });

  it('refuses what is not signed', async () => {
    await open();
    expect(await press('/webhooks/sidestall', '{"type":"fulfillment_order.requested"}')).toBe(400);
    expect((await records()).slips).toEqual([]);
  });

  it('asks again when its first request is still being worked on, as after a power cut at the other end', async () => {
    let isFirst = true;
    sidestall.hook = (call) => {
      if (!call.startsWith('accept') || !isFirst) return null;
      isFirst = false;
      return 'in flight';
    };
    await open();
    await deliver('ful_1');
    await until('shipped');
    expect(sidestall.calls.filter((it) => it === 'accept ful_1')).toHaveLength(2);
  });

  it('goes on after a restart where it stopped, and sends one parcel', async () => {
    await open({ shipAfterMs: 60_000 });
    await deliver('ful_1');
    await until('packing');
    await house.close();
    let isFirst = true;
    sidestall.hook = (call) => {
      if (!call.startsWith('shipments') || !isFirst) return null;
      isFirst = false;
      return 'hang up';
    };
    await open();
    await press('/slips/ful_1/ship');
    await until('shipped');
    expect(sidestall.calls.filter((it) => it.startsWith('shipments')).length).toBeGreaterThan(1);
    expect([...sidestall.parcels.values()]).toEqual(['ful_1']);
    await house.close();
    await open();
    expect((await records()).slips.map((it) => it.step)).toEqual(['shipped']);
    expect(await deliver('ful_1')).toBe(200);
    expect(sidestall.parcels.size).toBe(1);
  });

  it('asks at opening time for what it missed', async () => {
    sidestall.listed = [orderOf('ful_9')];
    await open();
    await until('shipped', 'ful_9');
  });

  it('leaves the work to people when it is told to, and does what they press', async () => {
    await open();
    expect(await press('/mode', '{"mode":"silent"}')).toBe(200);
    await deliver('ful_1');
    expect((await until('new')).step).toBe('new');
    expect(await press('/slips/ful_1/reject', '{"reason":"capacity"}')).toBe(200);
    expect((await until('rejected')).reason).toBe('capacity');
    expect(await press('/slips/ful_1/accept')).toBe(409);
    expect(await press('/slips/ful_2/accept')).toBe(409);
    expect(await press('/mode', '{"mode":"party"}')).toBe(400);
  });

  it('takes a part, or nothing, when it is told to', async () => {
    await open({ mode: 'part' });
    await deliver('ful_1');
    expect((await until('shipped')).accept).toEqual({ lines: [{ lineId: 'fln_1', quantity: 1 }] });
    await press('/mode', '{"mode":"reject"}');
    await deliver('ful_2');
    await until('rejected', 'ful_2');
  });

  it('drops work that is taken back', async () => {
    await open({ mode: 'silent' });
    await deliver('ful_1');
    await deliver('ful_1', 'expired', 2);
    await until('withdrawn');
  });

  it('learns from the API that it was too late', async () => {
    sidestall.hook = (call) => (call.startsWith('accept') ? 409 : null);
    await open();
    await deliver('ful_1');
    await until('withdrawn');
  });

  it('shows what is to be packed, and takes nothing for markup', async () => {
    await open({ mode: 'silent' });
    await deliver('ful_1');
    const page = await (await fetch(url, { headers: { connection: 'close' } })).text();
    expect(page).toContain('K7QF-2M');
    expect(page).toContain('Ana &lt;b&gt;Lima&lt;/b&gt;');
  });

  it('does not let another site press its buttons', async () => {
    await open({ mode: 'silent' });
    await deliver('ful_1');
    expect(await press('/slips/ful_1/accept', '{}', { origin: 'https://evil.example' })).toBe(403);
    expect((await records()).slips[0]!.step).toBe('new');
  });
});
