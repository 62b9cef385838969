import Stripe from 'stripe';
import type { Sandbox } from '../src/index.ts';
import { startSandbox } from './fidelity.ts';
import { listen, typesOf, type Listener } from './sandbox.ts';
import { clientOf } from './shop.ts';

const SECRET = 'whsec_control';
const DAY = 86_400;

let sandbox: Sandbox;
let listener: Listener;
let stripe: Stripe;

beforeEach(async () => {
  listener = await listen();
  sandbox = await startSandbox({ port: 0, webhook: { url: listener.url, secret: SECRET } });
  stripe = clientOf(sandbox);
});
afterEach(async () => {
  await sandbox.close();
  await listener.close();
});

const control = async (
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${sandbox.url}/_sandbox${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });

const pay = async (
  method = 'pm_card_visa',
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
  options: Stripe.RequestOptions = {},
): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create(
    {
      amount: 10_000,
      currency: 'usd',
      confirm: true,
      payment_method: method,
      return_url: 'https://shop.example/back',
      ...more,
    },
    options,
  );

const codeOf = async (call: Promise<unknown>): Promise<string | undefined> => {
  try {
    await call;
    return 'no error';
  } catch (error) {
    return error instanceof Stripe.errors.StripeError ? (error.code ?? error.type) : 'other';
  }
};

describe('the sandbox clock', () => {
  it('lets a hold expire after seven days', async () => {
    const held = await pay('pm_card_visa', { capture_method: 'manual' });
    await control('POST', '/clock', { seconds: 7 * DAY - 60 });
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('requires_capture');
    await control('POST', '/clock', { seconds: 120 });
    expect(await stripe.paymentIntents.retrieve(held.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
    });
    expect(await codeOf(stripe.paymentIntents.capture(held.id))).toBe('payment_intent_unexpected_state');
    expect(typesOf(await listener.until((all) => typesOf(all).includes('payment_intent.canceled')))).toContain(
      'charge.expired',
    );
  });

  it('lets a confirmation token expire', async () => {
    const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    await control('POST', '/clock', { seconds: DAY });
    await expect(
      stripe.paymentIntents.create({ amount: 1000, currency: 'usd', confirm: true, confirmation_token: token.id }),
    ).rejects.toThrow('expired');
  });

  it('makes pending money available after two days', async () => {
    await pay();
    expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(0);
    await control('POST', '/clock', { seconds: 2 * DAY });
    expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(9680);
  });

  it('settles slow refunds and lets others fail, which returns the money', async () => {
    await pay('pm_card_bypassPending', { amount: 50_000 });
    const slow = await stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id });
    expect(slow.status).toBe('pending');
    const failing = await pay('pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: failing.id, amount: 4000 });
    expect(refund.status).toBe('succeeded');
    await control('POST', '/clock', { seconds: 10 });
    expect((await stripe.refunds.retrieve(slow.id)).status).toBe('succeeded');
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
    });
    expect((await stripe.charges.retrieve(failing.latest_charge as string)).amount_refunded).toBe(0);
  });
});

describe('failures on order', () => {
  it('fail before the work: nothing happened', async () => {
    await control('POST', '/faults', { status: 503, count: 2, path: '/v1/customers' });
    expect(await codeOf(stripe.customers.create({ email: 'a@example.com' }))).toBe('StripeAPIError');
    expect(await codeOf(stripe.customers.list())).toBe('StripeAPIError');
    expect((await stripe.customers.list()).data).toHaveLength(0);
  });

  it('fail after the work, and the key replays that failure: the caller must look before it tries anew', async () => {
    await control('POST', '/faults', { status: 500, afterEffect: true, path: '/v1/payment_intents' });
    const again = (): Promise<Stripe.PaymentIntent> => pay('pm_card_visa', {}, { idempotencyKey: 'order-1-auth-1' });
    expect(await codeOf(again())).toBe('StripeAPIError');
    expect(await codeOf(again())).toBe('StripeAPIError');
    expect((await stripe.paymentIntents.list()).data.map(({ status }) => status)).toEqual(['succeeded']);
  });

  it('cut the line after the work: the same key brings the answer and charges once', async () => {
    await control('POST', '/faults', { afterEffect: true, hangUp: true, path: '/v1/payment_intents' });
    const retrying = new Stripe(sandbox.secretKey, {
      host: '127.0.0.1',
      port: sandbox.port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 1,
    });
    const paid = await retrying.paymentIntents.create({
      amount: 700,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example',
    });
    expect(paid.status).toBe('succeeded');
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('answer 409 to a twin of a call that is still running', async () => {
    await control('POST', '/latency', { milliseconds: 150 });
    const codes = await Promise.all(
      [1, 2].map(() => codeOf(stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'twin' }))),
    );
    expect(codes.toSorted()).toEqual(['idempotency_key_in_use', 'no error']);
  });
});

describe('webhooks on order', () => {
  it('wait while paused and go out afterwards', async () => {
    await control('POST', '/webhooks', { isPaused: true });
    await stripe.customers.create({});
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
    await control('POST', '/webhooks', { isPaused: false });
    await listener.until((all) => all.length === 1);
  });

  it('are lost, doubled or signed wrongly when asked, and can be sent again', async () => {
    await control('POST', '/webhooks', { dropNext: 1 });
    const lost = await stripe.customers.create({ description: 'lost' });
    await control('POST', '/webhooks', { duplicate: true });
    await stripe.customers.create({ description: 'doubled' });
    const doubled = await listener.until((all) => all.length === 2);
    expect(doubled[0]?.body).toBe(doubled[1]?.body);
    await control('DELETE', '/faults');
    const missed = (await stripe.events.list({ delivery_success: false })).data;
    expect(missed.map((event) => (event.data.object as Stripe.Customer).id)).toEqual([lost.id]);
    await control('POST', '/webhooks', { corruptSignature: true });
    await control('POST', '/webhooks/replay', { event: missed[0]?.id });
    const [, , forged] = await listener.until((all) => all.length === 3);
    expect(() => stripe.webhooks.constructEvent(forged?.body ?? '', forged?.signature ?? '', SECRET)).toThrow();
  });
});

describe('disputes', () => {
  it('withdraw amount and fee, block refunds, and give both back when won', async () => {
    const paid = await pay('pm_card_createDispute');
    await control('POST', '/clock', { seconds: 5 });
    const [dispute] = (await stripe.disputes.list({ payment_intent: paid.id })).data;
    expect(dispute).toMatchObject({ amount: 10_000, status: 'needs_response', reason: 'fraudulent' });
    expect(dispute?.balance_transactions[0]).toMatchObject({ amount: -10_000, fee: 1500, net: -11_500 });
    expect(await codeOf(stripe.refunds.create({ payment_intent: paid.id }))).toBe('charge_disputed');
    const won = await stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    expect(won.status).toBe('won');
    expect(won.balance_transactions.reduce((sum, row) => sum + row.net, 0)).toBe(0);
    const heard = await listener.until((all) => typesOf(all).includes('charge.dispute.closed'));
    expect(typesOf(heard)).toEqual(
      expect.arrayContaining([
        'charge.dispute.created',
        'charge.dispute.funds_withdrawn',
        'charge.dispute.funds_reinstated',
      ]),
    );
  });

  it('begin as an inquiry that moves no money and may still be refunded', async () => {
    const paid = await pay();
    const opened = (await (
      await control('POST', '/disputes', { charge: paid.id, inquiry: true })
    ).json()) as Stripe.Dispute;
    expect(opened).toMatchObject({
      status: 'warning_needs_response',
      is_charge_refundable: true,
      balance_transactions: [],
    });
    await control('POST', `/disputes/${opened.id}`, { outcome: 'lost' });
    expect((await stripe.disputes.retrieve(opened.id)).status).toBe('warning_closed');
  });
});

describe('the control plane', () => {
  it('forgets everything when told to', async () => {
    await pay();
    await control('POST', '/reset', {});
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  it('turns pages of other origins away and names what it has', async () => {
    expect((await control('POST', '/reset', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await (await control('GET', '/nothing')).text()).toContain('/clock');
    expect((await control('POST', '/clock', { seconds: 'soon' })).status).toBe(400);
  });

  it('shows payments with what was captured of them', async () => {
    const held = await pay('pm_card_visa', { capture_method: 'manual', metadata: { order: 'ord_7' } });
    await stripe.paymentIntents.capture(held.id, { amount_to_capture: 2500 });
    const { payments } = (await (await control('GET', '/overview')).json()) as { payments: object[] };
    expect(payments[0]).toMatchObject({ amount: 10_000, captured: 2500, card: '4242', metadata: { order: 'ord_7' } });
  });
});
