import type Stripe from 'stripe';
import { openHouse, refusal, type House } from './house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.fund(1_000_000);
});
afterAll(() => house.close());

/** What the card form of the sandbox's own frame would answer. */
async function typed(number: string): Promise<{ id?: string; error?: Stripe.StripeRawError }> {
  const body = new URLSearchParams({
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2040',
    'payment_method_data[card][cvc]': number.startsWith('3') ? '1234' : '123',
    key: house.sandbox.publishableKey,
  });
  const answer = await fetch(`${house.sandbox.url}/v1/confirmation_tokens`, {
    method: 'POST',
    headers: { origin: house.sandbox.url },
    body,
  });
  return (await answer.json()) as { id?: string; error?: Stripe.StripeRawError };
}

const payBy = async (
  means: { number: string } | { method: string },
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> => {
  if ('method' in means) return house.pay(means.method, { expand: ['latest_charge'], ...more });
  const { id } = await typed(means.number);
  return house.stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    confirm: true,
    confirmation_token: id,
    return_url: 'https://shop.example/back',
    expand: ['latest_charge'],
    ...more,
  });
};

const ways = (number: string | undefined, ...methods: string[]): ({ number: string } | { method: string })[] => [
  ...(number ? [{ number }] : []),
  ...methods.map((method) => ({ method })),
];

const nameOf = (means: { number: string } | { method: string }): string =>
  'number' in means ? means.number : means.method;

const SUCCEEDS: [number: string, method: string, brand: string][] = [
  ['4242424242424242', 'pm_card_visa', 'visa'],
  ['5555555555554444', 'pm_card_mastercard', 'mastercard'],
  ['378282246310005', 'pm_card_amex', 'amex'],
];

describe('a card that pays', () => {
  for (const [number, method, brand] of SUCCEEDS) {
    for (const means of ways(number, method)) {
      it(`${nameOf(means)} is a ${brand}`, async () => {
        const intent = await payBy(means);
        expect(intent).toMatchObject({
          status: 'succeeded',
          latest_charge: { payment_method_details: { card: { brand, last4: number.slice(-4) } } },
        });
      });
    }
  }

  for (const means of ways('4000000000000077', 'pm_card_bypassPending')) {
    it(`${nameOf(means)} brings money that is available at once, where others bring it pending`, async () => {
      const expand = ['latest_charge.balance_transaction'];
      const statusOf = async (intent: Promise<Stripe.PaymentIntent>): Promise<unknown> =>
        ((await intent).latest_charge as Stripe.Charge).balance_transaction;
      expect(await statusOf(payBy(means, { expand }))).toMatchObject({ status: 'available' });
      expect(await statusOf(payBy({ method: 'pm_card_visa' }, { expand }))).toMatchObject({ status: 'pending' });
    });
  }
});

const DECLINES: [number: string, methods: string[], code: string, decline: string | undefined][] = [
  ['4000000000000002', ['pm_card_visa_chargeDeclined', 'pm_card_chargeDeclined'], 'card_declined', 'generic_decline'],
  ['4000000000009995', ['pm_card_visa_chargeDeclinedInsufficientFunds'], 'card_declined', 'insufficient_funds'],
  ['4000000000009987', ['pm_card_visa_chargeDeclinedLostCard'], 'card_declined', 'lost_card'],
  ['4000000000009979', ['pm_card_visa_chargeDeclinedStolenCard'], 'card_declined', 'stolen_card'],
  ['4000000000006975', ['pm_card_visa_chargeDeclinedVelocityLimitExceeded'], 'card_declined', 'card_velocity_exceeded'],
  ['4000000000000069', ['pm_card_chargeDeclinedExpiredCard'], 'expired_card', 'expired_card'],
  ['4000000000000127', ['pm_card_chargeDeclinedIncorrectCvc'], 'incorrect_cvc', 'incorrect_cvc'],
  ['4000000000000119', ['pm_card_chargeDeclinedProcessingError'], 'processing_error', 'processing_error'],
  ['4000008400001280', [], 'card_declined', 'generic_decline'],
  ['4100000000000019', ['pm_card_radarBlock'], 'card_declined', 'fraudulent'],
  ['4000000000004954', ['pm_card_riskLevelHighest'], 'card_declined', 'fraudulent'],
];

describe('a card that is refused', () => {
  for (const [number, methods, code, decline] of DECLINES) {
    for (const means of ways(number, ...methods)) {
      it(`${nameOf(means)} with ${decline ?? code}`, async () => {
        const error = await refusal(payBy(means));
        expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code: decline });
        expect(error.doc_url).toBe(`https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`);
        expect(error.raw).toMatchObject({
          charge: expect.stringMatching(/^ch_/),
          request_log_url: expect.stringContaining('/logs/req_'),
          payment_intent: {
            status: 'requires_payment_method',
            last_payment_error: { code, decline_code: decline },
          },
        });
        const charge = (await house.stripe.charges.list({ limit: 1 })).data[0];
        expect(charge).toMatchObject({ status: 'failed', paid: false, failure_code: code });
      });
    }
  }

  it('4242424242424241 is no card number at all', async () => {
    expect((await typed('4242424242424241')).error).toMatchObject({ code: 'incorrect_number', param: 'number' });
  });

  it('is not kept for a customer, except 0341, which attaches and then fails', async () => {
    const { id: customer } = await house.stripe.customers.create({});
    expect((await refusal(house.stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer }))).code).toBe(
      'card_declined',
    );
    const method = await house.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    expect((await refusal(house.pay(method.id, { customer }))).code).toBe('card_declined');
  });
});

describe('a card whose bank asks', () => {
  const answer = async (intent: Stripe.PaymentIntent, outcome: string): Promise<Stripe.PaymentIntent> => {
    const page = intent.next_action?.redirect_to_url?.url ?? '';
    const source = (intent.next_action?.use_stripe_sdk as { source?: string } | undefined)?.source;
    await house.control('POST', `/challenges/${source ?? page.split('/').at(-1)}`, { outcome });
    return house.stripe.paymentIntents.retrieve(intent.id);
  };

  const ASKS = [
    ...ways('4000000000003220', 'pm_card_threeDSecure2Required'),
    ...ways('4000002760003184', 'pm_card_authenticationRequired'),
    ...ways('4000002500003155', 'pm_card_authenticationRequiredOnSetup'),
    ...ways('4000003800000446', 'pm_card_authenticationRequiredSetupForOffSession'),
  ];
  for (const means of ASKS) {
    it(`${nameOf(means)} pays once its holder has answered`, async () => {
      const intent = await payBy(means);
      expect(intent.status).toBe('requires_action');
      expect(await answer(intent, 'complete')).toMatchObject({ status: 'succeeded', next_action: null });
    });
  }

  const REFUSES: [{ number: string } | { method: string }, string][] = [
    ...ways('4000008400001629', 'pm_card_threeDSecureRequiredChargeDeclined').map((means): [typeof means, string] => [
      means,
      'generic_decline',
    ]),
    ...ways('4000008260003178', 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds').map(
      (means): [typeof means, string] => [means, 'insufficient_funds'],
    ),
  ];
  for (const [means, decline] of REFUSES) {
    it(`${nameOf(means)} is refused with ${decline} although its holder answered well`, async () => {
      expect(await answer(await payBy(means), 'complete')).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code: 'card_declined', decline_code: decline },
      });
    });
  }

  it('3055 only if the shop asks for it', async () => {
    const method = 'pm_card_threeDSecureOptional';
    expect((await payBy({ method })).status).toBe('succeeded');
    const asked = { payment_method_options: { card: { request_three_d_secure: 'any' as const } } };
    expect((await payBy({ method }, asked)).status).toBe('requires_action');
  });

  it('0446 does not ask where the buyer is not there, 3184 is refused then', async () => {
    const { id: customer } = await house.stripe.customers.create({});
    const offSession = async (name: string): Promise<Stripe.PaymentIntent> => {
      const method = await house.stripe.paymentMethods.attach(name, { customer });
      return house.pay(method.id, { customer, off_session: true, return_url: undefined });
    };
    expect((await offSession('pm_card_authenticationRequiredSetupForOffSession')).status).toBe('succeeded');
    expect(await refusal(offSession('pm_card_authenticationRequired'))).toMatchObject({
      code: 'authentication_required',
      decline_code: 'authentication_required',
    });
  });
});

describe('a card that brings trouble later', () => {
  const TROUBLE: [number: string, method: string, events: string[]][] = [
    ['4000000000000259', 'pm_card_createDispute', ['charge.dispute.created', 'charge.dispute.funds_withdrawn']],
    [
      '4000000000002685',
      'pm_card_createDisputeProductNotReceived',
      ['charge.dispute.created', 'charge.dispute.funds_withdrawn'],
    ],
    ['4000000000001976', 'pm_card_createDisputeInquiry', ['charge.dispute.created']],
    ['4000000000005423', 'pm_card_createIssuerFraudRecord', ['radar.early_fraud_warning.created']],
    [
      '4000000404000079',
      'pm_card_createMultipleDisputes',
      [
        'charge.dispute.created',
        'charge.dispute.funds_withdrawn',
        'charge.dispute.created',
        'charge.dispute.funds_withdrawn',
      ],
    ],
    ['4000000000009235', 'pm_card_riskLevelElevated', []],
  ];
  for (const [number, method, expected] of TROUBLE) {
    for (const means of ways(number, method)) {
      it(`${nameOf(means)} pays, and then come ${expected.length} events`, async () => {
        await house.advance(600);
        // Counted from before the payment: on a busy machine the trouble may come before its answer.
        const before = (await house.events()).length;
        const { status, latest_charge } = await payBy(means);
        expect(status).toBe('succeeded');
        await house.advance(5);
        const heard = (await house.events()).slice(before);
        expect(heard.filter((type) => /^(charge\.dispute|radar)\./.test(type))).toEqual(expected);
        if (number.endsWith('9235'))
          expect(latest_charge).toMatchObject({ outcome: { risk_level: 'elevated' }, review: expect.any(String) });
      });
    }
  }

  for (const means of ways('4000000000007726', 'pm_card_pendingRefund')) {
    it(`${nameOf(means)} is slow to take a refund`, async () => {
      const { id } = await payBy(means);
      expect((await house.stripe.refunds.create({ payment_intent: id })).status).toBe('pending');
    });
  }

  for (const means of ways('4000000000005126', 'pm_card_refundFail')) {
    it(`${nameOf(means)} takes a refund and sends it back`, async () => {
      const refund = await house.stripe.refunds.create({ payment_intent: (await payBy(means)).id });
      expect(refund.status).toBe('succeeded');
      await house.advance(10);
      expect((await house.stripe.refunds.retrieve(refund.id)).status).toBe('failed');
    });
  }
});
