import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signWebhook } from '@sidestall/partner-sdk/testing';
import type { FastifyInstance } from 'fastify';
import type { RetailerConfig } from './config.ts';
import { openHouse } from './house.ts';
import type { Weather } from './bad-weather.ts';
import type { MessageReceipt, PackingSlip, Shelf } from './record.ts';
import type { Mode } from './rules.ts';

const secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

export const orderOf = (id: string, state = 'requested') => ({
  id,
  orderNumber: 'K7QF-2M',
  state,
  brands: ['Morrow Clay'],
  requestedAt: '2026-11-22T12:00:00.000Z',
  acceptBy: '2026-11-22T16:00:00.000Z',
  shipBy: '2026-11-25T12:00:00.000Z',
  isLate: false,
  autoCancelAt: null,
  answerBy: null,
  addressVersion: 1,
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
  readonly certificates: object[] = [];
  hook: (call: string) => number | 'hang up' | 'in flight' | null = () => null;
  #server!: Server;

  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [, id = '', action = 'get'] = /fulfillment-orders\/([^/?]+)\/?(\w+)?/.exec(request.url!) ?? [];
        const call = id ? `${action} ${id}` : request.url!.endsWith('/stock') ? 'count' : 'list';
        const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>) : {};
        this.calls.push(call);
        if (call === 'count' && this.hook(call) === null) {
          const { counts } = body as unknown as { counts: { sku: string; onHand: number }[] };
          const told = counts.map((it) => ({ ...it, outcome: it.sku === 'MC-1' ? 'applied' : 'unknown', asOf: null }));
          response.writeHead(200, { connection: 'close' });
          return response.end(JSON.stringify({ counts: told }));
        }
        const portal = this.#portal(request.method!, request.url!);
        if (portal) {
          response.writeHead(200, { connection: 'close' });
          return response.end(JSON.stringify(portal));
        }
        const broken = this.hook(call);
        // The work is done before the answer is lost: the hard case.
        if (action === 'shipments' && typeof broken !== 'number') this.parcels.set(body['trackingNumber']!, id);
        if (broken === 'hang up') return request.socket.destroy();
        if (broken === 'in flight') {
          response.writeHead(409, { connection: 'close' });
          return response.end(JSON.stringify({ title: 'Wait', code: 'IDEMPOTENCY.IN_FLIGHT', status: 409 }));
        }
        const accepted = orderOf(id, 'accepted');
        const answers: Record<string, unknown> = {
          accept: { ...accepted, lines: accepted.lines.map((line) => ({ ...line, acceptedQuantity: line.quantity })) },
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

  /** The way messages come in, as far as the connection page asks for it. */
  #portal(method: string, route: string): object | null {
    if (route.endsWith('/certificates')) {
      if (method === 'GET') return { certificates: this.certificates };
      const begun = { id: 'cer_1', state: 'running', startedAt: '2026-11-22T12:00:00.000Z', checks: [] };
      this.certificates.unshift(begun);
      return begun;
    }
    if (route.endsWith('/endpoints')) return { endpoints: [] };
    return route.includes('/deliveries') ? { deliveries: [], before: null } : null;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What stands in for the partner API. */
export let sidestall: Sidestall;
let config: RetailerConfig;
export let house: FastifyInstance;
export let url: string;

export async function open(more: Partial<RetailerConfig> = {}): Promise<void> {
  config = { ...config, ...more };
  house = await openHouse(config, () => undefined);
  url = await house.listen({ port: 0, host: '127.0.0.1' });
}

/** A retailer of its own for each test. */
export async function begin(): Promise<void> {
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
}

export async function end(): Promise<void> {
  await house.close();
  await sidestall.stop();
  await rm(config.dataDir, { recursive: true });
}

export async function deliver(
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
  return (await fetch(`${url}/webhooks/sidestall`, { method: 'POST', headers: sent, body, redirect: 'manual' })).status;
}

interface Records {
  shelves: Shelf[];
  weather: Weather | null;
  mode: Mode;
  slips: PackingSlip[];
  messages: MessageReceipt[];
}

export const records = async (): Promise<Records> =>
  (await (await fetch(`${url}/records`, { headers: { connection: 'close' } })).json()) as Records;

export async function until(step: PackingSlip['step'], id = 'ful_1'): Promise<PackingSlip> {
  for (;;) {
    const slip = (await records()).slips.find((it) => it.id === id);
    if (slip?.step === step) return slip;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const press = async (what: string, body = '{}', headers: Record<string, string> = {}): Promise<number> =>
  (
    await fetch(`${url}${what}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    })
  ).status;
