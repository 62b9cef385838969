import type { RejectRequest } from '@sidestall/contracts';
import type { VariantId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { TestTrade } from './fulfillment.fixture.ts';
import { RejectFulfillmentOrder } from './reject-fulfillment-order.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const reject = (order: FulfillmentOrderRecord, reason: RejectRequest['reason']) =>
  trade.get(RejectFulfillmentOrder).execute({ retailerId: order.retailerId, fulfillmentOrderId: order.id, reason });
const left = async (variantId: VariantId): Promise<number | null | undefined> =>
  (await trade.get(InventoryService).availability(trade.database, [variantId])).get(variantId);
const news = async (variantId: VariantId) =>
  (
    await trade.database.rows<{ payload: { variantIds: string[] } }>(
      `SELECT payload FROM platform.outbox WHERE name = 'streams.announce-stock' AND state = 'pending'`,
    )
  ).filter((row) => row.payload.variantIds.includes(variantId));

describe('a retailer that refuses because it is out of stock', () => {
  it('is believed: buyers are not sold what is not there, and who bought is served by another', async () => {
    const first = await trade.retailer({ slug: 'first', priority: 1 });
    const second = await trade.retailer({ slug: 'second', priority: 2 });
    const variantId = await trade.shelf({ [first]: 9, [second]: 3 });
    // Promised to somebody before: those are packed already and stay promised.
    const [earlier] = await trade.route(await trade.order([{ variantId, quantity: 2 }]));
    const orderId = await trade.order([{ variantId, quantity: 1 }]);
    const [order] = await trade.route(orderId);
    await trade.database.rows('DELETE FROM platform.outbox');
    await reject(order!, 'out_of_stock');
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 2, allocated: 2 });
    expect(await left(variantId)).toBe(2);
    expect(await news(variantId)).toHaveLength(1);
    expect((await trade.route(orderId)).at(-1)).toMatchObject({ retailerId: second, state: 'requested' });
    const told = await trade.database.one(
      `SELECT kind, quantity, retailer_id, reference FROM inventory.movement WHERE variant_id = $1 AND quantity = -7`,
      [variantId],
    );
    expect(told).toEqual({ kind: 'corrected', quantity: -7, retailer_id: first, reference: order!.id });
    // Said again it is not believed again: a count may have come meanwhile.
    await trade.shelf({ [first]: 6 }, variantId);
    await reject(order!, 'out_of_stock');
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 6, allocated: 2 });
    expect(earlier!.state).toBe('requested');
  });

  it('keeps its count when it refuses for another reason, or something of which nobody knows which it is', async () => {
    const first = await trade.retailer({ slug: 'first' });
    const [mug, kettle] = [await trade.shelf({ [first]: 5 }), await trade.shelf({ [first]: 5 })];
    const [busy] = await trade.route(await trade.order([{ variantId: mug, quantity: 1 }]));
    await reject(busy!, 'capacity');
    const [both] = await trade.route(
      await trade.order([
        { variantId: mug, quantity: 1 },
        { variantId: kettle, quantity: 1 },
      ]),
    );
    await reject(both!, 'out_of_stock');
    expect(await trade.stock(mug, first)).toEqual({ on_hand: 5, allocated: 0 });
    expect(await trade.stock(kettle, first)).toEqual({ on_hand: 5, allocated: 0 });
  });
});
