import type { OrderId } from '@sidestall/kernel';
import { stopDatabases, WrongClock } from '@sidestall/testing';
import { AcceptFulfillmentOrder } from './accept-fulfillment-order.ts';
import { CancelFulfillmentOrders } from './cancel-fulfillment-orders.ts';
import { ExpireFulfillmentOrder } from './expire-fulfillment-order.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { TestTrade } from './fulfillment.fixture.ts';
import { RejectFulfillmentOrder } from './reject-fulfillment-order.ts';
import { ShipFulfillmentOrder } from './ship-fulfillment-order.ts';

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

const owner = ({ retailerId, id }: FulfillmentOrderRecord) => ({ retailerId, fulfillmentOrderId: id });
const accept = (order: FulfillmentOrderRecord) => trade.get(AcceptFulfillmentOrder).execute(owner(order));
const reject = (order: FulfillmentOrderRecord) =>
  trade.get(RejectFulfillmentOrder).execute({ ...owner(order), reason: 'capacity' });
const expire = (order: FulfillmentOrderRecord) => trade.get(ExpireFulfillmentOrder).execute(order.id);
const ship = (order: FulfillmentOrderRecord, trackingNumber: string) =>
  trade.get(ShipFulfillmentOrder).execute({ ...owner(order), carrier: 'DHL', trackingNumber });

const letTimeRunOut = (order: FulfillmentOrderRecord) =>
  trade.database.rows(
    `UPDATE fulfillment.fulfillment_order SET accept_by = now() - interval '1 second' WHERE id = $1`,
    [order.id],
  );

/** The buyer's order is over, as ordering leaves it before retailers hear. */
const giveUp = (orderId: OrderId) =>
  trade.database.rows(`UPDATE ordering."order" SET state = 'canceled' WHERE id = $1`, [orderId]);

/** An order of two units that either of two retailers has. */
async function ordered() {
  const first = await trade.retailer({ slug: 'first', priority: 1 });
  const second = await trade.retailer({ slug: 'second', priority: 2 });
  const variantId = await trade.shelf({ [first]: 5, [second]: 5 });
  const orderId = await trade.order([{ variantId, quantity: 2 }]);
  const [order] = await trade.route(orderId);
  return { first, second, variantId, orderId, order: order! };
}

describe('an answer at the last moment', () => {
  it('C4: that races with its deadline is taken or not, never both, and is told which', async () => {
    for (let n = 0; n < 6; n++) {
      await trade.clear();
      const { orderId, order } = await ordered();
      await letTimeRunOut(order);
      const [answer] = await Promise.all([accept(order), expire(order)]);
      const { state } = (await trade.requestsOf(orderId))[0]!;
      expect(state).toBe(answer.ok ? 'accepted' : 'expired');
      if (!answer.ok) expect(answer.error.extra).toMatchObject({ currentState: 'expired' });
      expect(await trade.units(orderId)).toMatchObject(answer.ok ? { accepted: 2 } : { unrouted: 2, accepted: 0 });
    }
  });

  it('C4: that races with the end of the order is taken or not, and leaves no unit with a retailer nobody told', async () => {
    for (let n = 0; n < 6; n++) {
      await trade.clear();
      const { orderId, order, variantId, first } = await ordered();
      await giveUp(orderId);
      await Promise.all([accept(order), trade.get(CancelFulfillmentOrders).execute(orderId)]);
      const { state } = (await trade.requestsOf(orderId))[0]!;
      expect(state).toBe('canceled');
      expect(await trade.stock(variantId, first)).toEqual({ on_hand: 5, allocated: 0 });
      const again = await accept(order);
      expect(again).toMatchObject({ ok: false, error: { extra: { currentState: 'canceled' } } });
    }
  });
});

describe('an answer after somebody else was asked', () => {
  it.each(['refused', 'left it without an answer'])(
    'C5: by a retailer that %s is refused, and so is its parcel',
    async (how) => {
      const { orderId, order, variantId, first, second } = await ordered();
      if (how === 'refused') await reject(order);
      else {
        await letTimeRunOut(order);
        await expire(order);
      }
      const [, next] = await trade.route(orderId);
      expect(next!.retailerId).toBe(second);
      const answers = await Promise.all([accept(order), accept(next!)]);
      expect(answers.map(({ ok }) => ok)).toEqual([false, true]);
      const parcels = [await ship(order, 'LATE-1'), await ship(next!, 'GOOD-1')];
      expect(parcels.map(({ ok }) => ok)).toEqual([false, true]);
      expect(await trade.units(orderId)).toMatchObject({ shipped: 2, accepted: 0, unrouted: 0 });
      expect(await trade.stock(variantId, first)).toEqual({ on_hand: 5, allocated: 0 });
      expect(await trade.stock(variantId, second)).toEqual({ on_hand: 3, allocated: 0 });
      // Only who shipped is a source of the line, so that nobody else is paid for it.
      const sources = await trade.database.rows(
        `SELECT retailer_id AS "retailerId", shipped FROM ordering.line_source WHERE order_id = $1 AND accepted > 0`,
        [orderId],
      );
      expect(sources).toEqual([{ retailerId: second, shipped: 2 }]);
    },
  );
});

describe('a request to a retailer', () => {
  it.each([
    { where: 'two days ahead', milliseconds: 2 * 86_400_000 },
    { where: 'two days back', milliseconds: -2 * 86_400_000 },
  ])('S3: expires by the database’s clock, whatever a worker’s says: $where', async ({ milliseconds }) => {
    clock.jump(milliseconds);
    const { orderId, order } = await ordered();
    expect(await expire(order)).toEqual(order.acceptBy);
    expect((await trade.requestsOf(orderId))[0]!.state).toBe('requested');
    await letTimeRunOut(order);
    expect(await expire(order)).toBeNull();
    expect((await trade.requestsOf(orderId))[0]!.state).toBe('expired');
  });
});
