import { randomUUID } from 'node:crypto';
import type { PlacedOrder, Problem, Return } from '@sidestall/contracts';
import { AfterSale, KETTLE, MUG } from '../payments/after-sale.fixture.ts';
import type { Answer } from '../test-house.ts';

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
});
afterAll(() => shop.house.close());

type ReturnAnswer = Promise<Answer<Return & Omit<Problem, 'status'>>>;

const token = (placed: PlacedOrder) => ({ authorization: `Bearer ${placed.orderToken}` });

function ask(placed: PlacedOrder, lines: { lineId: string; quantity: number }[], body: object = {}): ReturnAnswer {
  return shop.house.call('POST', `/v1/orders/${placed.order.id}/returns`, {
    headers: { ...token(placed), 'idempotency-key': randomUUID() },
    body: { reason: 'changed_mind', ...body, lines },
  });
}

const answer = (id: string, what: 'receive' | 'refuse', body: object = {}): ReturnAnswer =>
  shop.console<Return>('POST', `/returns/${id}/${what}`, body) as unknown as ReturnAnswer;

async function delivered(cart: Record<string, number>): Promise<{ placed: PlacedOrder; lineId: string }> {
  const placed = await shop.paid(cart);
  await shop.settle();
  await shop.shipped(placed, cart);
  return { placed, lineId: (await shop.house.order(placed)).lines[0]!.id };
}

const held = (placed: PlacedOrder): Promise<string[]> =>
  shop.house.database
    .one<{ reasons: string[] }>(`SELECT frozen_for AS reasons FROM ledger.sale WHERE order_id = $1`, [placed.order.id])
    .then((row) => row!.reasons);

describe('a return', () => {
  it('is asked for by the buyer, received by the brand and refunded at once; payouts wait meanwhile', async () => {
    const { placed, lineId } = await delivered({ [MUG]: 2 });
    const before = await shop.house.order(placed);
    const days = (new Date(before.returnableUntil!).getTime() - Date.parse(before.parcels[0]!.shippedAt!)) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    const asked = await ask(placed, [{ lineId, quantity: 2 }], { note: 'Too small for me' });
    expect(asked).toMatchObject({ status: 201, body: { state: 'requested', lines: [{ quantity: 2 }] } });
    expect(await held(placed)).toEqual(['return']);
    expect((await shop.view(placed)).openReturns).toBe(1);
    const mails = await shop.mails(placed, `return-${asked.body.id}`);
    expect(mails.map((mail) => mail.recipient).sort()).toEqual(['ana@example.com', 'host@demo.sidestall.dev']);
    expect(mails.find((mail) => mail.recipient.startsWith('host'))!.text).toContain('Too small for me');

    const received = await answer(asked.body.id, 'receive', { lines: [{ lineId, quantity: 1 }] });
    expect(received).toMatchObject({ status: 200, body: { state: 'refunded', lines: [{ quantity: 1 }] } });
    const refund = await shop.refundIs(placed, 'succeeded');
    const paid = (await shop.view(placed)).lines[0]!.paid.amount;
    expect(refund).toMatchObject({ id: received.body.refundId, reason: 'return', amount: { amount: paid / 2 } });
    expect(await held(placed)).toEqual([]);
    expect((await shop.house.order(placed)).returnableUntil).not.toBeNull();
  });

  it('brings shipping back too when the brand says so', async () => {
    const { placed, lineId } = await delivered({ [MUG]: 1 });
    const asked = await ask(placed, [{ lineId, quantity: 1 }], { reason: 'damaged' });
    await answer(asked.body.id, 'receive', { refundShipping: true });
    const refund = await shop.refundIs(placed, 'succeeded');
    expect(refund.amount).toEqual((await shop.house.order(placed)).payment.captured);
    expect((await shop.house.order(placed)).returnableUntil).toBeNull();
  });

  it('puts the goods back on the shelf they were sent from only when the brand says that they can be sold again', async () => {
    const stories = (id: string) =>
      shop.house.database.rows<{ kind: string; quantity: number }>(
        `SELECT kind, quantity FROM inventory.movement WHERE reference = $1`,
        [id],
      );
    const { placed, lineId } = await delivered({ [MUG]: 3 });
    const before = await shop.house.available(MUG);
    const broken = await ask(placed, [{ lineId, quantity: 1 }], { reason: 'damaged' });
    await answer(broken.body.id, 'receive');
    expect(await shop.house.available(MUG)).toBe(before);
    const whole = await ask(placed, [{ lineId, quantity: 2 }]);
    const both = () => answer(whole.body.id, 'receive', { restock: true, lines: [{ lineId, quantity: 1 }] });
    expect((await Promise.all([both(), both()])).map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await shop.house.available(MUG)).toBe(before + 1);
    expect(await stories(whole.body.id)).toEqual([{ kind: 'returned', quantity: 1 }]);
    expect(await stories(broken.body.id)).toEqual([]);
  });

  it('that is refused says why, and one that is withdrawn leaves everything as it was', async () => {
    const { placed, lineId } = await delivered({ [MUG]: 1 });
    const refused = await ask(placed, [{ lineId, quantity: 1 }]);
    const note = 'The mug has been used for a year';
    expect((await answer(refused.body.id, 'refuse', { note })).body).toMatchObject({
      state: 'refused',
      answerNote: note,
    });
    const [mail] = await shop.mails(placed, `return-${refused.body.id}-refused`);
    expect(mail!.text).toContain(note);
    const again = await ask(placed, [{ lineId, quantity: 1 }]);
    expect(await held(placed)).toEqual(['return']);
    const route = `/v1/orders/${placed.order.id}/returns/${again.body.id}`;
    const withdraw = () => shop.house.call('DELETE', route, { headers: token(placed) });
    expect((await withdraw()).status).toBe(204);
    expect((await withdraw()).status).toBe(204);
    expect(await held(placed)).toEqual([]);
    expect((await answer(again.body.id, 'receive')).body.code).toBe('ORDERING.RETURN_STATE_CONFLICT');
    expect((await shop.house.order(placed)).refunds).toEqual([]);
  });

  it('is not taken of more than was sent, of what never left, after its time, or of two brands at once', async () => {
    const { placed, lineId } = await delivered({ [MUG]: 1 });
    expect((await ask(placed, [{ lineId, quantity: 2 }])).body.code).toBe('ORDERING.RETURN_TOO_MUCH');
    await ask(placed, [{ lineId, quantity: 1 }]);
    expect((await ask(placed, [{ lineId, quantity: 1 }])).body.code).toBe('ORDERING.RETURN_TOO_MUCH');

    const unsent = await shop.paid({ [MUG]: 1 });
    const its = (await shop.house.order(unsent)).lines[0]!.id;
    expect((await ask(unsent, [{ lineId: its, quantity: 1 }])).body.code).toBe('ORDERING.RETURN_TOO_MUCH');

    const old = await delivered({ [MUG]: 1 });
    await shop.house.database.rows(
      `UPDATE ordering.order_event SET at = at - interval '15 days' WHERE order_id = $1 AND kind = 'shipped'`,
      [old.placed.order.id],
    );
    expect((await shop.house.order(old.placed)).returnableUntil).toBeNull();
    expect((await ask(old.placed, [{ lineId: old.lineId, quantity: 1 }])).body.code).toBe('ORDERING.RETURN_TOO_LATE');

    const mixed = await delivered({ [MUG]: 1, [KETTLE]: 1 });
    const both = (await shop.house.order(mixed.placed)).lines.map((line) => ({ lineId: line.id, quantity: 1 }));
    expect((await ask(mixed.placed, both)).body.code).toBe('ORDERING.LINE_UNKNOWN');
  });

  it('is answered by its own brand only', async () => {
    const { placed, lineId } = await delivered({ [KETTLE]: 1 });
    const asked = await ask(placed, [{ lineId, quantity: 1 }]);
    expect(asked.status).toBe(201);
    expect((await answer(asked.body.id, 'receive')).body.code).toBe('ORDERING.RETURN_NOT_FOUND');
  });

  it('answered twice at the same moment refunds once', async () => {
    const { placed, lineId } = await delivered({ [MUG]: 1 });
    const asked = await ask(placed, [{ lineId, quantity: 1 }]);
    const answers = await Promise.all([answer(asked.body.id, 'receive'), answer(asked.body.id, 'receive')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await shop.refundIs(placed, 'succeeded');
    expect((await shop.house.order(placed)).refunds).toHaveLength(1);
  });
});

describe('the orders of a brand', () => {
  it('are found by number, name and address, page by page, and are nobody else’s', async () => {
    const { placed } = await delivered({ [MUG]: 1 });
    const list = async (query: string) =>
      (await shop.console<{ orders: { id: string }[]; nextCursor: string | null }>('GET', `/orders?${query}`)).body;
    expect((await list(`q=${placed.order.number}`)).orders.map((order) => order.id)).toEqual([placed.order.id]);
    expect((await list('q=nobody%25')).orders).toEqual([]);
    const newer = await shop.paid({ [MUG]: 1 });
    const first = await list('limit=1&q=ana%20lima');
    const second = await list(`limit=1&q=ana%20lima&cursor=${first.nextCursor}`);
    expect([...first.orders, ...second.orders].map((order) => order.id)).toEqual([newer.order.id, placed.order.id]);
    const foreign = (await shop.house.brandIds()).find((id) => id !== shop.brandId)!;
    expect((await shop.console('GET', `/../${foreign}/orders`)).body.code).toBe('CATALOG.BRAND_NOT_FOUND');
  });
});
