import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PlacedOrder, Problem, PromiseKeys, PromiseReceipt } from '@sidestall/contracts';
import { PinListing, RegisterMember, StartStream, StreamReads } from '@sidestall/engine';
import { newId, type BrandId, type StreamId } from '@sidestall/kernel';
import { DEMO_HOST } from '../cli/seed-shop.ts';
import { TestHouse, type Answer } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350';
const DOCS = path.resolve(import.meta.dirname, '../../../../docs/promise-receipt.md');

let house: TestHouse;
let folder: string;
let placed: PlacedOrder;
let brandId: BrandId;
let pin: { pinId: string; seq: number };

beforeAll(async () => {
  house = await TestHouse.open({ worker: false });
  folder = await mkdtemp(path.join(tmpdir(), 'promise-'));
  const script = /```js\n([\s\S]*?)```/.exec(await readFile(DOCS, 'utf8'))![1]!;
  await writeFile(path.join(folder, 'verify-promise.mjs'), script);
  placed = await buyFromTheStream();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await house.close();
});

async function buyFromTheStream(): Promise<PlacedOrder> {
  const found = await house.get(StreamReads).find('table-talk');
  if (!found.ok) throw new Error('The seed has no show');
  const { id: streamId, brandId: owner } = found.value.stream;
  brandId = owner;
  const host = { brandIds: [owner] };
  await house.get(StartStream).execute(host, streamId);
  const listingId = await house.listing(MUG);
  await house.database.rows(`UPDATE catalog.listing SET compare_at_minor = price_minor + 500 WHERE id = $1`, [
    listingId,
  ]);
  const pinned = await house.get(PinListing).execute(host, streamId, listingId);
  // What the card said counts, not what the listing says afterwards.
  await house.database.rows(`UPDATE catalog.listing SET compare_at_minor = NULL WHERE id = $1`, [listingId]);
  if (!pinned.ok) throw new Error(pinned.error.code);
  const { pinId } = pinned.value;
  const entry = await house.database.one<{ seq: number }>(
    `SELECT seq FROM streams.event WHERE stream_id = $1 AND body->>'pinId' = $2 AND type = 'pin.added'`,
    [streamId, pinId],
  );
  pin = { pinId, seq: entry!.seq };
  return (await house.place(await quoteIn(streamId))).body;
}

const quoteIn = async (streamId: StreamId) => {
  const body = { lines: [{ listingId: await house.listing(MUG), quantity: 2 }], country: 'DE', streamId };
  return (await house.call<Awaited<ReturnType<TestHouse['quote']>>>('POST', '/v1/quotes', { body })).body;
};

const receiptOf = (order: PlacedOrder): Promise<Answer<PromiseReceipt & Problem>> =>
  house.call('GET', `/v1/orders/${order.order.id}/promise-receipt`, {
    headers: { authorization: `Bearer ${order.orderToken}` },
  });

/** Runs the script of the docs, as a buyer would, on that text. */
async function verified(text: string, ...more: string[]): Promise<{ code: number; said: string }> {
  const file = path.join(folder, 'receipt.json');
  await writeFile(file, text);
  return new Promise((resolve) => {
    execFile(process.execPath, ['verify-promise.mjs', file, ...more], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, said: stdout + stderr });
    });
  });
}

async function approveAtTheBank(orderId: string): Promise<void> {
  const intents = await house.stripe.paymentIntents.list({ limit: 100 });
  const intent = intents.data.find(({ metadata }) => metadata['order'] === orderId);
  const { source } = (intent!.next_action?.use_stripe_sdk ?? {}) as { source?: string };
  await fetch(`${house.sandbox.url}/challenges/${source}/state`, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'complete' }),
  });
}

async function consoleReceipt(credentials: { email: string; password: string }, of: BrandId) {
  const { headers } = await house.call('POST', '/v1/console/sign-in', {
    body: { email: credentials.email, password: credentials.password },
  });
  const cookie = headers
    .getSetCookie()
    .map((part) => part.split(';')[0])
    .join('; ');
  return house.call<PromiseReceipt & Problem>(
    'GET',
    `/v1/console/brands/${of}/orders/${placed.order.id}/promise-receipt`,
    { headers: { cookie } },
  );
}

describe('a promise receipt', () => {
  it('says what the buyer was shown, from our own records, and not who the buyer is', async () => {
    const answer = await receiptOf(placed);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const content = JSON.parse(answer.body.content) as Record<string, unknown>;
    const price = placed.order.lines[0]!.unitPrice;
    expect(content).toMatchObject({
      order: { number: placed.order.number, shipsTo: 'DE' },
      totals: { total: placed.order.totals.total, tax: placed.order.totals.tax },
      lines: [
        {
          sku: MUG,
          quantity: 2,
          price,
          priorPrice: { ...price, amount: price.amount + 500 },
          stock: { from: 'stream' },
          pin: { id: pin.pinId, seq: pin.seq, isOn: true },
          timer: null,
        },
      ],
      sellers: [{ id: brandId, returns: { windowDays: 14 } }],
      stream: { slug: 'table-talk', status: 'live' },
    });
    expect(answer.body.content).not.toMatch(/ana|example\.com|Leipzig.*04103/i);
  });

  it('says of something that was not pinned what was in stock, the own units included', async () => {
    const sku = 'DT-KET-BLK';
    const before = await house.available(sku);
    const order = (await house.place(await house.quote({ [sku]: 1 }))).body;
    const content = JSON.parse((await receiptOf(order)).body.content) as Record<string, unknown>;
    expect(content).toMatchObject({
      lines: [{ pin: null, stock: { available: before, from: 'inventory' } }],
      stream: null,
    });
  });

  it('is found whole by the script of the docs, and as sealed by this shop', async () => {
    const { body } = await receiptOf(placed);
    const found = await verified(JSON.stringify(body), `${house.url}/v1/promise-keys`);
    expect(found).toEqual({ code: 0, said: expect.stringContaining(placed.order.number) as unknown });
  });

  it('is refused by the script when one byte of it was changed, wherever it is', async () => {
    const { body } = await receiptOf(placed);
    for (const field of ['content', 'sha256', 'signature', 'keyId', 'publicKey', 'sealedAt'] as const) {
      for (const place of [0.3, 0.6, 1]) {
        const text = body[field];
        // Before the last character of a PEM there is a line end; the one before it is a dash.
        const at = Math.min(text.length - 1, Math.floor(text.length * place));
        const other = text[at] === '1' ? '2' : '1';
        const changed = { ...body, [field]: text.slice(0, at) + other + text.slice(at + 1) };
        expect({ field, at, ...(await verified(JSON.stringify(changed))) }).toMatchObject({ code: 1 });
      }
    }
  });

  it('that somebody else forged is whole in itself, and refused against the keys of the shop', async () => {
    const { body } = await receiptOf(placed);
    const content = body.content.replace('"quantity":2', '"quantity":9');
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const hash = (data: string | Buffer) => createHash('sha256').update(data).digest('base64url');
    const forged = {
      ...body,
      content,
      sha256: hash(content),
      signature: sign(null, Buffer.from(content), privateKey).toString('base64url'),
      keyId: hash(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 16),
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    };
    expect(content).not.toBe(body.content);
    expect((await verified(JSON.stringify(forged))).code).toBe(0);
    expect(await verified(JSON.stringify(forged), `${house.url}/v1/promise-keys`)).toEqual({
      code: 1,
      said: expect.stringContaining('does not know the key') as unknown,
    });
  });

  it('is the brand’s too, byte by byte, and nobody else’s', async () => {
    const own = await receiptOf(placed);
    expect((await consoleReceipt(DEMO_HOST, brandId)).body).toEqual(own.body);
    const otherBrand = (await house.brandIds()).find((id) => id !== brandId)!;
    expect(await consoleReceipt(DEMO_HOST, otherBrand)).toMatchObject({
      status: 404,
      body: { code: 'ORDERING.RECEIPT_NOT_FOUND' },
    });
    const stranger = { email: 'other@example.com', password: 'another-password', name: 'Other' };
    await house.get(RegisterMember).execute({ ...stranger, brandIds: [otherBrand] });
    expect((await consoleReceipt(stranger, brandId)).status).toBe(404);
    expect((await consoleReceipt(stranger, otherBrand)).status).toBe(404);
  });

  it('does not exist before the payment is approved', async () => {
    const waiting = await house.place(await house.quote({ [MUG]: 1 }), { card: 'pm_card_threeDSecure2Required' });
    expect(await receiptOf(waiting.body)).toMatchObject({ status: 404, body: { code: 'ORDERING.RECEIPT_NOT_FOUND' } });
  });

  it('says what was on the screen as the order was placed, though the bank took its time and the show went on', async () => {
    const sku = 'DT-KET-BLK';
    const found = await house.get(StreamReads).find('table-talk');
    if (!found.ok) throw new Error('The seed has no show');
    const { id: streamId, brandIds } = found.value.stream;
    const listingId = await house.listing(sku);
    const body = { lines: [{ listingId, quantity: 1 }], country: 'DE', streamId };
    const quote = (await house.call<Awaited<ReturnType<TestHouse['quote']>>>('POST', '/v1/quotes', { body })).body;
    const waiting = (await house.place(quote, { card: 'pm_card_threeDSecure2Required' })).body;
    const pinned = await house.get(PinListing).execute({ brandIds }, streamId, listingId);
    expect(pinned.ok).toBe(true);
    await house.database.rows(
      `INSERT INTO ledger.terms (brand_id, partner_bp, creator_bp, platform_bp, return_window_days)
       SELECT brand_id, 1, 1, 1, 3 FROM ordering.order_line WHERE order_id = $1`,
      [waiting.order.id],
    );
    await approveAtTheBank(waiting.order.id);
    await house.call('POST', `/v1/orders/${waiting.order.id}/confirm`, {
      headers: { authorization: `Bearer ${waiting.orderToken}` },
    });
    const content = JSON.parse((await receiptOf(waiting)).body.content) as Record<string, unknown>;
    expect(content).toMatchObject({
      lines: [{ sku, pin: null, stock: { from: 'inventory' } }],
      sellers: [{ returns: { windowDays: 14 } }],
      stream: { id: streamId },
    });
  });

  it('names its key among those of the house', async () => {
    const { body } = await house.call<PromiseKeys>('GET', '/v1/promise-keys');
    const { keyId, publicKey } = (await receiptOf(placed)).body;
    expect(body.keys).toContainEqual({ keyId, publicKey, isCurrent: true });
  });
});

it('an order that nobody made has no receipt', async () => {
  const answer = await house.call('GET', `/v1/orders/${newId('ord')}/promise-receipt`, {
    headers: { authorization: `Bearer ${placed.orderToken}` },
  });
  expect(answer.status).toBe(404);
});
