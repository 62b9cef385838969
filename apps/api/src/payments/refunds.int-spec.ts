import { randomUUID } from 'node:crypto';
import type { Stripe } from 'stripe';
import type { PlacedOrder } from '@sidestall/contracts';
import { AfterSale, KETTLE, MUG } from './after-sale.fixture.ts';

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
});
afterAll(() => shop.house.close());
afterEach(() => shop.house.control('/faults', {}, 'DELETE'));

const refundsAtStripe = async (placed: PlacedOrder): Promise<Stripe.Refund[]> =>
  (await shop.house.stripe.refunds.list({ payment_intent: await shop.intentOf(placed) })).data;

describe('a refund', () => {
  it('of one unit goes to the buyer, from everybody’s share, and is told with its date', async () => {
    const placed = await shop.paid({ [MUG]: 2 });
    await shop.settle();
    const { lines } = await shop.view(placed);
    const asked = await shop.refund(placed, {
      reason: 'damaged',
      note: 'One arrived cracked',
      lines: [{ lineId: lines[0]!.id, quantity: 1 }],
    });
    expect(asked).toMatchObject({ status: 201, body: { state: 'requested', note: 'One arrived cracked' } });
    const refund = await shop.refundIs(placed, 'succeeded');
    const half = lines[0]!.paid.amount / 2;
    expect(refund).toMatchObject({ amount: { amount: half }, lines: [{ quantity: 1 }], shipping: null });
    expect(refund.expectedBy).toMatch(/^\d{4}-\d\d-\d\d$/);
    const [atStripe] = await refundsAtStripe(placed);
    expect(atStripe).toMatchObject({ amount: half, status: 'succeeded' });
    expect(await shop.moved(placed, 'refund:in_flight')).toBe(0);
    const order = await shop.is(placed, 'the news', ({ timeline }) =>
      timeline.some(({ kind }) => kind === 'refund_sent'),
    );
    expect(order.refunded.amount).toBe(half);
    const [mail] = await shop.mails(placed, 'refund-');
    expect(mail).toMatchObject({ recipient: 'ana@example.com' });
    expect(mail!.text).toContain('One arrived cracked');
    expect(mail!.text).toMatch(/ending in 4242/);
    expect((await shop.view(placed)).lines[0]).toMatchObject({ refundedQuantity: 1, refundable: { amount: half } });
    const linked = await shop.house.database.one(`SELECT 1 FROM ledger.psp_link WHERE balance_transaction = $1`, [
      atStripe!.balance_transaction as string,
    ]);
    expect(linked).not.toBeNull();
  });

  it('asked for twice with one key, or by two clicks, is one refund', async () => {
    const placed = await shop.paid({ [MUG]: 1 });
    await shop.settle();
    const key = randomUUID();
    const amount = { amount: 500, currency: 'EUR' };
    const first = await shop.refund(placed, { amount }, key);
    expect((await shop.refund(placed, { amount }, key)).body.id).toBe(first.body.id);
    await shop.refundIs(placed, 'succeeded');
    expect(await refundsAtStripe(placed)).toHaveLength(1);
    expect((await shop.house.order(placed)).refunded.amount).toBe(500);
  });

  it('is refused for more than is left, for nothing left, and before anything was taken', async () => {
    const placed = await shop.paid({ [MUG]: 1 });
    await shop.settle();
    const { refundable } = await shop.view(placed);
    const tooMuch = { ...refundable, amount: refundable.amount + 1 };
    expect((await shop.refund(placed, { amount: tooMuch })).body.code).toBe('PAYMENTS.REFUND_TOO_MUCH');
    expect((await shop.refund(placed)).status).toBe(201);
    expect((await shop.refund(placed)).body.code).toBe('PAYMENTS.REFUND_NOTHING');
    await shop.refundIs(placed, 'succeeded');
    const open = (await shop.house.place(await shop.house.quote({ [MUG]: 1 }))).body;
    expect((await shop.refund(open)).body.code).toBe('PAYMENTS.NOT_CAPTURED');
  });

  it('of an order of two brands gives back the own lines only, and neither shipping nor more than their part', async () => {
    const placed = await shop.paid({ [MUG]: 1, [KETTLE]: 1 });
    await shop.settle();
    const view = await shop.view(placed);
    expect(view.lines).toHaveLength(1);
    expect(view.shipping.paid.amount).toBe(0);
    const more = { amount: view.lines[0]!.paid.amount + 1, currency: 'EUR' };
    expect((await shop.refund(placed, { amount: more })).body.code).toBe('PAYMENTS.REFUND_TOO_MUCH');
    const { lines } = await shop.house.order(placed);
    const theirs = lines.find((line) => line.id !== view.lines[0]!.id)!;
    const others = await shop.refund(placed, { lines: [{ lineId: theirs.id, quantity: 1 }] });
    expect(others.body.code).toBe('ORDERING.LINE_UNKNOWN');
    const all = await shop.refund(placed);
    expect(all.body.amount).toEqual(view.lines[0]!.paid);
  });

  it('before the retailer gives the goods back is not made once more, and nothing else goes back with it', async () => {
    const cart = { [MUG]: 2, [KETTLE]: 1 };
    const placed = await shop.paid(cart);
    await shop.settle();
    const mug = (await shop.view(placed)).lines[0]!;
    await shop.refund(placed, { lines: [{ lineId: mug.id, quantity: 2 }] });
    await shop.refundIs(placed, 'succeeded');
    const { id } = await shop.house.requested('northwind', placed);
    const answer = await shop.house.partner('northwind', 'POST', `/${id}/cancel`, {
      reason: 'other',
      note: 'The kiln broke',
    });
    expect(answer.status).toBe(200);
    await shop.settle();
    const order = await shop.house.order(placed);
    expect([order.refunds.length, order.refunded.amount]).toEqual([1, mug.paid.amount]);
  });

  it('of a part before the retailer gives all of it back: the rest follows, no more', async () => {
    const placed = await shop.paid({ [MUG]: 2, [KETTLE]: 1 });
    await shop.settle();
    const mug = (await shop.view(placed)).lines[0]!;
    await shop.refund(placed, { lines: [{ lineId: mug.id, quantity: 1 }] });
    await shop.refundIs(placed, 'succeeded');
    const { id } = await shop.house.requested('northwind', placed);
    await shop.house.partner('northwind', 'POST', `/${id}/cancel`, { reason: 'other', note: 'The kiln broke' });
    const order = await shop.is(placed, 'the second refund', ({ refunds }) => refunds.length === 2);
    expect(order.refunded.amount).toBe(mug.paid.amount);
  });

  it('of somebody else’s order does not exist', async () => {
    const placed = await shop.paid({ [KETTLE]: 1 });
    expect(await shop.refund(placed)).toMatchObject({ status: 404, body: { code: 'ORDERING.ORDER_NOT_FOUND' } });
  });

  it('G4: whose answer Stripe lost is found, not made twice', async () => {
    const placed = await shop.paid({ [MUG]: 1 });
    await shop.settle();
    await shop.house.control('/webhooks', { isPaused: true });
    await shop.house.control('/faults', {
      status: 500,
      afterEffect: true,
      path: '/v1/refunds',
      method: 'POST',
      count: 2,
    });
    await shop.refund(placed, { amount: { amount: 300, currency: 'EUR' } });
    await shop.refundIs(placed, 'succeeded');
    expect(await refundsAtStripe(placed)).toHaveLength(1);
  });

  it('case 14: that Stripe answers with an error kept under its key is looked for, then asked for under another', async () => {
    const placed = await shop.paid({ [MUG]: 1 });
    await shop.settle();
    await shop.house.control('/faults', { status: 500, path: '/v1/refunds', method: 'POST', count: 8 });
    await shop.refund(placed, { amount: { amount: 400, currency: 'EUR' } });
    const tried = () =>
      shop.house.database.one<{ attempts: number }>(
        `SELECT o.attempts FROM platform.outbox o JOIN payments.refund r ON r.id = o.payload->>'refundId'
          WHERE o.name = 'payments.issue-refund' AND o.state = 'pending' AND o.last_error IS NOT NULL AND r.order_id = $1`,
        [placed.order.id],
      );
    await shop.house.until(async () => ((await tried())?.attempts ?? 0) >= 1, 'a first try');
    await shop.house.control('/faults', {}, 'DELETE');
    // Tried often enough: the key is spent, and nothing was made under it.
    await shop.house.database.rows(
      `UPDATE platform.outbox SET attempts = 5, next_at = now() WHERE name = 'payments.issue-refund' AND state = 'pending'`,
    );
    await shop.refundIs(placed, 'succeeded');
    expect(await refundsAtStripe(placed)).toHaveLength(1);
    const row = await shop.house.database.one<{ attempt: number }>(
      `SELECT attempt FROM payments.refund WHERE order_id = $1`,
      [placed.order.id],
    );
    expect(row!.attempt).toBe(2);
  });

  it('made by hand at Stripe is taken in, from everybody in proportion', async () => {
    const placed = await shop.paid({ [MUG]: 1 });
    await shop.settle();
    await shop.house.stripe.refunds.create({ payment_intent: await shop.intentOf(placed), amount: 700 });
    const refund = await shop.refundIs(placed, 'succeeded');
    expect(refund).toMatchObject({ amount: { amount: 700 }, note: 'Refunded at Stripe' });
    expect(await shop.moved(placed, 'refund:in_flight')).toBe(0);
  });

  it('case 22: a refund after the transfer goes to the buyer first; shares come back, what cannot stays owed and is kept from the next', async () => {
    const cart = { [MUG]: 1 };
    const placed = await shop.paid(cart);
    await shop.settle();
    await shop.shipped(placed, cart);
    const transfer = await shop.house.until(async () => {
      const { data } = await shop.house.stripe.transfers.list({ transfer_group: placed.order.id });
      return data[0];
    }, 'the retailer’s transfer');
    await shop.house.until(
      async () => (await shop.view(placed)).payables.some((payable) => payable.state === 'transferred'),
      'the transfer to be booked',
    );
    await shop.settle();
    await shop.refund(placed);
    await shop.refundIs(placed, 'succeeded');
    const reversed = await shop.house.until(async () => {
      const now = await shop.house.stripe.transfers.retrieve(transfer.id);
      return now.amount_reversed > 0 && now;
    }, 'the reversal');
    expect(reversed.amount_reversed).toBe(transfer.amount);
    await shop.house.until(async () => (await shop.moved(placed, 'receivable:')) === 0, 'the books');
    for (const prefix of ['refund:in_flight', 'payable:', 'receivable:', 'deferred_fee', 'fee:', 'tax:'])
      expect([prefix, await shop.moved(placed, prefix)]).toEqual([prefix, 0]);

    // An empty account gives nothing back: the party owes it, and the next transfer is that much smaller.
    const second = await shop.paid(cart);
    await shop.shipped(second, cart);
    const sent = await shop.house.until(
      async () => (await shop.house.stripe.transfers.list({ transfer_group: second.order.id })).data[0],
      'the second transfer',
    );
    await shop.house.until(
      async () => (await shop.view(second)).payables.some((payable) => payable.state === 'transferred'),
      'the second transfer to be booked',
    );
    await shop.house.control('/faults', {
      status: 400,
      type: 'invalid_request_error',
      code: 'balance_insufficient',
      message: 'Insufficient funds in the account',
      path: `/v1/transfers/${sent.id}/reversals`,
      method: 'POST',
    });
    await shop.settle();
    await shop.refund(second);
    await shop.refundIs(second, 'succeeded');
    await shop.house.until(
      async () =>
        shop.house.database.one(
          `SELECT 1 FROM payments.transfer_reversal r JOIN ledger.payable b ON b.id = r.payable_id WHERE r.state = 'refused' AND b.order_id = $1`,
          [second.order.id],
        ),
      'the refusal',
    );
    expect(await shop.moved(second, 'receivable:')).toBe(sent.amount);
    const third = await shop.paid({ [MUG]: 2 });
    await shop.settle();
    await shop.shipped(third, cart);
    const next = await shop.house.until(
      async () => (await shop.house.stripe.transfers.list({ transfer_group: third.order.id })).data[0],
      'the third transfer',
    );
    const { payables } = await shop.view(third);
    const owed = payables.find((payable) => payable.kind === 'retailer')!;
    expect(next.amount).toBe(owed.amount.amount - sent.amount);
    expect(await shop.account('receivable:')).toBe(0);
  });

  it('case 23: a refund that is pending and then fails gives everybody their share again, and buyer and brand are told', async () => {
    const pending = await shop.paid({ [MUG]: 1 }, 'pm_card_pendingRefund');
    await shop.settle();
    await shop.refund(pending);
    await shop.refundIs(pending, 'pending');
    await shop.house.control('/clock', { seconds: 10 });
    await shop.refundIs(pending, 'succeeded');

    const failing = await shop.paid({ [MUG]: 1 }, 'pm_card_refundFail');
    await shop.settle();
    const before = await shop.view(failing);
    await shop.refund(failing);
    await shop.refundIs(failing, 'succeeded');
    await shop.house.control('/clock', { seconds: 10 });
    const failed = await shop.refundIs(failing, 'failed');
    expect(failed.failureReason).toBe('lost_or_stolen_card');
    const after = await shop.view(failing);
    expect(after.payables).toEqual(before.payables);
    expect(after.refundable).toEqual(before.refundable);
    expect(await shop.moved(failing, 'refund:in_flight')).toBe(0);
    expect((await shop.house.order(failing)).refunded.amount).toBe(0);
    await shop.house.until(async () => (await shop.mails(failing, `refund-${failed.id}-failed`)).length === 2, 'mails');
    const told = await shop.mails(failing, `refund-${failed.id}-failed`);
    expect(told.map((mail) => mail.recipient).sort()).toEqual(['ana@example.com', 'host@demo.sidestall.dev']);
    // Asked for anew by a person: a refund of its own.
    expect((await shop.refund(failing, { amount: { amount: 100, currency: 'EUR' } })).status).toBe(201);
  });
});
