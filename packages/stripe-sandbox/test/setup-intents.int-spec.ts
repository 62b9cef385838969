import type Stripe from 'stripe';
import { openHouse, refusal, type House } from './house.ts';

let house: House;
let customer: string;

beforeEach(async () => {
  house = await openHouse();
  customer = (await house.stripe.customers.create({ name: 'Jenny Rosen' })).id;
});
afterEach(() => house.close());

const setUp = (
  payment_method: string,
  more: Partial<Stripe.SetupIntentCreateParams> = {},
): Promise<Stripe.SetupIntent> =>
  house.stripe.setupIntents.create({
    customer,
    payment_method,
    confirm: true,
    return_url: 'https://shop.example/back',
    ...more,
  });

const charge = (payment_method: string): Promise<Stripe.PaymentIntent> =>
  house.stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    customer,
    payment_method,
    confirm: true,
    off_session: true,
  });

describe('a setup intent', () => {
  it('keeps a card for later, which then pays without the buyer', async () => {
    const intent = await setUp('pm_card_visa');
    expect(intent).toMatchObject({ status: 'succeeded', usage: 'off_session', latest_attempt: null });
    const method = intent.payment_method as string;
    expect((await house.stripe.paymentMethods.retrieve(method)).customer).toBe(customer);
    expect((await charge(method)).status).toBe('succeeded');
    expect(await house.events()).toEqual(
      expect.arrayContaining(['setup_intent.created', 'payment_method.attached', 'setup_intent.succeeded']),
    );
  });

  it('is confirmed after its making, with a method or a confirmation token', async () => {
    const first = await house.stripe.setupIntents.create({ customer });
    expect(first).toMatchObject({ status: 'requires_payment_method', client_secret: expect.stringContaining('seti_') });
    expect((await refusal(house.stripe.setupIntents.confirm(first.id))).code).toBe('setup_intent_unexpected_state');
    const token = await house.stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    const done = await house.stripe.setupIntents.confirm(first.id, { confirmation_token: token.id });
    expect(done.status).toBe('succeeded');
    expect((await house.stripe.confirmationTokens.retrieve(token.id)).setup_intent).toBe(first.id);
    expect((await refusal(house.stripe.setupIntents.confirm(first.id))).code).toBe('setup_intent_unexpected_state');
  });

  it('asks the holder first where the bank wants that, once and for all later payments', async () => {
    const intent = await setUp('pm_card_authenticationRequiredOnSetup');
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
    const { source } = (intent.next_action?.use_stripe_sdk ?? {}) as { source?: string };
    await house.control('POST', `/challenges/${source}`, { outcome: 'complete' });
    const done = await house.stripe.setupIntents.retrieve(intent.id);
    expect(done.status).toBe('succeeded');
    expect((await charge(done.payment_method as string)).status).toBe('succeeded');
  });

  it('fails where the holder or the bank says no', async () => {
    const intent = await setUp('pm_card_threeDSecure2Required');
    const { source } = (intent.next_action?.use_stripe_sdk ?? {}) as { source?: string };
    await house.control('POST', `/challenges/${source}`, { outcome: 'fail' });
    expect(await house.stripe.setupIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    });
    const error = await refusal(setUp('pm_card_chargeDeclined'));
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect(error.setup_intent).toMatchObject({ status: 'requires_payment_method' });
  });

  it('takes a card that will be declined later on', async () => {
    const intent = await setUp('pm_card_chargeCustomerFail');
    expect(intent.status).toBe('succeeded');
    expect((await refusal(charge(intent.payment_method as string))).code).toBe('card_declined');
  });

  it('is changed, listed and canceled', async () => {
    const intent = await house.stripe.setupIntents.create({ customer });
    await house.stripe.setupIntents.update(intent.id, { metadata: { a: 'b' }, payment_method: 'pm_card_visa' });
    expect((await house.stripe.setupIntents.list({ customer })).data).toMatchObject([
      { metadata: { a: 'b' }, status: 'requires_confirmation' },
    ]);
    expect(await house.stripe.setupIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
    });
    expect((await refusal(house.stripe.setupIntents.cancel(intent.id))).statusCode).toBe(400);
  });
});

describe('a customer', () => {
  it('has payment methods that are told of as they come and go', async () => {
    const { payment_method } = await setUp('pm_card_visa');
    const id = payment_method as string;
    expect((await house.stripe.customers.retrievePaymentMethod(customer, id)).id).toBe(id);
    await house.stripe.customers.update(customer, { name: 'Jenny R.', metadata: { vip: 'yes' } });
    const [updated] = (await house.stripe.events.list({ type: 'customer.updated' })).data;
    expect(updated?.data.previous_attributes).toEqual({ name: 'Jenny Rosen', metadata: {} });
    await house.stripe.customers.del(customer);
    expect((await house.events()).slice(-2)).toEqual(['payment_method.detached', 'customer.deleted']);
    expect((await house.stripe.paymentMethods.retrieve(id)).customer).toBeNull();
  });
});
