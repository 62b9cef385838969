import { hasRedis } from '@sidestall/testing';
import { Buyer } from './buyer.ts';
import { FaultHouse, type Backend } from './fault-house.ts';
import { isQuiet, judge } from './oracle.ts';

const BACKENDS: readonly Backend[] = hasRedis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

/** What each order came to: how often it was asked of anybody, sent, and paid. */
const storyOf = (house: FaultHouse, orders: readonly string[]) =>
  house.rows<{ id: string; state: string; asked: number; sent: number }>(
    `SELECT o.id, o.state, (SELECT count(*) FROM fulfillment.fulfillment_order f WHERE f.order_id = o.id)::int AS asked,
            (SELECT count(*) FROM fulfillment.shipment s JOIN fulfillment.fulfillment_order f ON f.id = s.fulfillment_order_id
              WHERE f.order_id = o.id)::int AS sent
       FROM ordering."order" o WHERE o.id = ANY($1) ORDER BY o.id`,
    [orders],
  );

const once = (orders: readonly string[]) =>
  [...orders].sort().map((id) => ({ id, state: 'completed', asked: 1, sent: 1 }));

describe.each(BACKENDS)('a worker, with the queue on %s,', (backend) => {
  let house: FaultHouse;
  let buyer: Buyer;
  beforeAll(async () => {
    house = await FaultHouse.open(backend, { workers: 2 });
    buyer = new Buyer(house, await Buyer.listings(house));
  });
  afterAll(() => house.close());
  afterEach(async () => {
    house.disarm();
    for (const partner of house.partners) partner.letGo();
    await house.until(() => isQuiet(house), 'the house to become quiet');
    expect(await judge(house)).toEqual([]);
  });

  const finished = async (orders: readonly string[]): Promise<void> => {
    await house.until(
      async () => (await storyOf(house, orders)).every(({ state }) => state === 'completed'),
      `${orders.length} orders to be paid and sent`,
    );
    expect(await storyOf(house, orders)).toEqual(once(orders));
  };

  it('W1: that is killed while it routes leaves nothing half done, and the order is routed once', async () => {
    const back = house.eitherWorkerBack();
    house.arm('routing.before-commit');
    const orders = [await buyer.buy()];
    await back;
    await finished(orders);
  });

  it('W2: that is killed after it committed does not do it again', async () => {
    const back = house.eitherWorkerBack();
    house.arm('routing.committed-before-ack');
    const orders = [await buyer.buy()];
    await back;
    await house.passLeases();
    await finished(orders);
  });

  it('W3: that is killed after the retailer heard has the same message said once more, with one effect', async () => {
    const back = house.eitherWorkerBack();
    house.arm('delivery.posted-before-record');
    const orders = [await buyer.buy()];
    await back;
    await house.passLeases();
    await finished(orders);
    const [message] = await house.rows<{ id: string }>(
      `SELECT d.message_id AS id FROM fulfillment.delivery d JOIN fulfillment.fulfillment_order f ON f.id = d.fulfillment_order_id
        WHERE f.order_id = $1 ORDER BY d.sequence LIMIT 1`,
      orders,
    );
    const heard = house.partners.map((partner) => partner.heard.get(message!.id)).find(Boolean);
    expect(heard!.bodies.size).toBe(1);
  });

  it('W4: that dies twice over the same job has it offered a third time', async () => {
    let back = house.eitherWorkerBack();
    house.arm('routing.before-commit');
    const orders = [await buyer.buy()];
    await back;
    back = house.eitherWorkerBack();
    house.arm('routing.before-commit');
    await house.passLeases();
    await back;
    await house.passLeases();
    await finished(orders);
  });

  it('W5: that is told to stop with messages in the air ends in time, and others go on', async () => {
    for (const partner of house.partners) partner.door = 'hanging';
    const orders = await buyer.buyMany(20);
    await house.until(
      async () => (await house.count(`SELECT count(*) AS n FROM fulfillment.delivery WHERE state = 'in_flight'`)) >= 5,
      'messages in the air',
    );
    await Promise.all(house.workers.map((name) => house.kill(name, 'SIGTERM')));
    for (const partner of house.partners) partner.letGo();
    await finished(orders);
    const said = house.workers.map((name) => house.house.logs.get(name)!.text()).join('\n');
    expect(said).not.toMatch(/Driver not Connected|unhandled|Cannot use a pool/i);
  });

  it('W6: that stands still for longer than its lease finds its work done, and nothing is done twice', async () => {
    for (const name of house.workers.slice(1)) house.house.kill(name, 'SIGSTOP');
    const orders = await buyer.buyMany(6);
    await house.until(
      async () => (await house.count(`SELECT count(*) AS n FROM fulfillment.delivery WHERE attempts > 0`)) > 0,
      'the first worker to be at work',
    );
    house.house.kill(house.workers[0]!, 'SIGSTOP');
    const more = await buyer.buyMany(6);
    for (const name of house.workers.slice(1)) house.house.kill(name, 'SIGCONT');
    await house.passLeases();
    await finished(more);
    house.house.kill(house.workers[0]!, 'SIGCONT');
    await finished(orders);
  });

  it('W7: shares its rows with another: each is done by one of them', async () => {
    const orders = await buyer.buyMany(40);
    await finished(orders);
    const twice = await house.rows(
      `SELECT d.message_id FROM fulfillment.delivery d JOIN fulfillment.fulfillment_order f ON f.id = d.fulfillment_order_id
        WHERE f.order_id = ANY($1) AND d.attempts > 1`,
      [orders],
    );
    expect(twice).toEqual([]);
  });

  it('W8: gives a job up that always fails, and everything else flows', async () => {
    await house.rows(
      `INSERT INTO platform.outbox (id, kind, name, payload, attempts)
       VALUES ('obx_poison', 'job', 'fulfillment.route-order', '{"orderId": "nonsense"}', 11)`,
    );
    const orders = await buyer.buyMany(4);
    await finished(orders);
    await house.until(
      async () =>
        (await house.count(
          `SELECT count(*) AS n FROM platform.outbox WHERE id = 'obx_poison' AND state = 'failed'`,
        )) === 1,
      'the job to wait for a person',
    );
    await house.rows(`DELETE FROM platform.outbox WHERE id = 'obx_poison'`);
  });
});
