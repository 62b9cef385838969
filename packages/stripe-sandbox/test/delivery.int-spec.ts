import { openHouse, refusal, type House } from './house.ts';
import { aDataFile, listen, typesOf, type Listener } from './sandbox.ts';
import type { Delivery } from '../src/webhooks/delivery.ts';

const secret = 'whsec_delivery';
let house: House;
let listener: Listener;
let dataFile: string;

beforeEach(async () => {
  listener = await listen();
  dataFile = aDataFile();
  house = await openHouse({ dataFile, webhook: { url: listener.url, secret } });
});
afterEach(async () => {
  await house.close();
  await listener.close();
});

const deliveries = async (query = ''): Promise<Delivery[]> =>
  (await house.control<{ data: Delivery[] }>('GET', `/deliveries${query}`)).data;

const restart = async (): Promise<void> => {
  await house.close();
  house = await openHouse({ dataFile, webhook: { url: listener.url, secret } });
};

/** Resolves once the newest delivery has been tried that often. */
const tried = async (times: number): Promise<Delivery> => {
  for (;;) {
    const [newest] = await deliveries('?limit=1');
    if (newest && newest.tries >= times) return newest;
  }
};

describe('an event that its endpoint does not take', () => {
  it('is tried again when the sandbox clock says so, however little real time has gone by', async () => {
    listener.answers.push(...Array.from({ length: 8 }, () => 500));
    await house.stripe.customers.create({});
    for (let times = 1; times <= 8; times += 1) {
      const { attempts, state } = await tried(times);
      expect([state, attempts.at(-1)?.status]).toEqual(['pending', 500]);
      await house.advance(61);
    }
    expect(typesOf(await listener.until((all) => all.length === 1))).toEqual(['customer.created']);
    const last = await tried(9);
    expect(last).toMatchObject({ state: 'delivered', tries: 9 });
    expect(last.attempts).toHaveLength(9);
  });

  it('is found by the list of undelivered events, by type and by time, until it is taken', async () => {
    await house.control('POST', '/webhooks', { isPaused: true });
    await house.stripe.customers.create({});
    const { now } = await house.control<{ now: number }>('GET', '/clock');
    await house.advance(100);
    await house.pay();
    const missed = async (params: object = {}): Promise<string[]> =>
      (await house.stripe.events.list({ delivery_success: false, ...params })).data.map(({ type }) => type);
    expect(await missed()).toEqual([
      'charge.updated',
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
      'customer.created',
    ]);
    expect(await missed({ types: ['payment_intent.succeeded', 'customer.created'] })).toEqual([
      'payment_intent.succeeded',
      'customer.created',
    ]);
    expect(await missed({ type: 'payment_intent.*' })).toHaveLength(2);
    expect(await missed({ created: { lte: now } })).toEqual(['customer.created']);
    expect(await missed({ created: { gt: now } })).toHaveLength(4);
    await house.control('POST', '/webhooks', { isPaused: false });
    await listener.until((all) => all.length === 5);
    await tried(1);
    while ((await deliveries('?state=pending')).length > 0);
    expect(await missed()).toEqual([]);
    expect((await house.stripe.events.list({ delivery_success: true })).data).toHaveLength(5);
  });
});

describe('the log of deliveries', () => {
  it('tells of one event, its tries and their answers', async () => {
    listener.answers.push(503);
    await house.stripe.customers.create({});
    await tried(1);
    await house.advance(5);
    await listener.until((all) => all.length === 1);
    await tried(2);
    const [event] = (await house.stripe.events.list()).data;
    const [delivery] = await deliveries(`?event=${event?.id}`);
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([503, 200]);
    expect(await deliveries('?event=evt_none')).toEqual([]);
  });
});

describe('what was ordered for webhooks', () => {
  it('is still in force after a restart, and what waited goes out', async () => {
    await house.control('POST', '/webhooks', { isPaused: true });
    await house.stripe.customers.create({});
    await restart();
    await house.stripe.customers.create({});
    expect(listener.received).toEqual([]);
    await house.control('POST', '/webhooks', { isPaused: false });
    expect(await listener.until((all) => all.length === 2)).toHaveLength(2);
  });

  it('can bring events in another order', async () => {
    await house.control('POST', '/webhooks', { shuffle: true });
    const made: string[] = [];
    for (let index = 0; index < 12; index += 1) made.push((await house.stripe.customers.create({})).id);
    await house.advance(5);
    const heard = (await listener.until((all) => all.length === 12)).map(
      ({ body }) => (JSON.parse(body) as { data: { object: { id: string } } }).data.object.id,
    );
    expect(heard.toSorted()).toEqual(made.toSorted());
  });
});

describe('failures that were ordered', () => {
  it('hit the calls of a path pattern only, as often as ordered, over a restart', async () => {
    const intent = await house.pay('pm_card_visa', { capture_method: 'manual' });
    await house.control('POST', '/faults', {
      status: 503,
      code: 'lock_timeout',
      count: 2,
      path: '=/v1/payment_intents/*/capture',
    });
    await house.stripe.paymentIntents.retrieve(intent.id);
    expect(await refusal(house.stripe.paymentIntents.capture(intent.id))).toMatchObject({ statusCode: 503 });
    await restart();
    expect(await refusal(house.stripe.paymentIntents.capture(intent.id))).toMatchObject({ code: 'lock_timeout' });
    expect(await house.stripe.paymentIntents.capture(intent.id)).toMatchObject({ status: 'succeeded' });
  });

  it('after the effect leave the work done', async () => {
    const intent = await house.pay('pm_card_visa', { capture_method: 'manual' });
    await house.control('POST', '/faults', { status: 500, afterEffect: true, path: '/capture' });
    expect((await refusal(house.stripe.paymentIntents.capture(intent.id))).statusCode).toBe(500);
    expect(await house.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' });
  });
});

describe('money set going by the control plane', () => {
  it('settles at once, and waiting refunds with it', async () => {
    const intent = await house.pay();
    await house.pay();
    const refund = await house.stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('pending');
    await house.control('POST', '/settle', {});
    expect((await house.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    expect((await house.stripe.balance.retrieve()).pending[0]?.amount).toBe(0);
  });

  it('fails refunds and payouts, closes accounts', async () => {
    await house.fund(50_000);
    const refund = await house.stripe.refunds.create({ payment_intent: (await house.pay()).id });
    await house.control('POST', `/refunds/${refund.id}/fail`, {});
    expect((await house.stripe.refunds.retrieve(refund.id)).status).toBe('failed');
    const payout = await house.stripe.payouts.create({ amount: 1000, currency: 'usd' });
    await house.control('POST', `/payouts/${payout.id}/fail`, { code: 'no_account' });
    expect(await house.stripe.payouts.retrieve(payout.id)).toMatchObject({
      status: 'failed',
      failure_code: 'no_account',
    });
    const account = await house.recipient();
    await house.control('POST', `/accounts/${account}/close`, {});
    expect((await house.stripe.v2.core.accounts.retrieve(account)).closed).toBe(true);
    expect((await house.events(account)).at(-1)).toBe('account.application.deauthorized');
  });
});

describe('a rate limit', () => {
  it('lets so many calls of a second through and answers 429 to the others, which are not kept under their keys', async () => {
    await house.control('POST', '/rate', { perSecond: 3 });
    const calls = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => house.stripe.customers.create({}, { idempotencyKey: `k-${index}` })),
    );
    const refused = calls.findIndex(({ status }) => status === 'rejected');
    expect(calls.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(3);
    expect((calls[refused] as PromiseRejectedResult).reason).toMatchObject({ statusCode: 429, code: 'rate_limit' });
    await house.control('POST', '/rate', { perSecond: 0 });
    await house.stripe.customers.create({}, { idempotencyKey: `k-${refused}` });
  });
});

describe('events that are older than thirty days', () => {
  it('are forgotten when the sandbox starts, unless they still wait for their endpoint', async () => {
    await house.stripe.customers.create({});
    await listener.until((all) => all.length === 1);
    await tried(1);
    await house.control('POST', '/webhooks', { isPaused: true });
    await house.stripe.customers.create({ name: 'waits' });
    await house.advance(31 * 86_400);
    await restart();
    const { data } = await house.stripe.events.list();
    expect(data.map((event) => (event.data.object as { name?: string }).name)).toEqual(['waits']);
    expect(await deliveries()).toHaveLength(1);
    expect((await house.stripe.customers.list()).data).toHaveLength(2);
  });
});

describe('money', () => {
  it('is available after the time the sandbox is started with', async () => {
    await house.close();
    house = await openHouse({ settlesAfter: 60 });
    await house.pay();
    await house.advance(61);
    expect((await house.stripe.balance.retrieve()).available[0]?.amount).toBe(9680);
  });
});
