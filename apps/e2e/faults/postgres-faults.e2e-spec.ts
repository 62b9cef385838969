import { setTimeout as pause } from 'node:timers/promises';
import { migrate } from '@sidestall/engine/migrate';
import { hasRedis } from '@sidestall/testing';
import pg from 'pg';
import { Buyer } from './buyer.ts';
import { FaultHouse, type Backend } from './fault-house.ts';
import { isQuiet, judge } from './oracle.ts';

const BACKENDS: readonly Backend[] = hasRedis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

let house: FaultHouse;
let buyer: Buyer;

const finished = async (orders: readonly string[]): Promise<void> => {
  await house.until(
    async () =>
      (await house.count(`SELECT count(*) AS n FROM ordering."order" WHERE id = ANY($1) AND state = 'completed'`, [
        orders,
      ])) === orders.length,
    `${orders.length} orders to be paid and sent`,
    120,
  );
  await house.until(() => isQuiet(house), 'the house to become quiet');
  expect(await judge(house)).toEqual([]);
};

describe.each(BACKENDS)('with its queue on %s, a house whose PostgreSQL', (backend) => {
  beforeAll(async () => {
    house = await FaultHouse.open(backend);
    buyer = new Buyer(house, await Buyer.listings(house));
  });
  afterAll(() => house.close());

  it('P1: has its connections cut, and crashes, under load goes on with the same processes and loses nothing', async () => {
    const pids = ['api', 'worker'].map((name) => house.house.pid(name));
    const buying = buyer.buyMany(60);
    await pause(1_000);
    house.stores.toPostgres.cut();
    await pause(1_000);
    await house.stores.postgres.kill();
    const away = await house.call<{ code: string }>('POST', '/v1/quotes', {
      lines: [{ listingId: buyer.listings[0]!, quantity: 1 }],
      country: 'DE',
    });
    await house.stores.postgres.revive();
    await finished(await buying);
    expect(['api', 'worker'].map((name) => house.house.pid(name))).toEqual(pids);
    expect(away!.status).toBe(503);
    expect(Number(away!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Object.keys(buyer.statuses).filter((status) => !['201', '409', '500', '503'].includes(status))).toEqual([]);
  });

  it('P2: is away while Stripe tells of an event has Stripe come again, and acknowledges nothing it has not stored', async () => {
    const [order] = await buyer.buyMany(1);
    await finished([order!]);
    const stored = () => house.count('SELECT count(*) AS n FROM payments.stripe_event');
    const before = await stored();
    house.stores.toPostgres.turn({ isRefusing: true });
    house.stores.toPostgres.cut();
    const [payment] = await house.rows<{ intent: string }>(
      `SELECT stripe_payment_intent AS intent FROM payments.payment WHERE order_id = $1`,
      [order],
    );
    const refund = await house.stripe.refunds.create({ payment_intent: payment!.intent, amount: 100 });
    await pause(3_000);
    expect(await stored()).toBe(before);
    house.stores.toPostgres.clear();
    await house.until(
      async () =>
        (await house.count('SELECT count(*) AS n FROM payments.stripe_event WHERE object_id = $1', [refund.id])) > 0,
      'Stripe to tell of it again',
    );
  });

  it('P3: commits and cannot say so gives the same answer to the same key', async () => {
    const back = house.house.waitRestart('api');
    house.arm('shipment.recorded-before-answer');
    const [order] = await buyer.buyMany(1);
    await back;
    await finished([order!]);
    expect(
      await house.count(
        `SELECT count(*) AS n FROM fulfillment.shipment s JOIN fulfillment.fulfillment_order f ON f.id = s.fulfillment_order_id WHERE f.order_id = $1`,
        [order],
      ),
    ).toBe(1);
    expect(house.partners.flatMap((partner) => [...partner.refusals])).toEqual([]);
  });

  it('P5: holds a lock that nobody lets go answers its callers all the same, and goes on afterwards', async () => {
    const holder = new pg.Client({ connectionString: house.stores.postgres.url('sidestall') });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN');
    try {
      await holder.query('LOCK TABLE inventory.variant_stock IN ACCESS EXCLUSIVE MODE');
      const asks = Array.from({ length: 40 }, () =>
        house.call('POST', '/v1/quotes', { lines: [{ listingId: buyer.listings[0]!, quantity: 1 }], country: 'DE' }),
      );
      const answers = await Promise.all(asks);
      // Whoever cannot be served in time hears that, and when to come again; nobody hangs.
      expect(answers.filter((answer) => answer === null)).toEqual([]);
      expect(new Set(answers.map((answer) => answer!.status))).toEqual(new Set([503]));
      const health = await house.call('GET', '/health/live');
      expect(health!.status).toBe(200);
    } finally {
      await holder.end();
    }
    await finished(await buyer.buyMany(4));
  });

  it('P6: is migrated while it works, and migrated again, disturbs nobody', async () => {
    const buying = buyer.buyMany(20);
    for (let turn = 0; turn < 3; turn++) await migrate(house.stores.postgres.url('sidestall'));
    await finished(await buying);
  });

  it('P1: is restarted while a buyer waits has one order for one key', async () => {
    const buying = buyer.buyMany(10, 10);
    await pause(300);
    await house.stores.postgres.kill();
    await house.stores.postgres.revive();
    const orders = await buying;
    await finished(orders);
    const quotes = await house.count(
      `SELECT count(*) AS n FROM (SELECT quote_id FROM ordering."order" GROUP BY quote_id HAVING count(*) > 1) x`,
    );
    expect(quotes).toBe(0);
  });
});
