import Stripe from 'stripe';
import { openHouse, refusal, type House } from './house.ts';
import { listen, typesOf, type Listener } from './sandbox.ts';

let house: House;
let listener: Listener;

beforeEach(async () => {
  house = await openHouse();
  listener = await listen();
});
afterEach(async () => {
  await house.close();
  await listener.close();
});

const destination = (
  enabled_events: string[],
  more: Partial<Stripe.V2.Core.EventDestinationCreateParams> = {},
): Promise<Stripe.V2.Core.EventDestination> =>
  house.stripe.v2.core.eventDestinations.create({
    name: 'shop',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events,
    webhook_endpoint: { url: listener.url },
    include: ['webhook_endpoint.signing_secret', 'webhook_endpoint.url'],
    ...more,
  });

describe('a thin event of a v1 object', () => {
  it('names the object, and the SDK reads both the object and the event again', async () => {
    const made = await destination(['v1.payment_intent.succeeded']);
    const intent = await house.pay();
    const [received] = await listener.until((all) => all.length === 1);
    const notification = house.stripe.parseEventNotification(
      received?.body ?? '',
      received?.signature ?? '',
      made.webhook_endpoint?.signing_secret ?? '',
    );
    expect(notification).toMatchObject({
      object: 'v2.core.event',
      type: 'v1.payment_intent.succeeded',
      related_object: { id: intent.id, type: 'payment_intent', url: `/v1/payment_intents/${intent.id}` },
      reason: { type: 'request', request: { id: intent.lastResponse.requestId } },
    });
    if (notification.type !== 'v1.payment_intent.succeeded') throw new Error('another event');
    expect(await notification.fetchRelatedObject()).toMatchObject({ id: intent.id, status: 'succeeded' });
    const event = await notification.fetchEvent();
    expect(event).toMatchObject({ id: notification.id, type: notification.type });
    expect((await house.stripe.events.retrieve(event.snapshot_event ?? '')).type).toBe('payment_intent.succeeded');
    expect(() =>
      house.stripe.parseEventNotification(received?.body ?? '', received?.signature ?? '', 'whsec_wrong'),
    ).toThrow('signature');
  });

  it('of a connected account carries it as context, and is read there', async () => {
    const made = await destination(['v1.payout.created', 'v1.balance.available'], { events_from: ['@accounts'] });
    const account = await house.recipient();
    await house.fund(20_000);
    await house.stripe.transfers.create({ amount: 500, currency: 'usd', destination: account });
    const payout = await house.stripe.payouts.create({ amount: 500, currency: 'usd' }, { stripeAccount: account });
    await house.fund(20_000);
    await house.stripe.payouts.create({ amount: 500, currency: 'usd' });
    const [received, ...others] = await listener.until((all) => all.length >= 1);
    expect(others).toEqual([]);
    const notification = house.stripe.parseEventNotification(
      received?.body ?? '',
      received?.signature ?? '',
      made.webhook_endpoint?.signing_secret ?? '',
    );
    expect(String(notification.context)).toBe(account);
    if (notification.type !== 'v1.payout.created') throw new Error('another event');
    expect(await notification.fetchRelatedObject()).toMatchObject({ id: payout.id, object: 'payout' });
  });
});

describe('a thin event of a v2 account', () => {
  it('tells that a capability changed, and the account says how', async () => {
    const type = 'v2.core.account[configuration.recipient].capability_status_updated';
    const made = await destination([type]);
    const account = await house.recipient();
    const received = await listener.until((all) => all.length === 2);
    const notification = house.stripe.parseEventNotification(
      received[0]?.body ?? '',
      received[0]?.signature ?? '',
      made.webhook_endpoint?.signing_secret ?? '',
    );
    if (notification.type !== type) throw new Error('another event');
    expect(await notification.fetchRelatedObject()).toMatchObject({ id: account, object: 'v2.core.account' });
    expect(received[0]?.body).not.toContain('updated_capability');
    const said = await Promise.all(
      received.map(async ({ body }) => {
        const event = await house.stripe.v2.core.events.retrieve((JSON.parse(body) as { id: string }).id);
        return event.type === type ? event.data.updated_capability : undefined;
      }),
    );
    expect(said.toSorted()).toEqual(['stripe_balance.payouts', 'stripe_balance.stripe_transfers']);
  });
});

describe('an event destination', () => {
  it('takes snapshot events too, signed with its own secret', async () => {
    const made = await destination(['customer.created'], { event_payload: 'snapshot' });
    await house.stripe.customers.create({ name: 'Jenny' });
    const [received] = await listener.until((all) => all.length === 1);
    const event = house.stripe.webhooks.constructEvent(
      received?.body ?? '',
      received?.signature ?? '',
      made.webhook_endpoint?.signing_secret ?? '',
    );
    expect(event.type).toBe('customer.created');
  });

  it('shows its secret once, and its address where asked to', async () => {
    const { id } = await destination(['v1.customer.created']);
    expect((await house.stripe.v2.core.eventDestinations.retrieve(id)).webhook_endpoint).toBeUndefined();
    const shown = await house.stripe.v2.core.eventDestinations.retrieve(id, { include: ['webhook_endpoint.url'] });
    expect(shown.webhook_endpoint).toEqual({ url: listener.url });
  });

  it('can be pinged, turned off and on, changed, listed and deleted', async () => {
    const { id } = await destination(['v1.customer.created']);
    const ping = await house.stripe.v2.core.eventDestinations.ping(id);
    const [received] = await listener.until((all) => all.length === 1);
    expect(JSON.parse(received?.body ?? '{}')).toMatchObject({ id: ping.id, type: 'v2.core.event_destination.ping' });
    const off = await house.stripe.v2.core.eventDestinations.disable(id);
    expect(off).toMatchObject({ status: 'disabled', status_details: { disabled: { reason: 'user' } } });
    await house.stripe.customers.create({});
    expect((await house.stripe.v2.core.eventDestinations.enable(id)).status).toBe('enabled');
    await house.stripe.v2.core.eventDestinations.update(id, {
      name: 'renamed',
      enabled_events: ['v1.customer.deleted'],
      metadata: { a: 'b' },
    });
    const customer = await house.stripe.customers.create({});
    await house.stripe.customers.del(customer.id);
    expect(typesOf(await listener.until((all) => all.length === 2)).at(-1)).toBe('v1.customer.deleted');
    expect((await house.stripe.v2.core.eventDestinations.list()).data).toMatchObject([
      { name: 'renamed', metadata: { a: 'b' } },
    ]);
    expect((await house.stripe.v2.core.eventDestinations.del(id)).id).toBe(id);
    expect((await refusal(house.stripe.v2.core.eventDestinations.retrieve(id))).statusCode).toBe(404);
  });
});

describe('a webhook endpoint', () => {
  it('listens to the platform or to its connected accounts, never to both', async () => {
    const connected = await listen();
    await house.stripe.webhookEndpoints.create({ url: listener.url, enabled_events: ['payout.created'] });
    await house.stripe.webhookEndpoints.create({
      url: connected.url,
      enabled_events: ['payout.created'],
      connect: true,
    });
    const account = await house.recipient();
    await house.fund(20_000);
    await house.stripe.transfers.create({ amount: 500, currency: 'usd', destination: account });
    await house.stripe.payouts.create({ amount: 100, currency: 'usd' }, { stripeAccount: account });
    await house.stripe.payouts.create({ amount: 200, currency: 'usd' });
    const amountsOf = (body: string | undefined): [unknown, number] => {
      const event = JSON.parse(body ?? '{}') as Stripe.PayoutCreatedEvent;
      return [event.account, event.data.object.amount];
    };
    expect((await listener.until((all) => all.length === 1)).map(({ body }) => amountsOf(body))).toEqual([
      [undefined, 200],
    ]);
    expect((await connected.until((all) => all.length === 1)).map(({ body }) => amountsOf(body))).toEqual([
      [account, 100],
    ]);
    await connected.close();
  });
});
