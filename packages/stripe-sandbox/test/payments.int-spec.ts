import Stripe from 'stripe';
import type { Sandbox } from '../src/index.ts';
import { startSandbox } from './fidelity.ts';
import { clientOf } from './shop.ts';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  stripe = clientOf(sandbox);
});
afterAll(() => sandbox.close());

const token = async (method = 'pm_card_visa'): Promise<string> =>
  (await stripe.testHelpers.confirmationTokens.create({ payment_method: method })).id;

const hold = async (more: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    confirm: true,
    capture_method: 'manual',
    confirmation_token: await token(),
    ...more,
  });

/** The error a call rejects with, as the SDK made it. */
const refusal = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
};

const eventsOf = async (intent: string): Promise<string[]> => {
  const { data } = await stripe.events.list({ limit: 100 });
  const concerns = (object: { id?: string; payment_intent?: unknown }): boolean =>
    object.id === intent || object.payment_intent === intent;
  return data
    .filter((event) => concerns(event.data.object as { id?: string; payment_intent?: unknown }))
    .map((event) => event.type)
    .toReversed();
};

describe('a payment held and captured', () => {
  it('holds the amount, then takes it and books fee and net', async () => {
    const intent = await hold({ metadata: { order: 'ord_1' }, transfer_group: 'ord_1', expand: ['latest_charge'] });
    expect(intent).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 10_000,
      amount_received: 0,
      metadata: { order: 'ord_1' },
    });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge).toMatchObject({ captured: false, paid: true, transfer_group: 'ord_1', balance_transaction: null });
    expect(charge.payment_method_details?.card?.capture_before).toBe(charge.created + 7 * 86_400);
    const captured = await stripe.paymentIntents.capture(intent.id, { expand: ['latest_charge.balance_transaction'] });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 10_000, amount_capturable: 0 });
    expect((captured.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({
      amount: 10_000,
      fee: 320,
      net: 9680,
      status: 'pending',
    });
    expect(await eventsOf(intent.id)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
  });

  it('captures a part once: two balance rows remain, whose sum is the part and its fee', async () => {
    const intent = await hold();
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 6000 });
    const { data } = await stripe.balanceTransactions.list({ source: intent.latest_charge as string });
    expect(data.map(({ amount, reporting_category }) => [amount, reporting_category])).toEqual([
      [-4000, 'partial_capture_reversal'],
      [10_000, 'charge'],
    ]);
    expect(data.reduce((sum, row) => sum + row.net, 0)).toBe(6000 - 204);
    const again = await refusal(stripe.paymentIntents.capture(intent.id));
    expect(again).toMatchObject({
      code: 'payment_intent_unexpected_state',
      statusCode: 400,
      payment_intent: { status: 'succeeded' },
    });
  });

  it('refuses to capture more than is held', async () => {
    const intent = await hold();
    expect(await refusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 10_001 }))).toMatchObject({
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  });

  it('lets a hold go when canceled, and cancels only once', async () => {
    const intent = await hold();
    const canceled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'requested_by_customer' });
    expect(canceled).toMatchObject({
      status: 'canceled',
      amount_capturable: 0,
      cancellation_reason: 'requested_by_customer',
    });
    expect(await refusal(stripe.paymentIntents.cancel(intent.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect(await refusal(stripe.paymentIntents.capture(intent.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('takes the money at once where capture is automatic', async () => {
    const intent = await hold({ capture_method: 'automatic' });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 10_000 });
  });
});

describe('a refused card', () => {
  it('is answered 402 with the intent inside, which another card may still pay', async () => {
    const error = await refusal(
      hold({ confirmation_token: await token('pm_card_visa_chargeDeclinedInsufficientFunds') }),
    );
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' });
    const failed = error.payment_intent as Stripe.PaymentIntent;
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    });
    const paid = await stripe.paymentIntents.confirm(failed.id, { confirmation_token: await token() });
    expect(paid).toMatchObject({ id: failed.id, status: 'requires_capture', last_payment_error: null });
    expect(await eventsOf(failed.id)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
    ]);
  });
});

describe('3-D Secure', () => {
  const challenge = async (): Promise<Stripe.PaymentIntent> =>
    hold({ confirmation_token: await token('pm_card_threeDSecure2Required') });
  const answer = async (intent: Stripe.PaymentIntent, outcome: string): Promise<Stripe.PaymentIntent> => {
    const { source } = (intent.next_action?.use_stripe_sdk ?? {}) as { source?: string };
    await fetch(`${sandbox.url}/challenges/${source}/state`, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
    });
    return stripe.paymentIntents.retrieve(intent.id);
  };

  it('waits for the buyer, then holds the amount', async () => {
    const intent = await challenge();
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'use_stripe_sdk' },
      latest_charge: null,
    });
    expect(await answer(intent, 'complete')).toMatchObject({ status: 'requires_capture', next_action: null });
    expect(await answer(intent, 'fail')).toMatchObject({ status: 'requires_capture' });
  });

  it('asks for another payment method when it fails', async () => {
    expect(await answer(await challenge(), 'fail')).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
  });

  it('sends the buyer to the bank and back where there is a return address instead of Stripe.js', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_threeDSecure2Required',
      return_url: 'https://shop.example/back',
    });
    expect(intent.next_action?.type).toBe('redirect_to_url');
    const state = await fetch(`${intent.next_action?.redirect_to_url?.url}/state`, {
      method: 'POST',
      body: 'outcome=complete',
    });
    const { returnUrl } = (await state.json()) as { returnUrl: string };
    expect(new URL(returnUrl).searchParams.get('redirect_status')).toBe('succeeded');
    expect(new URL(returnUrl).searchParams.get('payment_intent')).toBe(intent.id);
  });

  it('is not asked for without the buyer: the card is refused', async () => {
    const error = await refusal(
      stripe.paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        confirm: true,
        off_session: true,
        payment_method: 'pm_card_authenticationRequired',
      }),
    );
    expect(error).toMatchObject({ code: 'authentication_required', statusCode: 402 });
  });
});

describe('a confirmation token', () => {
  it('is spent once', async () => {
    const spent = await token();
    await hold({ confirmation_token: spent });
    expect((await refusal(hold({ confirmation_token: spent }))).message).toContain('already been used');
  });

  it('can be looked at before it is spent, and points to its intent afterwards', async () => {
    const id = await token();
    expect(await stripe.confirmationTokens.retrieve(id)).toMatchObject({
      payment_intent: null,
      payment_method_preview: { card: { last4: '4242' } },
    });
    const intent = await hold({ confirmation_token: id });
    expect((await stripe.confirmationTokens.retrieve(id)).payment_intent).toBe(intent.id);
  });
});

describe('what Stripe refuses', () => {
  it('names an unknown parameter', async () => {
    const error = await refusal(
      stripe.paymentIntents.create({ amount: 1000, currency: 'usd', payment_metod: 'x' } as never),
    );
    expect(error).toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'parameter_unknown',
      param: 'payment_metod',
    });
  });

  it('no longer takes payment_method_types', async () => {
    const error = await refusal(
      stripe.paymentIntents.create({ amount: 1000, currency: 'usd', payment_method_types: ['card'] } as never),
    );
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_method_types_no_longer_supported' });
  });

  it('wants the required parameters, an amount of at least half a dollar, and integers', async () => {
    expect(await refusal(stripe.paymentIntents.create({ amount: 1000 } as never))).toMatchObject({
      code: 'parameter_missing',
      param: 'currency',
    });
    expect(await refusal(stripe.paymentIntents.create({ amount: 49, currency: 'usd' }))).toMatchObject({
      code: 'amount_too_small',
    });
    expect(await refusal(stripe.paymentIntents.create({ amount: 10.5, currency: 'usd' }))).toMatchObject({
      code: 'parameter_invalid_integer',
    });
  });

  it('takes no card numbers from a server', async () => {
    const card = { number: '4242424242424242', exp_month: 1, exp_year: 2030, cvc: '123' };
    expect((await refusal(stripe.paymentMethods.create({ type: 'card', card }))).message).toContain(
      'credit card numbers directly',
    );
  });

  it('turns away unknown keys, unknown paths and secret calls with a publishable key', async () => {
    const at = { host: '127.0.0.1', port: sandbox.port, protocol: 'http' as const, maxNetworkRetries: 0 };
    expect(await refusal(new Stripe('sk_live_abcdefghijkl', at).balance.retrieve())).toMatchObject({ statusCode: 401 });
    expect(await refusal(new Stripe(sandbox.publishableKey, at).balance.retrieve())).toMatchObject({
      code: 'secret_key_required',
    });
    expect(await refusal(stripe.rawRequest('GET', '/v1/nothing'))).toMatchObject({ statusCode: 404 });
    expect(await refusal(stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('shows an intent to a browser only with its client secret, and without the seller’s side of it', async () => {
    const intent = await hold({ metadata: { order: 'ord_secret' } });
    const read = (secret: string): Promise<Response> =>
      fetch(`${sandbox.url}/v1/payment_intents/${intent.id}?client_secret=${secret}`, {
        headers: { authorization: `Bearer ${sandbox.publishableKey}` },
      });
    expect((await read('wrong')).status).toBe(404);
    const shown = await (await read(intent.client_secret as string)).text();
    expect(shown).toContain('requires_capture');
    expect(shown).not.toContain('ord_secret');
  });
});

describe('idempotency', () => {
  it('replays the first answer, declines included, without doing the work twice', async () => {
    const params = {
      amount: 2000,
      currency: 'usd',
      confirm: true,
      confirmation_token: await token('pm_card_visa_chargeDeclined'),
    };
    const first = await refusal(stripe.paymentIntents.create(params, { idempotencyKey: 'order-1-auth-1' }));
    const second = await refusal(stripe.paymentIntents.create(params, { idempotencyKey: 'order-1-auth-1' }));
    expect((second.payment_intent as Stripe.PaymentIntent).id).toBe((first.payment_intent as Stripe.PaymentIntent).id);
    expect(second.headers?.['idempotent-replayed']).toBe('true');
    expect(second.headers?.['original-request']).toBe(first.requestId);
  });

  it('refuses the same key with other parameters or for another endpoint', async () => {
    await stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'k-1' });
    const other = await refusal(stripe.customers.create({ email: 'b@example.com' }, { idempotencyKey: 'k-1' }));
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(other.statusCode).toBe(400);
    expect((await refusal(stripe.refunds.create({ charge: 'ch_1' }, { idempotencyKey: 'k-1' }))).message).toContain(
      'same endpoint',
    );
  });

  it('keeps nothing of a call that failed validation', async () => {
    await refusal(stripe.customers.create({ emial: 'x' } as never, { idempotencyKey: 'k-2' }));
    expect((await stripe.customers.create({ email: 'x@example.com' }, { idempotencyKey: 'k-2' })).email).toBe(
      'x@example.com',
    );
  });
});

describe('refunds', () => {
  const paid = async (method = 'pm_card_visa'): Promise<Stripe.PaymentIntent> =>
    hold({ capture_method: 'automatic', confirmation_token: await token(method) });

  it('give back a part, then the rest, and nothing more', async () => {
    await paid('pm_card_bypassPending');
    await paid('pm_card_bypassPending');
    const intent = await paid();
    const part = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 4000,
      metadata: { return: 'r1' },
      expand: ['balance_transaction'],
    });
    expect(part).toMatchObject({
      status: 'succeeded',
      amount: 4000,
      balance_transaction: { net: -4000, type: 'refund' },
    });
    await stripe.refunds.create({ payment_intent: intent.id });
    const charge = await stripe.charges.retrieve(intent.latest_charge as string, { expand: ['refunds'] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 10_000 });
    expect(charge.refunds?.data).toHaveLength(2);
    expect(await refusal(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      code: 'charge_already_refunded',
    });
  });
});

describe('customers and lists', () => {
  it('walks every page of a list by itself', async () => {
    for (let index = 0; index < 12; index += 1) await stripe.customers.create({ email: 'many@example.com' });
    const found = await stripe.customers
      .list({ email: 'many@example.com', limit: 5 })
      .autoPagingToArray({ limit: 100 });
    expect(new Set(found.map(({ id }) => id)).size).toBe(12);
  });

  it('keeps a card with its customer, and a declined card with none', async () => {
    const customer = await stripe.customers.create({ name: 'Jenny Rosen', metadata: { a: '1', b: '2' } });
    await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
    expect(
      await refusal(stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer: customer.id })),
    ).toMatchObject({ code: 'card_declined' });
    expect((await stripe.customers.update(customer.id, { metadata: { a: '', c: '3' } })).metadata).toEqual({
      b: '2',
      c: '3',
    });
    await stripe.customers.del(customer.id);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
  });

  it('expands along a path through a list, and says which path it cannot expand', async () => {
    await hold({ capture_method: 'automatic' });
    const { data } = await stripe.paymentIntents.list({
      limit: 1,
      expand: ['data.latest_charge.balance_transaction', 'data.payment_method'],
    });
    expect((data[0]?.latest_charge as Stripe.Charge | undefined)?.balance_transaction).toMatchObject({
      object: 'balance_transaction',
    });
    expect((await refusal(stripe.paymentIntents.list({ expand: ['data.nothing'] }))).message).toContain(
      'cannot be expanded',
    );
  });
});
