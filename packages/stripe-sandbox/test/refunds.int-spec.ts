import type Stripe from 'stripe';
import { DAY, openHouse, refusal, type House } from './house.ts';
import { aDataFile } from './sandbox.ts';

let house: House;

beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const refund = (intent: Stripe.PaymentIntent, more: Stripe.RefundCreateParams = {}): Promise<Stripe.Refund> =>
  house.stripe.refunds.create({ payment_intent: intent.id, ...more });

const balance = async (): Promise<{ available: number; pending: number }> => {
  const { available, pending } = await house.stripe.balance.retrieve();
  return { available: available[0]?.amount ?? 0, pending: pending[0]?.amount ?? 0 };
};

const categoriesOf = async (): Promise<[string, number, number][]> => {
  const rows = await house.stripe.balanceTransactions.list({ limit: 100 });
  return rows.data.map(({ reporting_category, amount, fee }): [string, number, number] => [
    reporting_category,
    amount,
    fee,
  ]);
};

describe('a refund', () => {
  it('draws on the available balance and succeeds at once', async () => {
    await house.fund(50_000);
    const intent = await house.pay();
    const before = await balance();
    const made = await refund(intent, { amount: 4000, expand: ['balance_transaction'] });
    expect(made).toMatchObject({ status: 'succeeded', balance_transaction: { net: -4000, status: 'available' } });
    expect(await balance()).toEqual({ available: before.available - 4000, pending: before.pending });
  });

  it('waits while the available balance is too small, and goes out when the charges settle', async () => {
    const intent = await house.pay();
    await house.pay();
    const made = await refund(intent);
    expect(made).toMatchObject({ status: 'pending', pending_reason: 'insufficient_funds', balance_transaction: null });
    expect(await house.stripe.charges.retrieve(intent.latest_charge as string)).toMatchObject({
      refunded: true,
      amount_refunded: 10_000,
    });
    await house.advance(2 * DAY);
    const settled = await house.stripe.refunds.retrieve(made.id, { expand: ['balance_transaction'] });
    expect(settled).toMatchObject({ status: 'succeeded', balance_transaction: { amount: -10_000 } });
    expect(settled.pending_reason).toBeUndefined();
    expect(await balance()).toEqual({ available: 2 * 9680 - 10_000, pending: 0 });
    const heard = await house.events();
    expect(heard).toEqual(expect.arrayContaining(['refund.created', 'refund.updated', 'balance.available']));
    expect(heard.indexOf('refund.updated')).toBeGreaterThan(heard.indexOf('refund.created'));
  });

  it('that waits goes out as soon as other money comes in, restart or not', async () => {
    await house.close();
    const dataFile = aDataFile();
    house = await openHouse({ dataFile });
    const made = await refund(await house.pay());
    await house.close();
    house = await openHouse({ dataFile });
    await house.fund(20_000);
    expect((await house.stripe.refunds.retrieve(made.id)).status).toBe('succeeded');
    expect((await balance()).available).toBe(20_000 - 610 - 10_000);
  });

  it('is slow with pm_card_pendingRefund: pending, then succeeded', async () => {
    await house.fund(20_000);
    const made = await refund(await house.pay('pm_card_pendingRefund'));
    expect(made).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    expect(made.balance_transaction).toMatch(/^txn_/);
    await house.advance(10);
    expect(await house.stripe.refunds.retrieve(made.id)).toMatchObject({
      status: 'succeeded',
      destination_details: { card: { reference_status: 'available' } },
    });
    expect((await house.events()).slice(-2)).toEqual(['refund.updated', 'charge.refund.updated']);
  });

  it('comes back with pm_card_refundFail: succeeded, then failed, and the money returns', async () => {
    await house.fund(20_000);
    const intent = await house.pay('pm_card_refundFail');
    const before = await balance();
    const made = await refund(intent, { amount: 4000 });
    expect(made.status).toBe('succeeded');
    await house.advance(10);
    const failed = await house.stripe.refunds.retrieve(made.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_balance_transaction: { type: 'refund_failure', reporting_category: 'refund_failure', amount: 4000 },
    });
    expect(await balance()).toEqual(before);
    expect(await house.stripe.charges.retrieve(intent.latest_charge as string)).toMatchObject({
      amount_refunded: 0,
      refunded: false,
    });
    expect(await house.events()).toContain('refund.failed');
    expect((await house.stripe.balanceTransactions.list({ source: made.id })).data.map(({ type }) => type)).toEqual([
      'refund_failure',
      'refund',
    ]);
  });

  it('is never more than what was captured', async () => {
    await house.fund(50_000);
    const held = await house.pay('pm_card_visa', { capture_method: 'manual' });
    expect(await refusal(refund(held))).toMatchObject({ code: 'payment_intent_unexpected_state' });
    await house.stripe.paymentIntents.capture(held.id, { amount_to_capture: 6000 });
    expect(await refusal(refund(held, { amount: 6001 }))).toMatchObject({
      param: 'amount',
      message: 'Refund amount (60.01 USD) is greater than unrefunded amount on charge (60.00 USD)',
    });
    await refund(held, { amount: 2000 });
    const rest = await refund(held);
    expect(rest.amount).toBe(4000);
    expect(await refusal(refund(held))).toMatchObject({ code: 'charge_already_refunded', statusCode: 400 });
    expect(await house.stripe.charges.retrieve(held.latest_charge as string)).toMatchObject({
      amount: 10_000,
      amount_captured: 6000,
      // What was not captured counts as refunded, too.
      amount_refunded: 10_000,
      refunded: true,
    });
  });

  it('is refused while a dispute has taken the money, and for a transfer that there is none of', async () => {
    await house.fund(50_000);
    const intent = await house.pay('pm_card_createDispute');
    await house.advance(5);
    expect(await refusal(refund(intent))).toMatchObject({ code: 'charge_disputed' });
    expect(await refusal(refund(await house.pay(), { reverse_transfer: true }))).toMatchObject({
      param: 'reverse_transfer',
    });
  });

  it('of a card cannot be canceled through the API', async () => {
    const made = await refund(await house.pay());
    expect((await refusal(house.stripe.refunds.cancel(made.id))).statusCode).toBe(400);
  });

  it('is listed by its charge, by its intent and by page', async () => {
    await house.fund(50_000);
    const intent = await house.pay();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.unshift((await refund(intent, { amount: 100 })).id);
      await refund(await house.pay(), { amount: 100 });
    }
    const list = (params: Stripe.RefundListParams): Promise<string[]> =>
      house.stripe.refunds.list(params).then(({ data }) => data.map(({ id }) => id));
    expect(await list({ payment_intent: intent.id })).toEqual(ids);
    const charge = intent.latest_charge as string;
    expect(await list({ charge, limit: 2, starting_after: ids[1] })).toEqual(ids.slice(2, 4));
    expect(await list({ charge, limit: 2, ending_before: ids[4] })).toEqual(ids.slice(2, 4));
    expect(await list({ limit: 100 })).toHaveLength(10);
  });
});

describe('a capture of a part', () => {
  it('books the whole and the reversal of the rest, and leaves the fee of what was captured', async () => {
    const held = await house.pay('pm_card_visa', { capture_method: 'manual' });
    const captured = await house.stripe.paymentIntents.capture(held.id, {
      amount_to_capture: 6000,
      expand: ['latest_charge.balance_transaction'],
    });
    expect((captured.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({ amount: 10_000, fee: 320 });
    expect(await categoriesOf()).toEqual([
      ['partial_capture_reversal', -4000, 204 - 320],
      ['charge', 10_000, 320],
    ]);
    expect(await balance()).toEqual({ available: 0, pending: 6000 - 204 });
  });

  it('tells of it in Stripe’s order', async () => {
    const held = await house.pay('pm_card_visa', { capture_method: 'manual' });
    await house.stripe.paymentIntents.capture(held.id, { amount_to_capture: 6000 });
    expect(await house.events()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    const [updated] = (await house.stripe.events.list({ type: 'charge.updated' })).data;
    expect(updated?.data.previous_attributes).toEqual({ balance_transaction: null });
    expect(updated?.data.object).toMatchObject({
      amount_captured: 6000,
      balance_transaction: expect.stringMatching(/^txn_/),
    });
  });
});
