import type { Stripe } from 'stripe';
import type { Dispute, FraudWarning, PlacedOrder } from '@sidestall/contracts';
import { OperateFulfillmentOrder } from '@sidestall/engine';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import { AfterSale, KETTLE, MUG } from './after-sale.fixture.ts';

const CART = { [MUG]: 1 };

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
  // Disputes of so small a shop would else leave nothing to refund from.
  for (let sale = 0; sale < 3; sale++) await shop.paid({ [KETTLE]: 1 });
  await shop.settle();
});
afterAll(() => shop.house.close());

const open = async (placed: PlacedOrder, options: object = {}): Promise<Stripe.Dispute> =>
  shop.house.control('/disputes', { charge: await shop.intentOf(placed), ...options });

const disputeIs = (placed: PlacedOrder, status: Dispute['status']): Promise<Dispute> =>
  shop.house.until(
    async () => (await shop.view(placed)).disputes.find((dispute) => dispute.status === status),
    `a dispute to be ${status}`,
  );

const captured = async (placed: PlacedOrder): Promise<number> =>
  (await shop.house.order(placed)).payment.captured.amount;

/** Where the part of an order stands that its retailer packs. */
const partIs = (placed: PlacedOrder, state: string): Promise<{ id: FulfillmentOrderId; reason: string | null }> =>
  shop.house.until(
    () =>
      shop.house.database.one<{ id: FulfillmentOrderId; reason: string | null }>(
        `SELECT id, reason FROM fulfillment.fulfillment_order WHERE order_id = $1 AND state = $2`,
        [placed.order.id, state],
      ),
    `the part to be ${state}`,
  );

/** Until nothing that was said about the payment waits to be heeded. */
const followed = (): Promise<true> =>
  shop.house.until(
    async () =>
      (await shop.house.database.one(
        `SELECT 1 FROM platform.outbox WHERE state = 'pending'
            AND name IN ('fulfillment.follow-doubt', 'ordering.tell-dispute', 'ordering.note-fraud')`,
      )) === null,
    'the doubts to be followed',
  );

describe('an order whose payment is in doubt', () => {
  const OPERATOR = { kind: 'operator', id: 'acc_2' } as const;

  it('is held where it stands, and goes on when the bank has decided for it', async () => {
    const placed = await shop.paid(CART);
    const dispute = await open(placed);
    expect(await partIs(placed, 'on_hold')).toMatchObject({ reason: 'payment_doubted' });
    await shop.house.control(`/disputes/${dispute.id}`, { outcome: 'won' });
    await partIs(placed, 'accepted');
    await shop.shipped(placed, CART);
  });

  it('is canceled when the bank has decided against it', async () => {
    const placed = await shop.paid(CART);
    const dispute = await open(placed);
    await partIs(placed, 'on_hold');
    await shop.house.control(`/disputes/${dispute.id}`, { outcome: 'lost' });
    await partIs(placed, 'canceled');
  });

  it('goes on when an operator lets it, whatever the bank says next before it decides', async () => {
    const placed = await shop.paid(CART);
    const dispute = await open(placed);
    const { id } = await partIs(placed, 'on_hold');
    await shop.house.get(OperateFulfillmentOrder).release(id, OPERATOR);
    await shop.console('POST', `/disputes/${(await disputeIs(placed, 'needs_response')).id}/evidence`, {});
    await disputeIs(placed, 'under_review');
    await followed();
    await partIs(placed, 'accepted');
    await shop.house.control(`/disputes/${dispute.id}`, { outcome: 'won' });
  });

  it('stays held by who holds it for another reason', async () => {
    const placed = await shop.paid(CART);
    const { id } = await partIs(placed, 'accepted');
    await shop.house.get(OperateFulfillmentOrder).hold(id, OPERATOR, 'Odd');
    const dispute = await open(placed);
    await disputeIs(placed, 'needs_response');
    await shop.house.control(`/disputes/${dispute.id}`, { outcome: 'won' });
    await disputeIs(placed, 'won');
    await followed();
    expect(await partIs(placed, 'on_hold')).toMatchObject({ reason: 'held' });
  });
});

describe('a dispute', () => {
  it('case 24: blocks refunds, since the bank has the money already, and its end decides', async () => {
    const placed = await shop.paid(CART);
    await shop.settle();
    const dispute = await open(placed);
    await disputeIs(placed, 'needs_response');
    const asked = await shop.refund(placed);
    expect(asked).toMatchObject({ status: 409, body: { code: 'PAYMENTS.DISPUTED' } });
    expect((await shop.view(placed)).refunds).toEqual([]);
    await shop.house.control(`/disputes/${dispute.id}`, { outcome: 'won' });
    await disputeIs(placed, 'won');
    expect((await shop.refund(placed, { amount: { amount: 100, currency: 'EUR' } })).status).toBe(201);
  });

  it('case 24: that comes while a refund is on its way cancels the refund, and everybody has their share', async () => {
    const placed = await shop.paid(CART);
    await shop.settle();
    await shop.house.control('/webhooks', { isPaused: true });
    await open(placed);
    const before = await shop.view(placed);
    const asked = await shop.refund(placed);
    expect(asked.status).toBe(201);
    const refund = await shop.refundIs(placed, 'canceled');
    expect(refund.failureReason).toContain('disputes');
    expect((await shop.view(placed)).payables).toEqual(before.payables);
    expect(await shop.moved(placed, 'refund:in_flight')).toBe(0);
    await shop.house.control('/webhooks', { isPaused: false });
    await disputeIs(placed, 'needs_response');
  });

  it('case 25: that is only an inquiry moves no money, freezes nothing and forbids no refund', async () => {
    const placed = await shop.paid(CART);
    await shop.settle();
    const stripeBalance = await shop.moved(placed, 'stripe:balance');
    await open(placed, { inquiry: true });
    const dispute = await disputeIs(placed, 'warning_needs_response');
    expect(dispute).toMatchObject({ isInquiry: true, funds: 'none' });
    expect(await shop.moved(placed, 'stripe:balance')).toBe(stripeBalance);
    expect(await shop.moved(placed, 'dispute:in_flight')).toBe(0);
    expect((await shop.view(placed)).payables.every((payable) => !payable.isFrozen)).toBe(true);
    expect((await shop.house.order(placed)).isDisputed).toBe(false);
    expect((await shop.refund(placed)).status).toBe(201);
    await shop.refundIs(placed, 'succeeded');
    await disputeIs(placed, 'warning_closed');
  });

  it('freezes what parties would get, and is told to the buyer in calm words', async () => {
    const placed = await shop.paid(CART, 'pm_card_createDispute');
    await disputeIs(placed, 'needs_response');
    const { payables } = await shop.view(placed);
    expect(payables.every((payable) => payable.isFrozen)).toBe(true);
    const amount = await captured(placed);
    expect(await shop.moved(placed, 'dispute:in_flight')).toBe(amount);
    expect(await shop.moved(placed, 'dispute_fee')).toBe(1_500);
    const order = await shop.is(placed, 'the words', ({ timeline }) =>
      timeline.some(({ kind }) => kind === 'disputed'),
    );
    expect(order.isDisputed).toBe(true);
    const fee = await shop.house.database.rows<{ part: string; amount: number }>(
      `SELECT l.part, l.amount_minor AS amount FROM ledger.psp_link l JOIN ledger.tx t ON t.id = l.tx_id
        WHERE t.order_id = $1 AND t.kind = 'dispute_withdrawn' ORDER BY l.part`,
      [placed.order.id],
    );
    expect(fee).toEqual([
      { part: 'amount', amount: -amount },
      { part: 'fee', amount: -1_500 },
    ]);
  });

  it('is answered from our own records, with the brand’s words first, and sent once', async () => {
    const placed = await shop.paid(CART);
    await shop.shipped(placed, CART);
    const { id: stripeDispute } = await open(placed, { reason: 'product_not_received' });
    await disputeIs(placed, 'needs_response');
    const ready = await shop.house.until(
      async () => (await shop.view(placed)).disputes.find((one) => Object.keys(one.evidence).length > 0),
      'the evidence',
    );
    expect(ready.evidence).toMatchObject({
      customer_email_address: 'ana@example.com',
      shipping_carrier: 'DHL',
      shipping_tracking_number: expect.stringMatching(/^JD/) as string,
    });
    expect(ready.evidence['uncategorized_text']).toContain('sealed at the purchase');
    const statement = 'The buyer thanked us for the mug on Monday.';
    const sent = await shop.console<Dispute>('POST', `/disputes/${ready.id}/evidence`, { statement });
    expect(sent).toMatchObject({ status: 200, body: { status: 'under_review' } });
    expect(sent.body.evidenceSentAt).not.toBeNull();
    const atStripe = await shop.house.stripe.disputes.retrieve(stripeDispute);
    expect(atStripe.evidence.uncategorized_text).toMatch(new RegExp(`^${statement}`));
    expect(atStripe.evidence_details.submission_count).toBe(1);
    await shop.console('POST', `/disputes/${ready.id}/evidence`, { statement: 'Again' });
    expect((await shop.house.stripe.disputes.retrieve(stripeDispute)).evidence_details.submission_count).toBe(1);
    const listed = await shop.console<{ disputes: Dispute[] }>('GET', '/disputes?limit=2');
    expect(listed.body.disputes[0]!.id).toBe(ready.id);
  });

  it('that grew out of an inquiry is answered once more, though the inquiry was', async () => {
    const placed = await shop.paid(CART);
    const { id } = await open(placed, { inquiry: true });
    const inquiry = await disputeIs(placed, 'warning_needs_response');
    await shop.console('POST', `/disputes/${inquiry.id}/evidence`, {});
    await disputeIs(placed, 'warning_under_review');
    await shop.house.control(`/disputes/${id}`, { outcome: 'escalated' });
    const dispute = await disputeIs(placed, 'needs_response');
    expect(dispute).toMatchObject({ isInquiry: false, funds: 'withdrawn', evidenceSentAt: null });
    await shop.console('POST', `/disputes/${inquiry.id}/evidence`, {});
    await disputeIs(placed, 'under_review');
    expect((await shop.house.stripe.disputes.retrieve(id)).evidence_details.submission_count).toBe(2);
  });

  it('that nobody answered is answered two days before its time is over', async () => {
    const placed = await shop.paid(CART);
    const { id } = await open(placed);
    const dispute = await disputeIs(placed, 'needs_response');
    const job = await shop.house.until(
      async () =>
        shop.house.database.one<{ next_at: Date }>(
          `SELECT next_at FROM platform.outbox WHERE name = 'ordering.send-evidence' AND state = 'pending' AND payload->>'disputeId' = $1`,
          [dispute.id],
        ),
      'the timer',
    );
    const before = new Date(dispute.evidenceDueBy!).getTime() - job.next_at.getTime();
    expect(before).toBe(48 * 3_600_000);
    // Stripe may still speak of the dispute, and each time its own date is written down again.
    await shop.house.until(async () => {
      await shop.house.database.rows(
        `WITH nearer AS (UPDATE payments.dispute SET evidence_due_by = now() + interval '47 hours' WHERE id = $1)
         UPDATE platform.outbox SET next_at = now()
          WHERE name = 'ordering.send-evidence' AND payload->>'disputeId' = $1 AND state = 'pending'`,
        [dispute.id],
      );
      return (await shop.view(placed)).disputes.some(({ status }) => status === 'under_review');
    }, 'the evidence to be sent');
    expect((await shop.house.stripe.disputes.retrieve(id)).evidence_details.submission_count).toBe(1);
  });

  it('case 26: won after it was lost and shares were fetched back gives everybody their share again', async () => {
    const placed = await shop.paid(CART);
    await shop.settle();
    await shop.shipped(placed, CART);
    await shop.house.until(
      async () => (await shop.view(placed)).payables.some((payable) => payable.state === 'transferred'),
      'the transfer to be booked',
    );
    await shop.settle();
    const before = await shop.view(placed);
    const [transfer] = (await shop.house.stripe.transfers.list({ transfer_group: placed.order.id })).data;
    const { id } = await open(placed);
    await disputeIs(placed, 'needs_response');
    await shop.house.control(`/disputes/${id}`, { outcome: 'lost' });
    await disputeIs(placed, 'lost');
    await shop.house.until(
      async () => (await shop.house.stripe.transfers.retrieve(transfer!.id)).amount_reversed === transfer!.amount,
      'the reversal',
    );
    await shop.house.until(async () => (await shop.moved(placed, 'receivable:')) === 0, 'the reversal to be booked');
    const lost = await shop.view(placed);
    expect(lost.payables.map((payable) => payable.taken)).toEqual(before.payables.map((payable) => payable.amount));
    expect(lost.refundable.amount).toBe(0);
    expect(await shop.moved(placed, 'dispute:in_flight')).toBe(0);
    expect(await shop.moved(placed, 'payable:')).toBe(0);

    await shop.house.control(`/disputes/${id}`, { outcome: 'won' });
    await disputeIs(placed, 'won');
    const won = await shop.view(placed);
    expect(won.payables.map((payable) => payable.taken.amount)).toEqual(won.payables.map(() => 0));
    expect(won.payables.every((payable) => !payable.isFrozen)).toBe(true);
    expect(await shop.moved(placed, 'dispute:in_flight')).toBe(0);
    expect(await shop.moved(placed, 'dispute_fee')).toBe(0);
    // What was fetched back from the retailer is sent to them again, by the sweep of every minute.
    await shop.house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = 'payments.release-due' AND state = 'pending'`,
    );
    const sent = await shop.house.until(async () => {
      const { data } = await shop.house.stripe.transfers.list({ transfer_group: placed.order.id });
      return data.length === 2 && data;
    }, 'a second transfer');
    expect(sent.map((one) => one.amount)).toEqual([transfer!.amount, transfer!.amount]);
  });

  it('opened twice on one charge unfreezes only when both are decided', async () => {
    const placed = await shop.paid(CART);
    const part = Math.floor((await captured(placed)) / 2);
    const half = await open(placed, { amount: part });
    const other = await open(placed, { amount: part });
    await shop.house.until(async () => (await shop.view(placed)).disputes.length === 2, 'both');
    await shop.house.control(`/disputes/${half.id}`, { outcome: 'won' });
    await disputeIs(placed, 'won');
    expect((await shop.view(placed)).payables.every((payable) => payable.isFrozen)).toBe(true);
    await shop.house.control(`/disputes/${other.id}`, { outcome: 'won' });
    await shop.house.until(
      async () => (await shop.view(placed)).payables.every((payable) => !payable.isFrozen),
      'the thaw',
    );
  });
});

describe('a fraud warning', () => {
  const warningOf = (placed: PlacedOrder): Promise<FraudWarning> =>
    shop.house.until(async () => {
      const { body } = await shop.console<{ warnings: FraudWarning[] }>('GET', '/fraud-warnings');
      return body.warnings.find((warning) => warning.orderId === placed.order.id);
    }, 'the warning');

  it('is noted for the seller alone, and a refund in time settles it', async () => {
    const placed = await shop.paid(CART);
    await shop.settle();
    await shop.house.control('/fraud_warnings', { charge: await shop.intentOf(placed) });
    const warning = await warningOf(placed);
    expect(warning).toMatchObject({ isActionable: true, decision: null, amount: { amount: await captured(placed) } });
    const noted = await shop.house.until(
      async () => (await shop.view(placed)).timeline.find(({ kind }) => kind === 'note_fraud_warning'),
      'the note',
    );
    expect((await shop.house.order(placed)).timeline).not.toContainEqual(noted);
    const route = `/fraud-warnings/${warning.id}`;
    const decided = await shop.console<FraudWarning>('POST', route, { decision: 'refunded' });
    expect(decided).toMatchObject({ status: 200, body: { decision: 'refunded' } });
    const refund = await shop.refundIs(placed, 'succeeded');
    expect(refund).toMatchObject({ reason: 'fraud_warning', amount: { amount: await captured(placed) } });
    expect((await shop.console('POST', route, { decision: 'kept' })).body.code).toBe('PAYMENTS.WARNING_DECIDED');
  });

  it('holds what has not left, and a refund ends it', async () => {
    const placed = await shop.paid(CART);
    await shop.settle();
    await shop.house.control('/fraud_warnings', { charge: await shop.intentOf(placed) });
    await partIs(placed, 'on_hold');
    const { id } = await warningOf(placed);
    await shop.console('POST', `/fraud-warnings/${id}`, { decision: 'refunded' });
    await partIs(placed, 'canceled');
    await shop.refundIs(placed, 'succeeded');
    expect((await shop.house.order(placed)).refunds).toHaveLength(1);
  });

  it('may be kept, and gives nothing back: what was held goes on', async () => {
    const placed = await shop.paid(CART, 'pm_card_createIssuerFraudRecord');
    const { id } = await warningOf(placed);
    await partIs(placed, 'on_hold');
    expect(
      (await shop.console<FraudWarning>('POST', `/fraud-warnings/${id}`, { decision: 'kept' })).body.decision,
    ).toBe('kept');
    await partIs(placed, 'accepted');
    expect((await shop.house.order(placed)).refunds).toEqual([]);
    expect((await shop.console('POST', `/fraud-warnings/issfr_nothing`, { decision: 'kept' })).status).toBe(404);
  });
});
