import Stripe from 'stripe';
import { openHouse, refusal, type House } from './house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const send = (path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${house.sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${house.sandbox.secretKey}`, ...headers },
  });

describe('an answer', () => {
  it('carries the headers that Stripe’s answers carry', async () => {
    const answer = await send('/v1/customers', 'POST', { 'idempotency-key': 'k' });
    const { headers } = answer;
    expect(headers.get('request-id')).toMatch(/^req_\w{14}$/);
    expect(headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect(headers.get('idempotency-key')).toBe('k');
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('idempotent-replayed')).toBeNull();
  });

  it('names its errors in full', async () => {
    const answer = await send('/v1/payment_intents/pi_none');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      error: {
        type: 'invalid_request_error',
        code: 'resource_missing',
        doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
        message: "No such payment_intent: 'pi_none'",
        param: 'intent',
        request_log_url: expect.stringContaining(answer.headers.get('request-id') ?? 'none'),
      },
    });
  });
});

const REFUSED: [title: string, call: (stripe: Stripe) => Promise<unknown>, status: number, code: string | undefined][] =
  [
    [
      'an amount that is too small',
      (s) => s.paymentIntents.create({ amount: 10, currency: 'usd' }),
      400,
      'amount_too_small',
    ],
    [
      'an amount that is too large',
      (s) => s.paymentIntents.create({ amount: 100_000_000, currency: 'usd' }),
      400,
      'amount_too_large',
    ],
    [
      'a number that is none',
      (s) => s.paymentIntents.create({ amount: 'ten' as never, currency: 'usd' }),
      400,
      'parameter_invalid_integer',
    ],
    ['a missing parameter', (s) => s.transfers.create({ currency: 'usd' } as never), 400, 'parameter_missing'],
    ['an unknown parameter', (s) => s.refunds.create({ orders: 'x' } as never), 400, 'parameter_unknown'],
    [
      'payment method types',
      (s) => s.paymentIntents.create({ amount: 1000, currency: 'usd', payment_method_types: ['card'] } as never),
      400,
      'payment_method_types_no_longer_supported',
    ],
    [
      'payment method types of a setup',
      (s) => s.setupIntents.create({ payment_method_types: ['card'] } as never),
      400,
      'payment_method_types_no_longer_supported',
    ],
    [
      'parameters that exclude each other',
      (s) => s.customers.list({ starting_after: 'cus_a', ending_before: 'cus_b' }),
      400,
      'parameters_exclusive',
    ],
    ['a refund of nothing', (s) => s.refunds.create({ charge: 'ch_none' }), 400, 'resource_missing'],
    [
      'more transfer than there is',
      (s) => s.payouts.create({ amount: 100, currency: 'usd' }),
      400,
      'balance_insufficient',
    ],
    ['an account that is not ours', (s) => s.balance.retrieve({}, { stripeAccount: 'acct_x' }), 403, 'account_invalid'],
  ];

describe('Stripe’s word for', () => {
  for (const [title, call, status, code] of REFUSED) {
    it(`${title} is ${code}`, async () => {
      expect(await refusal(call(house.stripe))).toMatchObject({ statusCode: status, code });
    });
  }

  it('a hold that cannot be captured, canceled or changed is payment_intent_unexpected_state, with the intent', async () => {
    const { id } = await house.pay();
    for (const call of [
      house.stripe.paymentIntents.capture(id),
      house.stripe.paymentIntents.cancel(id),
      house.stripe.paymentIntents.confirm(id),
      house.stripe.paymentIntents.update(id, { amount: 2000 }),
    ]) {
      expect(await refusal(call)).toMatchObject({
        statusCode: 400,
        code: 'payment_intent_unexpected_state',
        payment_intent: { id, status: 'succeeded' },
      });
    }
  });

  it('a charge that was captured, or whose hold is gone, is its own', async () => {
    const paid = await house.pay();
    expect(await refusal(house.stripe.charges.capture(paid.latest_charge as string))).toMatchObject({
      code: 'charge_already_captured',
    });
    const held = await house.pay('pm_card_visa', { capture_method: 'manual' });
    expect(await house.stripe.charges.capture(held.latest_charge as string, { amount: 600 })).toMatchObject({
      captured: true,
      amount_captured: 600,
    });
    expect((await house.stripe.paymentIntents.retrieve(held.id)).status).toBe('succeeded');
    const released = await house.pay('pm_card_visa', { capture_method: 'manual' });
    await house.stripe.paymentIntents.cancel(released.id);
    expect(await refusal(house.stripe.charges.capture(released.latest_charge as string))).toMatchObject({
      code: 'charge_expired_for_capture',
    });
  });

  it('too many calls is rate_limit, which is worth another try', async () => {
    await house.control('POST', '/faults', { status: 429, code: 'rate_limit', path: '/v1/balance' });
    const error = await refusal(house.stripe.balance.retrieve());
    expect(error).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    expect(error.headers?.['stripe-should-retry']).toBe('true');
  });
});
