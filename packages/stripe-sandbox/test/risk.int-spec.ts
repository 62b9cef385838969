import { openHouse, refusal, type House } from './house.ts';

let house: House;

beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

describe('an early fraud warning', () => {
  it('follows the payment, moves no money, and is spent once the payment is refunded', async () => {
    await house.fund(50_000);
    const intent = await house.pay('pm_card_createIssuerFraudRecord');
    await house.advance(5);
    const [warning] = (await house.stripe.radar.earlyFraudWarnings.list({ payment_intent: intent.id })).data;
    expect(warning).toMatchObject({
      actionable: true,
      charge: intent.latest_charge,
      object: 'radar.early_fraud_warning',
    });
    expect(await house.events()).toContain('radar.early_fraud_warning.created');
    await house.stripe.refunds.create({ payment_intent: intent.id, reason: 'fraudulent' });
    expect((await house.stripe.radar.earlyFraudWarnings.retrieve(warning?.id ?? '')).actionable).toBe(false);
    expect(await house.events()).toContain('radar.early_fraud_warning.updated');
  });

  it('can be ordered for any payment', async () => {
    const intent = await house.pay();
    await house.control('POST', '/fraud_warnings', { charge: intent.id });
    const charge = intent.latest_charge as string;
    expect((await house.stripe.radar.earlyFraudWarnings.list({ charge })).data).toHaveLength(1);
    await house.control('POST', '/disputes', { charge: intent.id });
    expect((await house.stripe.radar.earlyFraudWarnings.list({ charge })).data[0]?.actionable).toBe(false);
  });
});

describe('a payment of elevated risk', () => {
  it('is taken, but waits for a person’s review', async () => {
    const intent = await house.pay('pm_card_riskLevelElevated', {
      capture_method: 'manual',
      expand: ['latest_charge'],
    });
    expect(intent).toMatchObject({
      status: 'requires_capture',
      latest_charge: { outcome: { risk_level: 'elevated', type: 'authorized' } },
    });
    const [review] = (await house.stripe.reviews.list()).data;
    expect(review).toMatchObject({ open: true, reason: 'rule', payment_intent: intent.id });
    expect(intent.review).toBe(review?.id);
    expect(await house.stripe.reviews.approve(review?.id ?? '')).toMatchObject({
      open: false,
      closed_reason: 'approved',
    });
    expect((await house.stripe.reviews.list()).data).toEqual([]);
    expect((await refusal(house.stripe.reviews.approve(review?.id ?? ''))).statusCode).toBe(400);
    expect((await house.events()).filter((type) => type.startsWith('review.'))).toEqual([
      'review.opened',
      'review.closed',
    ]);
  });

  it('has its review closed by what becomes of it', async () => {
    const reasonOf = async (review: unknown): Promise<string | null> =>
      (await house.stripe.reviews.retrieve(String(review))).closed_reason;
    await house.fund(50_000);
    const canceled = await house.pay('pm_card_riskLevelElevated', { capture_method: 'manual' });
    await house.stripe.paymentIntents.cancel(canceled.id);
    expect(await reasonOf(canceled.review)).toBe('canceled');
    const refunded = await house.pay('pm_card_riskLevelElevated');
    await house.stripe.refunds.create({ payment_intent: refunded.id });
    expect(await reasonOf(refunded.review)).toBe('refunded');
    const fraud = await house.pay('pm_card_riskLevelElevated');
    await house.stripe.refunds.create({ payment_intent: fraud.id, reason: 'fraudulent' });
    expect(await reasonOf(fraud.review)).toBe('refunded_as_fraud');
    const charged = await house.pay('pm_card_riskLevelElevated');
    await house.control('POST', '/disputes', { charge: charged.id });
    expect(await reasonOf(charged.review)).toBe('disputed');
  });
});

describe('a payment of the highest risk', () => {
  for (const method of ['pm_card_radarBlock', 'pm_card_riskLevelHighest']) {
    it(`with ${method} is blocked before any bank sees it`, async () => {
      const error = await refusal(house.pay(method));
      expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'fraudulent' });
      expect((await house.stripe.charges.list()).data[0]?.outcome).toMatchObject({
        type: 'blocked',
        risk_level: 'highest',
        network_status: 'not_sent_to_network',
      });
    });
  }
});
