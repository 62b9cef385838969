import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { startSandbox } from './fidelity.ts';
import { clientOf } from './shop.ts';

/**
 * What a shop relies on, asked of the sandbox always and of Stripe itself when `STRIPE_TEST_KEY` holds the secret key of a
 * Stripe sandbox with Connect. Nothing here reaches for the control plane or for the sandbox's own records.
 */
const key = process.env['STRIPE_TEST_KEY'];
if (key && !/^(sk|rk)_test_/.test(key))
  throw new Error('STRIPE_TEST_KEY must be a test key: the suite makes payments.');

const HOUSES: [name: string, open: () => Promise<{ stripe: Stripe; close: () => Promise<void> }>][] = [
  [
    'the sandbox',
    async () => {
      const sandbox = await startSandbox({ port: 0 });
      return { stripe: clientOf(sandbox), close: () => sandbox.close() };
    },
  ],
];
if (key) {
  const stripe = new Stripe(key, { telemetry: false });
  HOUSES.push(['Stripe', () => Promise.resolve({ stripe, close: () => Promise.resolve() })]);
} else {
  console.log('STRIPE_TEST_KEY is not set: the contract is held against the sandbox only.');
}

const DECLINES: [method: string, code: string, declineCode: string | undefined][] = [
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
];

describe.each(HOUSES)('%s', (_name, open) => {
  let stripe: Stripe;
  let close: () => Promise<void>;
  beforeAll(async () => ({ stripe, close } = await open()));
  afterAll(() => close());

  const pay = (
    method: string,
    more: Partial<Stripe.PaymentIntentCreateParams> = {},
    options: Stripe.RequestOptions = {},
  ): Promise<Stripe.Response<Stripe.PaymentIntent>> =>
    stripe.paymentIntents.create(
      {
        amount: 2500,
        currency: 'usd',
        confirm: true,
        payment_method: method,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        ...more,
      },
      options,
    );

  const refusal = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
    try {
      await call;
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError) return error;
      throw error;
    }
    throw new Error('the call was not refused');
  };

  describe('payments', () => {
    it('begin without a payment method and with a secret for the browser', async () => {
      const intent = await stripe.paymentIntents.create({ amount: 2500, currency: 'usd', metadata: { order: '7' } });
      expect(intent).toMatchObject({
        object: 'payment_intent',
        status: 'requires_payment_method',
        amount: 2500,
        amount_received: 0,
        currency: 'usd',
        latest_charge: null,
        livemode: false,
        metadata: { order: '7' },
      });
      expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
      const canceled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' });
      expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    });

    it('are confirmed later as well as at once', async () => {
      const intent = await stripe.paymentIntents.create({
        amount: 2500,
        currency: 'usd',
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      });
      const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_mastercard' });
      expect(paid).toMatchObject({ status: 'succeeded', amount_received: 2500 });
      const charge = await stripe.charges.retrieve(paid.latest_charge as string);
      expect(charge).toMatchObject({ paid: true, captured: true, amount_captured: 2500, payment_intent: intent.id });
      expect(charge.payment_method_details?.card).toMatchObject({ brand: 'mastercard', last4: '4444' });
    });

    it.each(DECLINES)('%s is refused with the code %s', async (method, code, declineCode) => {
      const error = await refusal(pay(method));
      expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
      expect(error).toMatchObject({ statusCode: 402, code });
      if (declineCode) expect(error.decline_code).toBe(declineCode);
      expect(error.payment_intent).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code, type: 'card_error' },
      });
      expect(error.charge).toMatch(/^(ch|py)_/);
    });

    it('on hold are captured in part, and the rest is let go', async () => {
      const held = await pay('pm_card_visa', { capture_method: 'manual' });
      expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 2500, amount_received: 0 });
      const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1900 });
      expect(taken).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 1900 });
      const charge = await stripe.charges.retrieve(taken.latest_charge as string);
      expect(charge).toMatchObject({ amount: 2500, amount_captured: 1900, refunded: false });
      expect(await refusal(stripe.paymentIntents.capture(held.id))).toMatchObject({
        statusCode: 400,
        code: 'payment_intent_unexpected_state',
      });
    });

    it('on hold are canceled, and are over then', async () => {
      const held = await pay('pm_card_visa', { capture_method: 'manual' });
      expect(await stripe.paymentIntents.cancel(held.id)).toMatchObject({ status: 'canceled', amount_capturable: 0 });
      expect(await refusal(stripe.paymentIntents.cancel(held.id))).toMatchObject({
        code: 'payment_intent_unexpected_state',
      });
    });

    it('wait for the bank where it asks', async () => {
      const intent = await pay('pm_card_threeDSecure2Required');
      expect(intent.status).toBe('requires_action');
      expect(intent.next_action?.type).toBe('use_stripe_sdk');
      await stripe.paymentIntents.cancel(intent.id);
    });

    it('are made with a confirmation token, once', async () => {
      const { id } = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
      const token = await stripe.confirmationTokens.retrieve(id);
      expect(token).toMatchObject({ object: 'confirmation_token', payment_method_preview: { type: 'card' } });
      const made = {
        amount: 2500,
        currency: 'usd',
        confirm: true,
        confirmation_token: id,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' as const },
      };
      expect((await stripe.paymentIntents.create(made)).status).toBe('succeeded');
      expect((await refusal(stripe.paymentIntents.create(made))).statusCode).toBe(400);
    });
  });

  describe('idempotency keys', () => {
    it('give the first answer again and say that it is a replay', async () => {
      const idempotencyKey = randomUUID();
      const first = await pay('pm_card_visa', {}, { idempotencyKey });
      const again = await pay('pm_card_visa', {}, { idempotencyKey });
      expect(again.id).toBe(first.id);
      const { headers } = again.lastResponse;
      expect(headers).toMatchObject({ 'idempotent-replayed': 'true', 'idempotency-key': idempotencyKey });
      expect(headers['original-request']).toBe(first.lastResponse.requestId);
    });

    it('replay a decline too', async () => {
      const idempotencyKey = randomUUID();
      const first = await refusal(pay('pm_card_visa_chargeDeclined', {}, { idempotencyKey }));
      const again = await refusal(pay('pm_card_visa_chargeDeclined', {}, { idempotencyKey }));
      expect(again.charge).toBe(first.charge);
    });

    it('refuse other parameters', async () => {
      const idempotencyKey = randomUUID();
      await pay('pm_card_visa', {}, { idempotencyKey });
      const error = await refusal(pay('pm_card_visa', { amount: 2600 }, { idempotencyKey }));
      expect(error).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    });
  });

  describe('refunds', () => {
    it('give back a part, then the rest, and never more', async () => {
      const { id } = await pay('pm_card_visa');
      const part = await stripe.refunds.create({ payment_intent: id, amount: 1000, reason: 'requested_by_customer' });
      expect(part).toMatchObject({ object: 'refund', amount: 1000, currency: 'usd', reason: 'requested_by_customer' });
      const error = await refusal(stripe.refunds.create({ payment_intent: id, amount: 1501 }));
      expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
      await stripe.refunds.create({ payment_intent: id });
      expect(await refusal(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
        code: 'charge_already_refunded',
      });
      const { data } = await stripe.refunds.list({ payment_intent: id });
      expect(data.map(({ amount }) => amount)).toEqual([1500, 1000]);
    });

    it('are retrieved and carry metadata', async () => {
      const { id } = await pay('pm_card_visa');
      const refund = await stripe.refunds.create({ payment_intent: id, metadata: { return: 'r1' } });
      const noted = await stripe.refunds.update(refund.id, { metadata: { note: 'kept' } });
      expect(noted.metadata).toEqual({ return: 'r1', note: 'kept' });
      expect((await stripe.refunds.retrieve(refund.id)).metadata).toEqual(noted.metadata);
    });
  });

  describe('lists', () => {
    it('are paged from the newest by the id of the last', async () => {
      const customer = await stripe.customers.create({ email: 'lists@example.com' });
      for (const amount of [1000, 2000, 3000])
        await stripe.paymentIntents.create({ amount, currency: 'usd', customer: customer.id });
      const first = await stripe.paymentIntents.list({ customer: customer.id, limit: 2 });
      expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
      expect(first.data.map(({ amount }) => amount)).toEqual([3000, 2000]);
      const last = first.data[1]?.id ?? '';
      const rest = await stripe.paymentIntents.list({ customer: customer.id, limit: 2, starting_after: last });
      expect(rest.has_more).toBe(false);
      expect(rest.data.map(({ amount }) => amount)).toEqual([1000]);
      const all = await stripe.paymentIntents.list({ customer: customer.id, limit: 1 }).autoPagingToArray({ limit: 9 });
      expect(all).toHaveLength(3);
    });

    it('refuse a page of 101', async () => {
      expect(await refusal(stripe.charges.list({ limit: 101 }))).toMatchObject({ statusCode: 400, param: 'limit' });
    });
  });

  describe('expansion', () => {
    it('shows the objects themselves, several levels deep', async () => {
      const { id } = await pay('pm_card_visa');
      const intent = await stripe.paymentIntents.retrieve(id, {
        expand: ['latest_charge.balance_transaction', 'payment_method'],
      });
      const charge = intent.latest_charge as Stripe.Charge;
      const row = charge.balance_transaction as Stripe.BalanceTransaction;
      expect(row).toMatchObject({ object: 'balance_transaction', amount: 2500, type: 'charge', source: charge.id });
      expect(row.net).toBe(row.amount - row.fee);
      expect((intent.payment_method as Stripe.PaymentMethod).card?.last4).toBe('4242');
    });

    it('refuses what cannot be expanded', async () => {
      const { id } = await pay('pm_card_visa');
      const error = await refusal(stripe.paymentIntents.retrieve(id, { expand: ['shoe_size'] }));
      expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    });
  });

  describe('errors', () => {
    const raw = (method: 'GET' | 'POST', path: string, params: Record<string, unknown>): Promise<unknown> =>
      stripe.rawRequest(method, path, params);

    it('name an unknown parameter, also inside another', async () => {
      expect(await refusal(raw('POST', '/v1/payment_intents', { amount: 1, currency: 'usd', shoe: 42 }))).toMatchObject(
        {
          statusCode: 400,
          code: 'parameter_unknown',
          param: 'shoe',
        },
      );
      const inside = { amount: 2500, currency: 'usd', automatic_payment_methods: { enabled: true, shoe: 42 } };
      expect(await refusal(raw('POST', '/v1/payment_intents', inside))).toMatchObject({
        code: 'parameter_unknown',
        param: 'automatic_payment_methods[shoe]',
      });
    });

    it('name a missing parameter', async () => {
      expect(await refusal(raw('POST', '/v1/payment_intents', { currency: 'usd' }))).toMatchObject({
        statusCode: 400,
        code: 'parameter_missing',
        param: 'amount',
      });
    });

    it('name a parameter of the wrong type', async () => {
      expect(await refusal(raw('POST', '/v1/payment_intents', { amount: 'ten', currency: 'usd' }))).toMatchObject({
        statusCode: 400,
        code: 'parameter_invalid_integer',
        param: 'amount',
      });
    });

    it('say which values a closed list has', async () => {
      const error = await refusal(
        raw('POST', '/v1/payment_intents', { amount: 2500, currency: 'usd', capture_method: 'sometimes' }),
      );
      expect(error).toMatchObject({ statusCode: 400, param: 'capture_method' });
      expect(error.message).toMatch(/^Invalid capture_method: must be one of /);
    });

    it('say that payment_method_types is gone', async () => {
      const params = { amount: 2500, currency: 'usd', payment_method_types: ['card'] };
      expect(await refusal(raw('POST', '/v1/payment_intents', params))).toMatchObject({
        statusCode: 400,
        code: 'payment_method_types_no_longer_supported',
      });
    });

    it('say that there is no such object', async () => {
      expect(await refusal(stripe.paymentIntents.retrieve('pi_nothing'))).toMatchObject({
        statusCode: 404,
        code: 'resource_missing',
        param: 'intent',
      });
      expect(await refusal(stripe.refunds.create({ charge: 'ch_nothing' }))).toMatchObject({
        code: 'resource_missing',
      });
    });

    it('refuse an amount that is too small', async () => {
      expect(await refusal(stripe.paymentIntents.create({ amount: 1, currency: 'usd' }))).toMatchObject({
        statusCode: 400,
        code: 'amount_too_small',
      });
    });
  });

  describe('customers', () => {
    it('are made, changed, found by their mail and deleted', async () => {
      const email = `${randomUUID()}@example.com`;
      const { id } = await stripe.customers.create({ email, name: 'Mara', metadata: { tier: 'gold' } });
      const changed = await stripe.customers.update(id, { name: 'Mara Lind', metadata: { tier: '' } });
      expect(changed).toMatchObject({ object: 'customer', email, name: 'Mara Lind', metadata: {} });
      expect((await stripe.customers.list({ email })).data.map((customer) => customer.id)).toEqual([id]);
      expect(await stripe.customers.del(id)).toMatchObject({ id, deleted: true });
      expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
    });

    it('keep payment methods', async () => {
      const customer = await stripe.customers.create({ email: 'keeps@example.com' });
      const kept = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
      expect(kept).toMatchObject({ object: 'payment_method', type: 'card', customer: customer.id });
      const { data } = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
      expect(data.map(({ id }) => id)).toEqual([kept.id]);
      const paid = await pay(kept.id, { customer: customer.id, off_session: true });
      expect(paid.status).toBe('succeeded');
      expect(await stripe.paymentMethods.detach(kept.id)).toMatchObject({ customer: null });
    });
  });

  describe('connected accounts', () => {
    it('are needed for a transfer', async () => {
      const params = { amount: 100, currency: 'usd', transfer_group: 'none' } as Stripe.TransferCreateParams;
      expect(await refusal(stripe.transfers.create(params))).toMatchObject({ statusCode: 400, param: 'destination' });
      expect((await stripe.transfers.list({ limit: 1 })).object).toBe('list');
    });

    it('are made and read through v2, with more of them when asked', async () => {
      const made = await stripe.v2.core.accounts.create({
        contact_email: 'mara@example.com',
        display_name: 'Mara',
        dashboard: 'express',
        identity: { country: 'us' },
        defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
        configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
      });
      expect(made).toMatchObject({ object: 'v2.core.account', livemode: false, applied_configurations: ['recipient'] });
      const bare = await stripe.v2.core.accounts.retrieve(made.id);
      expect(bare.configuration ?? null).toBeNull();
      const full = await stripe.v2.core.accounts.retrieve(made.id, { include: ['configuration.recipient'] });
      expect(full.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers).toMatchObject({
        status: expect.stringMatching(/^(active|pending|restricted)$/) as string,
      });
      await stripe.v2.core.accounts.close(made.id, { applied_configurations: ['recipient'] });
    });
  });

  describe('events', () => {
    it('are kept with the object as it was', async () => {
      const { id } = await stripe.customers.create({ email: 'events@example.com' });
      let found: Stripe.Event | undefined;
      // Stripe lists an event a moment after the call that caused it.
      for (let attempt = 0; attempt < 20 && !found; attempt += 1) {
        const { data } = await stripe.events.list({ type: 'customer.created', limit: 20 });
        found = data.find((event) => (event.data.object as { id?: string }).id === id);
      }
      const event = await stripe.events.retrieve(found?.id ?? '');
      expect(event).toMatchObject({
        object: 'event',
        type: 'customer.created',
        livemode: false,
        data: { object: { id } },
      });
    });

    it('are verified by their signature over the raw body', () => {
      const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'balance.available' });
      const secret = 'whsec_contract';
      const header = stripe.webhooks.generateTestHeaderString({ payload, secret });
      expect(stripe.webhooks.constructEvent(payload, header, secret)).toMatchObject({ id: 'evt_1' });
      expect(() => stripe.webhooks.constructEvent(`${payload} `, header, secret)).toThrow(/signature/);
      const old = stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: 1_700_000_000 });
      expect(() => stripe.webhooks.constructEvent(payload, old, secret)).toThrow(/tolerance/);
    });
  });
});
