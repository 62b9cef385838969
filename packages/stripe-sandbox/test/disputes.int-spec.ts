import type Stripe from 'stripe';
import { DAY, openHouse, refusal, type House } from './house.ts';

let house: House;

beforeEach(async () => {
  house = await openHouse();
  await house.fund(100_000);
});
afterEach(() => house.close());

const disputed = async (method: string): Promise<{ intent: Stripe.PaymentIntent; dispute: Stripe.Dispute }> => {
  const intent = await house.pay(method);
  await house.advance(5);
  const [dispute] = (await house.stripe.disputes.list({ payment_intent: intent.id })).data;
  return { intent, dispute: dispute as Stripe.Dispute };
};
const available = async (): Promise<number> => (await house.stripe.balance.retrieve()).available[0]?.amount ?? 0;
const answer = (dispute: Stripe.Dispute, uncategorized_text: string): Promise<Stripe.Dispute> =>
  house.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text } });
const heardSince = async (count: number): Promise<string[]> => (await house.events()).slice(count);

describe('a chargeback', () => {
  it('withdraws the amount and a fee of 15.00 at once', async () => {
    const before = await available();
    const { intent, dispute } = await disputed('pm_card_createDispute');
    expect(dispute).toMatchObject({
      amount: 10_000,
      reason: 'fraudulent',
      status: 'needs_response',
      is_charge_refundable: false,
      evidence_details: { has_evidence: false, submission_count: 0 },
    });
    const [row] = dispute.balance_transactions;
    expect(row).toMatchObject({
      amount: -10_000,
      fee: 1500,
      net: -11_500,
      type: 'adjustment',
      reporting_category: 'dispute',
    });
    expect(await available()).toBe(before - 11_500);
    expect((await house.stripe.charges.retrieve(intent.latest_charge as string)).disputed).toBe(true);
    expect((await house.events()).slice(-2)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    expect((await refusal(house.stripe.refunds.create({ payment_intent: intent.id }))).code).toBe('charge_disputed');
  });

  it('for goods that did not arrive says so', async () => {
    expect((await disputed('pm_card_createDisputeProductNotReceived')).dispute).toMatchObject({
      reason: 'product_not_received',
      payment_method_details: { card: { case_type: 'chargeback', network_reason_code: '13.1' } },
    });
  });

  it('is won with winning evidence: amount and fee come back, and the charge may be refunded', async () => {
    const before = await available();
    const { intent, dispute } = await disputed('pm_card_createDispute');
    const count = (await house.events()).length;
    const won = await answer(dispute, 'winning_evidence');
    expect(won).toMatchObject({ status: 'won', evidence_details: { has_evidence: true, submission_count: 1 } });
    expect(won.balance_transactions.map(({ net, reporting_category }) => [net, reporting_category])).toEqual([
      [-11_500, 'dispute'],
      [11_500, 'dispute_reversal'],
    ]);
    expect(await available()).toBe(before);
    expect(await heardSince(count)).toEqual([
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
    expect((await house.stripe.refunds.create({ payment_intent: intent.id })).status).toBe('succeeded');
  });

  it('is lost with losing evidence, or when it is accepted: nothing comes back', async () => {
    const first = await disputed('pm_card_createDispute');
    expect((await answer(first.dispute, 'losing_evidence')).status).toBe('lost');
    const second = await disputed('pm_card_createDispute');
    const before = await available();
    expect((await house.stripe.disputes.close(second.dispute.id)).status).toBe('lost');
    expect(await available()).toBe(before);
    expect((await refusal(answer(second.dispute, 'winning_evidence'))).statusCode).toBe(400);
    expect((await refusal(house.stripe.refunds.create({ payment_intent: first.intent.id }))).code).toBe(
      'charge_disputed',
    );
  });

  it('keeps evidence that is only staged, and waits for the bank on any other answer', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    const staged = await house.stripe.disputes.update(dispute.id, {
      evidence: { customer_name: 'Mara' },
      submit: false,
      metadata: { order: 'ord_1' },
    });
    expect(staged).toMatchObject({ status: 'needs_response', evidence: { customer_name: 'Mara' } });
    const sent = await answer(dispute, 'the parcel was signed for');
    expect(sent).toMatchObject({ status: 'under_review', evidence: { customer_name: 'Mara' } });
    await house.advance(30 * DAY);
    expect((await house.stripe.disputes.retrieve(dispute.id)).status).toBe('under_review');
    await house.control('POST', `/disputes/${dispute.id}`, { outcome: 'won' });
    expect((await house.stripe.disputes.retrieve(dispute.id)).status).toBe('won');
  });

  it('is lost by the clock when nobody answers in time', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    expect(dispute.evidence_details.due_by).toBe(dispute.created + 9 * DAY);
    await house.advance(9 * DAY + 60);
    expect(await house.stripe.disputes.retrieve(dispute.id)).toMatchObject({
      status: 'lost',
      evidence_details: { past_due: true },
    });
  });

  it('of a part that was refunded before is about the rest', async () => {
    const intent = await house.pay();
    await house.stripe.refunds.create({ payment_intent: intent.id, amount: 4000 });
    const opened = await house.control<Stripe.Dispute>('POST', '/disputes', { charge: intent.id });
    expect(opened.amount).toBe(6000);
  });

  it('may be about a part, the next one about the rest, and a third about all of it again', async () => {
    const { id: charge } = await house.pay();
    const open = async (body: object): Promise<number> =>
      (await house.control<Stripe.Dispute>('POST', '/disputes', { charge, ...body })).amount;
    expect([await open({ amount: 3000 }), await open({}), await open({})]).toEqual([3000, 7000, 10_000]);
    await expect(open({ amount: 10_001 })).rejects.toThrow('Nothing is left');
  });

  it('can come twice for one charge', async () => {
    const { intent } = await disputed('pm_card_createMultipleDisputes');
    const { data } = await house.stripe.disputes.list({ charge: intent.latest_charge as string });
    expect(data.map(({ amount }) => amount)).toEqual([5000, 5000]);
    expect((await answer(data[0] as Stripe.Dispute, 'winning_evidence')).status).toBe('won');
    expect((await refusal(house.stripe.refunds.create({ payment_intent: intent.id }))).code).toBe('charge_disputed');
  });
});

describe('an inquiry', () => {
  it('moves no money, and a full refund ends it', async () => {
    const before = await available();
    const { intent, dispute } = await disputed('pm_card_createDisputeInquiry');
    expect(dispute).toMatchObject({
      status: 'warning_needs_response',
      is_charge_refundable: true,
      balance_transactions: [],
      payment_method_details: { card: { case_type: 'inquiry' } },
    });
    expect(await available()).toBe(before);
    expect(await house.events()).not.toContain('charge.dispute.funds_withdrawn');
    await house.stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
    expect((await house.stripe.disputes.retrieve(dispute.id)).status).toBe('warning_needs_response');
    await house.stripe.refunds.create({ payment_intent: intent.id });
    expect((await house.stripe.disputes.retrieve(dispute.id)).status).toBe('warning_closed');
  });

  it('becomes a chargeback with escalating evidence, and then has its own time to answer', async () => {
    const { dispute } = await disputed('pm_card_createDisputeInquiry');
    const before = await available();
    const escalated = await answer(dispute, 'escalate_inquiry_evidence');
    expect(escalated).toMatchObject({ status: 'needs_response', is_charge_refundable: false });
    expect(escalated.balance_transactions[0]).toMatchObject({ net: -11_500 });
    expect(await available()).toBe(before - 11_500);
    expect((await house.events()).slice(-2)).toEqual(['charge.dispute.updated', 'charge.dispute.funds_withdrawn']);
    await house.advance(10 * DAY);
    expect((await house.stripe.disputes.retrieve(dispute.id)).status).toBe('lost');
  });

  it('is over, for good, when nobody comes back to it for 120 days or when it is won', async () => {
    const first = await disputed('pm_card_createDisputeInquiry');
    await house.advance(121 * DAY);
    expect((await house.stripe.disputes.retrieve(first.dispute.id)).status).toBe('warning_closed');
    const second = await disputed('pm_card_createDisputeInquiry');
    expect((await answer(second.dispute, 'winning_evidence')).status).toBe('warning_closed');
  });
});
