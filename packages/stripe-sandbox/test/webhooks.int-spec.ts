import { startSandbox } from './fidelity.ts';
import { aDataFile, listen, typesOf } from './sandbox.ts';
import { clientOf } from './shop.ts';

const SECRET = 'whsec_integration';

describe('webhooks', () => {
  it('reach the endpoint signed, and are tried again until it takes them', async () => {
    const listener = await listen();
    listener.answers.push(500, 302);
    const sandbox = await startSandbox({ port: 0, webhook: { url: listener.url, secret: SECRET } });
    const stripe = clientOf(sandbox);
    const customer = await stripe.customers.create({ email: 'a@example.com' });
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
    const [first] = await listener.until((received) => received.length === 1);
    const event = stripe.webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', SECRET);
    expect(event).toMatchObject({
      type: 'customer.created',
      api_version: '2026-10-28.endive',
      data: { object: { id: customer.id } },
    });
    expect(() => stripe.webhooks.constructEvent(`${first?.body} `, first?.signature ?? '', SECRET)).toThrow();
    await sandbox.close();
    await listener.close();
  });

  it('are not lost when the sandbox stops before they were taken', async () => {
    const dataFile = aDataFile();
    const listener = await listen();
    const webhook = { url: listener.url, secret: SECRET };
    await listener.close();
    const first = await startSandbox({ port: 0, dataFile, webhook });
    await clientOf(first).customers.create({ email: 'a@example.com' });
    await first.close();
    const back = await listen(Number(new URL(listener.url).port));
    const second = await startSandbox({ port: 0, dataFile, webhook });
    expect(typesOf(await back.until((received) => received.length === 1))).toEqual(['customer.created']);
    await second.close();
    await back.close();
  });

  it('go to endpoints made through the API, by the events they ask for, under their own secret', async () => {
    const listener = await listen();
    const sandbox = await startSandbox({ port: 0 });
    const stripe = clientOf(sandbox);
    const endpoint = await stripe.webhookEndpoints.create({
      url: listener.url,
      enabled_events: ['payment_intent.succeeded', 'refund.created'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    await stripe.refunds.create({ payment_intent: intent.id });
    const received = await listener.until((all) => all.length === 2);
    expect(typesOf(received).toSorted()).toEqual(['payment_intent.succeeded', 'refund.created']);
    for (const { body, signature } of received) stripe.webhooks.constructEvent(body, signature, endpoint.secret ?? '');
    await sandbox.close();
    await listener.close();
  });
});

describe('a restart', () => {
  it('forgets nothing: money, keys and events are as they were', async () => {
    const dataFile = aDataFile();
    const first = await startSandbox({ port: 0, dataFile });
    const before = clientOf(first);
    const token = await before.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    const params = {
      amount: 3000,
      currency: 'usd',
      confirm: true,
      capture_method: 'manual' as const,
      confirmation_token: token.id,
    };
    const intent = await before.paymentIntents.create(params, { idempotencyKey: 'order-9' });
    await first.close();
    const second = await startSandbox({ port: 0, dataFile });
    const after = clientOf(second);
    const replayed = await after.paymentIntents.create(params, { idempotencyKey: 'order-9' });
    expect(replayed.id).toBe(intent.id);
    expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await after.paymentIntents.capture(intent.id)).toMatchObject({ status: 'succeeded', amount_received: 3000 });
    expect((await after.balance.retrieve()).pending[0]?.amount).toBe(3000 - 117);
    await second.close();
  });
});
