import { stopDatabases, WrongClock } from '@sidestall/testing';
import { AcceptFulfillmentOrder } from '../accept-fulfillment-order.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { SweepDeadlinesHandler } from './sweep-deadlines.ts';

let trade: TestTrade;
const clock = new WrongClock();
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterEach(() => clock.setRight());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const HOUR = 3_600_000;

async function requestedOf(terms: Parameters<TestTrade['retailer']>[0]) {
  const retailerId = await trade.retailer(terms);
  const variantId = await trade.shelf({ [retailerId]: 9 });
  const [order] = await trade.route(await trade.order([{ variantId, quantity: 2 }]));
  return order!;
}

describe('the deadlines of a request', () => {
  it('G5: are the ends of days where the retailer is', async () => {
    const calendar = { timeZone: 'Asia/Kathmandu', workingDays: EVERY_DAY, holidays: [], cutOff: null };
    const order = await requestedOf({ terms: { calendar, acceptHours: 6, shipDays: 2, autoCancelDays: 3 } });
    expect(order.acceptBy.getTime() - order.requestedAt.getTime()).toBe(6 * HOUR);
    // Midnight there is 18:15 of Greenwich.
    expect(order.shipBy.toISOString().slice(11)).toBe('18:15:00.000Z');
    const daysToShip = (order.shipBy.getTime() - order.requestedAt.getTime()) / (24 * HOUR);
    expect(daysToShip).toBeGreaterThan(2);
    expect(daysToShip).toBeLessThanOrEqual(3);
    expect(order.autoCancelAt!.getTime() - order.shipBy.getTime()).toBe(3 * 24 * HOUR);
  });

  it('are counted day and night where nothing was agreed', async () => {
    const order = await requestedOf({ acceptWithinSeconds: 600, shipWithinSeconds: 7_200 });
    expect(order.acceptBy.getTime() - order.requestedAt.getTime()).toBe(600_000);
    expect(order.shipBy.getTime() - order.requestedAt.getTime()).toBe(7_200_000);
  });

  it('S3: begin with the database’s clock, whatever a worker’s says', async () => {
    clock.jump(48 * HOUR);
    const order = await requestedOf({ acceptWithinSeconds: 600 });
    expect(order.acceptBy.getTime() - order.requestedAt.getTime()).toBe(600_000);
  });

  it.each([
    { where: 'an hour ahead', milliseconds: HOUR },
    { where: 'an hour back', milliseconds: -HOUR },
  ])('S3: are not passed for a worker whose clock is $where', async ({ milliseconds }) => {
    const order = await requestedOf({ acceptWithinSeconds: 1_800, shipWithinSeconds: 5 * 3_600 });
    await trade.get(AcceptFulfillmentOrder).execute({ retailerId: order.retailerId, fulfillmentOrderId: order.id });
    const waiting = await requestedOf({ acceptWithinSeconds: 1_800 });
    clock.jump(milliseconds);
    await trade.get(SweepDeadlinesHandler).handle();
    expect((await trade.requestsOf(order.orderId))[0]).toMatchObject({ state: 'accepted', lateAt: null });
    expect((await trade.requestsOf(waiting.orderId))[0]!.state).toBe('requested');
    await trade.database.rows(
      `UPDATE fulfillment.fulfillment_order SET accept_by = now(), ship_by = now() - interval '1 second'`,
    );
    await trade.get(SweepDeadlinesHandler).handle();
    expect((await trade.requestsOf(order.orderId))[0]!.lateAt).not.toBeNull();
    expect((await trade.requestsOf(waiting.orderId))[0]!.state).toBe('expired');
  });

  it('are kept for the others when one cannot be dealt with', async () => {
    const [broken, fine] = [await requestedOf({}), await requestedOf({})];
    await trade.database.rows(
      `UPDATE fulfillment.fulfillment_order
          SET accept_by = now() - make_interval(secs => CASE id WHEN $1 THEN 20 ELSE 10 END),
              retailer_id = CASE id WHEN $1 THEN 'ret_gone' ELSE retailer_id END`,
      [broken.id],
    );
    await expect(trade.get(SweepDeadlinesHandler).handle()).rejects.toThrow('1 deadlines could not be settled');
    expect((await trade.requestsOf(broken.orderId))[0]!.state).toBe('requested');
    expect((await trade.requestsOf(fine.orderId))[0]!.state).toBe('expired');
  });

  it('are reached although as many as one look takes cannot be dealt with', async () => {
    const [broken, fine] = [await requestedOf({}), await requestedOf({})];
    await trade.database.rows(
      `UPDATE fulfillment.fulfillment_order
          SET accept_by = now() - make_interval(secs => CASE id WHEN $1 THEN 20 ELSE 10 END),
              retailer_id = CASE id WHEN $1 THEN 'ret_gone' ELSE retailer_id END`,
      [broken.id],
    );
    const sweep = trade.get(SweepDeadlinesHandler);
    await expect(sweep.settleDue(1)).rejects.toThrow('1 deadlines could not be settled');
    await sweep.settleDue(1);
    expect((await trade.requestsOf(fine.orderId))[0]!.state).toBe('expired');
  });

  it('are reached although as many as one look takes stay due without a word: their order is over', async () => {
    const [over, fine] = [await requestedOf({}), await requestedOf({})];
    await trade.database.rows(`UPDATE ordering."order" SET state = 'canceled' WHERE id = $1`, [over.orderId]);
    await trade.database.rows(
      `UPDATE fulfillment.fulfillment_order SET accept_by = now() - make_interval(secs => CASE id WHEN $1 THEN 20 ELSE 10 END)`,
      [over.id],
    );
    const sweep = trade.get(SweepDeadlinesHandler);
    await sweep.settleDue(1);
    await sweep.settleDue(1);
    expect((await trade.requestsOf(fine.orderId))[0]!.state).toBe('expired');
  });

  it('are not counted by a calendar that cannot be', async () => {
    const calendar = { timeZone: 'Europe/Atlantis', workingDays: EVERY_DAY, holidays: [], cutOff: null };
    await expect(trade.retailer({ terms: { calendar } })).rejects.toThrow('time_zone');
  });
});
