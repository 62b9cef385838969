import { stopDatabases } from '@sidestall/testing';
import { AcceptFulfillmentOrder } from '../accept-fulfillment-order.ts';
import { ExpireFulfillmentOrder } from '../expire-fulfillment-order.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { ShipFulfillmentOrder } from '../ship-fulfillment-order.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

async function requested() {
  const retailerId = await trade.retailer();
  const variantId = await trade.shelf({ [retailerId]: 9 });
  const [order] = await trade.route(await trade.order([{ variantId, quantity: 2 }]));
  return { retailerId, order: order!, owner: { retailerId, fulfillmentOrderId: order!.id } };
}

const story = async (id: Parameters<FulfillmentOrderEvents['of']>[1]) =>
  (await trade.get(FulfillmentOrderEvents).of(trade.database, id)).map((it) => [it.from, it.to, it.actorKind]);

describe('what happens to a fulfillment order', () => {
  it('is written down with each move: who, from where, to where', async () => {
    const { retailerId, order, owner } = await requested();
    await trade.get(AcceptFulfillmentOrder).execute(owner);
    await trade.get(ShipFulfillmentOrder).execute({ ...owner, carrier: 'DHL', trackingNumber: 'JJD1' });
    expect(await story(order.id)).toEqual([
      [null, 'requested', 'routing'],
      ['requested', 'accepted', 'retailer'],
      ['accepted', 'shipped', 'retailer'],
    ]);
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.map((event) => event.version)).toEqual([1, 2, 3]);
    expect(events[1]!.actorId).toBe(retailerId);
  });

  it('is nobody’s doing when a deadline passed', async () => {
    const { order } = await requested();
    await trade.get(ExpireFulfillmentOrder).execute(order.id, true);
    expect((await story(order.id)).at(-1)).toEqual(['requested', 'expired', 'system']);
  });

  it('C4: keeps an answer that came too late with all it said, and changes nothing', async () => {
    const { retailerId, order, owner } = await requested();
    await trade.get(ExpireFulfillmentOrder).execute(order.id, true);
    const lines = [{ lineId: order.lines[0]!.lineId, quantity: 1 }];
    const late = await trade.get(AcceptFulfillmentOrder).execute({ ...owner, lines });
    expect(late).toMatchObject({
      ok: false,
      error: { code: 'FULFILLMENT.STATE_CONFLICT', extra: { currentState: 'expired', version: 2 } },
    });
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.at(-1)).toMatchObject({
      kind: 'refused',
      from: 'expired',
      to: 'accepted',
      actorId: retailerId,
      reason: 'FULFILLMENT.STATE_CONFLICT',
      input: { lines },
    });
  });

  it('C6: keeps who answered for somebody else’s order, and tells them it is not there', async () => {
    const { order } = await requested();
    const stranger = await trade.retailer();
    const answer = { retailerId: stranger, fulfillmentOrderId: order.id };
    expect(await trade.get(AcceptFulfillmentOrder).execute(answer)).toMatchObject({
      ok: false,
      error: { code: 'FULFILLMENT.ORDER_NOT_FOUND' },
    });
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.at(-1)).toMatchObject({ kind: 'refused', actorId: stranger });
    expect((await trade.requestsOf(order.orderId))[0]!.state).toBe('requested');
  });

  it('P6: is written down by the database when an older release moves it, and cannot be rewritten', async () => {
    const { order } = await requested();
    await trade.database.rows(
      `UPDATE fulfillment.fulfillment_order SET state = 'accepted', version = version + 1 WHERE id = $1`,
      [order.id],
    );
    expect((await trade.get(FulfillmentOrderEvents).of(trade.database, order.id)).at(-1)).toMatchObject({
      kind: 'moved',
      from: 'requested',
      to: 'accepted',
      version: order.version + 1,
      actorKind: 'system',
      reason: 'not_written_down',
    });
    const rewritten = trade.database.rows(`UPDATE fulfillment.fulfillment_order_event SET actor_kind = 'retailer'`);
    await expect(rewritten).rejects.toThrow('never rewritten');
  });
});
