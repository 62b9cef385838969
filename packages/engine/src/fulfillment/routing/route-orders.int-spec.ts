import type { OrderId, VariantId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { TestTrade } from '../fulfillment.fixture.ts';
import { RouteOrder } from '../route-order.ts';
import { RouteOrders } from './route-orders.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

describe('orders that are routed together', () => {
  it('cost no more statements when twenty are routed than when one is', async () => {
    const retailers = [
      await trade.retailer({ priority: 1, endpointUrl: trade.receiver.url }),
      await trade.retailer({ priority: 2, endpointUrl: trade.receiver.url }),
    ];
    const variantId = await trade.shelf({ [retailers[0]!]: 14, [retailers[1]!]: 40 });
    const orders: OrderId[] = [];
    for (let n = 0; n < 21; n++) orders.push(await trade.order([{ variantId, quantity: 2 }]));
    const statementsOf = async (some: OrderId[]) => {
      const before = trade.database.statements;
      await trade.get(RouteOrders).execute(some);
      return trade.database.statements - before;
    };
    const ofOne = await statementsOf(orders.slice(0, 1));
    expect(await statementsOf(orders.slice(1))).toBe(ofOne);
    for (const orderId of orders) {
      expect(await trade.units(orderId)).toMatchObject({ requested: 2, unrouted: 0 });
      const [order] = await trade.requestsOf(orderId);
      expect(await trade.deliveries(order!.id)).toMatchObject([{ type: 'fulfillment_order.requested' }]);
    }
    expect(await trade.stock(variantId, retailers[0]!)).toMatchObject({ allocated: 14 });
    expect(await trade.stock(variantId, retailers[1]!)).toMatchObject({ allocated: 28 });
  });

  it('are routed though another of the same moment cannot be', async () => {
    const retailerId = await trade.retailer();
    const variantId = await trade.shelf({ [retailerId]: 9 });
    const orderId = await trade.order([{ variantId, quantity: 2 }]);
    const broken = await trade.order([{ variantId, quantity: 1 }]);
    await trade.database.rows(`UPDATE ordering."order" SET shipping_address = 'null' WHERE id = $1`, [broken]);
    const routing = [broken, orderId].map((id) => trade.get(RouteOrder).execute(id));
    expect((await Promise.allSettled(routing)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await trade.requestsOf(orderId)).toMatchObject([{ retailerId, state: 'requested' }]);
    expect(await trade.units(broken)).toMatchObject({ unrouted: 1 });
  });

  it('are each planned against what those before them left, in the order given', async () => {
    const retailerId = await trade.retailer();
    const variantId = await trade.shelf({ [retailerId]: 10 });
    const orders: OrderId[] = [];
    for (let n = 0; n < 3; n++) orders.push(await trade.order([{ variantId, quantity: 3 }]));
    await trade.shelf({ [retailerId]: 6 }, variantId);
    await trade.get(RouteOrders).execute([orders[2]!, orders[0]!, orders[1]!]);
    const requested = await Promise.all(orders.map(async (orderId) => (await trade.units(orderId))!.requested));
    expect(requested).toEqual([3, 0, 3]);
    expect(await trade.stock(variantId, retailerId)).toEqual({ on_hand: 6, allocated: 6 });
  });

  it('never promise a unit twice, though batches with the same orders race for the same shelves', async () => {
    const retailers = [await trade.retailer({ priority: 1 }), await trade.retailer({ priority: 2 })];
    const variants: VariantId[] = [];
    for (let n = 0; n < 3; n++) variants.push(await trade.shelf({ [retailers[0]!]: 8, [retailers[1]!]: 8 }));
    const orders: OrderId[] = [];
    for (let n = 0; n < 16; n++) {
      orders.push(
        await trade.order([variants[n % 3]!, variants[(n + 1) % 3]!].map((variantId) => ({ variantId, quantity: 1 }))),
      );
    }
    const backwards = [...orders].reverse();
    const batches = [orders.slice(0, 10), orders.slice(6), backwards.slice(0, 9), backwards.slice(5)];
    await Promise.all(batches.map((batch) => trade.get(RouteOrders).execute(batch)));
    for (const orderId of orders) expect(await trade.units(orderId)).toMatchObject({ requested: 2, unrouted: 0 });
    let allocated = 0;
    for (const variantId of variants) {
      for (const retailerId of retailers) {
        const stock = (await trade.stock(variantId, retailerId))!;
        expect(stock.allocated).toBeLessThanOrEqual(stock.on_hand);
        allocated += stock.allocated;
      }
    }
    expect(allocated).toBe(32);
  });
});
