import { RETAILER_SCOPES } from '@sidestall/contracts';
import type { OrderId, RetailerId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { AcceptFulfillmentOrder } from './accept-fulfillment-order.ts';
import { CancelFulfillmentOrders } from './cancel-fulfillment-orders.ts';
import { ExpireFulfillmentOrder } from './expire-fulfillment-order.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrders } from './fulfillment-orders.ts';
import { TestTrade } from './fulfillment.fixture.ts';
import { RejectFulfillmentOrder } from './reject-fulfillment-order.ts';
import { RetailerKeys } from './retailer-keys.ts';
import { RouteOrder } from './route-order.ts';
import { ShipFulfillmentOrder } from './ship-fulfillment-order.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const accept = (order: FulfillmentOrderRecord, lines?: { lineId: string; quantity: number }[]) =>
  trade.get(AcceptFulfillmentOrder).execute({ retailerId: order.retailerId, fulfillmentOrderId: order.id, lines });
const reject = (order: FulfillmentOrderRecord, reason: 'out_of_stock' | 'capacity' = 'out_of_stock') =>
  trade.get(RejectFulfillmentOrder).execute({ retailerId: order.retailerId, fulfillmentOrderId: order.id, reason });
const ship = (
  order: FulfillmentOrderRecord,
  trackingNumber: string,
  lines?: { lineId: FulfillmentOrderRecord['lines'][number]['lineId']; quantity: number }[],
) =>
  trade
    .get(ShipFulfillmentOrder)
    .execute({ retailerId: order.retailerId, fulfillmentOrderId: order.id, carrier: 'DHL', trackingNumber, lines });
const letTimeRunOut = (order: FulfillmentOrderRecord) =>
  trade.database.rows(
    `UPDATE fulfillment.fulfillment_order SET accept_by = now() - interval '1 second' WHERE id = $1`,
    [order.id],
  );
const expire = (order: FulfillmentOrderRecord) => trade.get(ExpireFulfillmentOrder).execute(order.id);

/** Two retailers with the variant on their shelves, the first preferred, and an order of it. */
async function twoRetailers(onShelves: [number, number], quantity: number) {
  const first = await trade.retailer({ slug: 'first', priority: 1 });
  const second = await trade.retailer({ slug: 'second', priority: 2 });
  const variantId = await trade.shelf({ [first]: onShelves[0], [second]: onShelves[1] });
  const orderId = await trade.order([{ variantId, quantity }]);
  return { first, second, variantId, orderId };
}

const asked = (orders: FulfillmentOrderRecord[]) =>
  orders.map((order) => [order.retailerId, order.state, order.lines.reduce((sum, line) => sum + line.quantity, 0)]);

describe('a paid order', () => {
  it('is asked of one retailer, with stock promised, a timer set and the decision explained', async () => {
    const { first, second, variantId, orderId } = await twoRetailers([5, 5], 2);
    const [order] = await trade.route(orderId);
    expect(asked([order!])).toEqual([[first, 'requested', 2]]);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, requested: 2 });
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 5, allocated: 2 });
    expect(await trade.jobs('fulfillment.expire-fulfillment-order')).toEqual([{ fulfillmentOrderId: order!.id }]);
    const [decision] = await trade.get(FulfillmentOrders).decisionsOf(orderId);
    expect(decision).toMatchObject({ round: 1, rules: 'house@1' });
    expect(decision!.plan.candidates.map((it) => [it.retailerId, it.outcome])).toEqual(
      [
        [first, 'chosen'],
        [second, 'not_needed'],
      ].sort(),
    );
  });

  it('is routed once, however often and by however many workers it is tried', async () => {
    const { orderId } = await twoRetailers([5, 5], 2);
    await Promise.all(Array.from({ length: 5 }, () => trade.get(RouteOrder).execute(orderId)));
    expect(await trade.route(orderId)).toHaveLength(1);
  });

  it('is split where no single retailer has enough', async () => {
    const { first, second, orderId } = await twoRetailers([10, 5], 13);
    expect(asked(await trade.route(orderId))).toEqual([
      [first, 'requested', 10],
      [second, 'requested', 3],
    ]);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, requested: 13 });
  });

  it('goes only where it is shipped to, and not to who is inactive or has switched the endpoint off', async () => {
    const far = await trade.retailer({ shipsTo: ['US'] });
    const asleep = await trade.retailer();
    const gone = await trade.retailer({ endpointUrl: trade.receiver.url });
    const near = await trade.retailer({ priority: 9 });
    const variantId = await trade.shelf({ [far]: 9, [asleep]: 9, [gone]: 9, [near]: 9 });
    await trade.database.rows(`UPDATE fulfillment.retailer SET is_active = false WHERE id = $1`, [asleep]);
    await trade.database.rows(`UPDATE fulfillment.endpoint SET state = 'disabled' WHERE retailer_id = $1`, [gone]);
    expect(asked(await trade.route(await trade.order([{ variantId, quantity: 1 }])))).toEqual([[near, 'requested', 1]]);
  });

  it('never promises a unit twice, though ten orders race for the shelves', async () => {
    const first = await trade.retailer({ priority: 1 });
    const second = await trade.retailer({ priority: 2 });
    const variantId = await trade.shelf({ [first]: 6, [second]: 4 });
    const orders: OrderId[] = [];
    for (let n = 0; n < 10; n++) orders.push(await trade.order([{ variantId, quantity: 1 }]));
    const routeUntilDone = async (orderId: OrderId): Promise<void> => {
      // The job's own retry, without its pause.
      await trade
        .get(RouteOrder)
        .execute(orderId)
        .catch(() => routeUntilDone(orderId));
    };
    await Promise.all(orders.map(routeUntilDone));
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 6, allocated: 6 });
    expect(await trade.stock(variantId, second)).toEqual({ on_hand: 4, allocated: 4 });
    for (const orderId of orders) expect(await trade.units(orderId)).toMatchObject({ requested: 1, unrouted: 0 });
  });

  it('that is given up is taken back from everybody', async () => {
    const { first, variantId, orderId } = await twoRetailers([5, 0], 2);
    const [order] = await trade.route(orderId);
    await accept(order!);
    await trade.get(CancelFulfillmentOrders).execute(orderId);
    await trade.get(CancelFulfillmentOrders).execute(orderId);
    expect(asked(await trade.requestsOf(orderId))).toEqual([[first, 'canceled', 2]]);
    expect(await trade.stock(variantId, first)).toMatchObject({ allocated: 0 });
    expect(await ship(order!, '1')).toMatchObject({ ok: false, error: { extra: { currentState: 'canceled' } } });
  });
});

describe('a retailer', () => {
  it('accepts the whole, once', async () => {
    const { orderId } = await twoRetailers([5, 5], 2);
    const [order] = await trade.route(orderId);
    const answers = await Promise.all([accept(order!), accept(order!), accept(order!)]);
    expect(answers.map((answer) => answer.ok && answer.value.state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await trade.units(orderId)).toMatchObject({ requested: 0, accepted: 2 });
    expect(await trade.jobs('fulfillment.route-order')).toEqual([]);
    expect(await trade.jobs('ordering.settle-order')).toEqual([{ orderId }]);
  });

  it('accepts a part, and the rest is asked of somebody else', async () => {
    const { first, second, variantId, orderId } = await twoRetailers([5, 5], 4);
    const [order] = await trade.route(orderId);
    await accept(order!, [{ lineId: order!.lines[0]!.lineId, quantity: 3 }]);
    expect(await trade.stock(variantId, first)).toMatchObject({ allocated: 3 });
    expect(await trade.jobs('fulfillment.route-order')).toEqual([{ orderId }]);
    expect(asked(await trade.route(orderId))).toEqual([
      [first, 'accepted', 4],
      [second, 'requested', 1],
    ]);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, accepted: 3, requested: 1 });
  });

  it('that accepts nothing of it has refused', async () => {
    const { orderId } = await twoRetailers([5, 5], 1);
    const [order] = await trade.route(orderId);
    const answer = await accept(order!, [{ lineId: order!.lines[0]!.lineId, quantity: 0 }]);
    expect(answer).toMatchObject({ ok: true, value: { state: 'rejected' } });
  });

  it('refuses, and is not asked again', async () => {
    const { first, second, variantId, orderId } = await twoRetailers([5, 5], 2);
    const [order] = await trade.route(orderId);
    expect(await reject(order!)).toMatchObject({ ok: true, value: { state: 'rejected', reason: 'out_of_stock' } });
    expect(await reject(order!)).toMatchObject({ ok: true });
    expect(await trade.stock(variantId, first)).toMatchObject({ allocated: 0 });
    expect(asked(await trade.route(orderId))).toEqual([
      [first, 'rejected', 2],
      [second, 'requested', 2],
    ]);
  });

  it('cannot name a line that is not there, or more than was asked', async () => {
    const { orderId } = await twoRetailers([5, 5], 2);
    const [order] = await trade.route(orderId);
    const lineId = order!.lines[0]!.lineId;
    expect(await accept(order!, [{ lineId: 'fln_x', quantity: 1 }])).toMatchObject({
      error: { code: 'FULFILLMENT.LINE_UNKNOWN' },
    });
    expect(await accept(order!, [{ lineId, quantity: 3 }])).toMatchObject({
      error: { code: 'FULFILLMENT.QUANTITY_EXCEEDED' },
    });
    expect(await trade.units(orderId)).toMatchObject({ requested: 2 });
  });

  it('learns nothing of what another is asked, and cannot touch it', async () => {
    const { second, orderId } = await twoRetailers([5, 5], 2);
    const [order] = await trade.route(orderId);
    const theirs = { ...order!, retailerId: second };
    const notFound = { ok: false, error: { code: 'FULFILLMENT.ORDER_NOT_FOUND' } };
    expect(await accept(theirs)).toMatchObject(notFound);
    expect(await reject(theirs)).toMatchObject(notFound);
    expect(await ship(theirs, '1')).toMatchObject(notFound);
    expect(await trade.get(FulfillmentOrders).get(order!.id, second)).toMatchObject(notFound);
    expect((await trade.get(FulfillmentOrders).list(second, { limit: 50 })).fulfillmentOrders).toEqual([]);
  });

  it('that is late is told where the fulfillment order stands', async () => {
    const { orderId } = await twoRetailers([5, 5], 2);
    const [order] = await trade.route(orderId);
    await letTimeRunOut(order!);
    await expire(order!);
    const late = { ok: false, error: { code: 'FULFILLMENT.STATE_CONFLICT', extra: { currentState: 'expired' } } };
    expect(await accept(order!)).toMatchObject(late);
    expect(await reject(order!)).toMatchObject(late);
    expect(await ship(order!, '1')).toMatchObject(late);
  });

  it('lists what it was given, page by page, the newest first', async () => {
    const { first, variantId, orderId } = await twoRetailers([9, 9], 1);
    const given = [(await trade.route(orderId))[0]!.id];
    for (let n = 0; n < 3; n++)
      given.unshift((await trade.route(await trade.order([{ variantId, quantity: 1 }])))[0]!.id);
    const orders = trade.get(FulfillmentOrders);
    const one = await orders.list(first, { limit: 3 });
    const two = await orders.list(first, { limit: 3, cursor: one.nextCursor! });
    expect([...one.fulfillmentOrders, ...two.fulfillmentOrders].map((it) => it.id)).toEqual(given);
    expect(two.nextCursor).toBeNull();
    expect((await orders.list(first, { limit: 3, state: 'accepted' })).fulfillmentOrders).toEqual([]);
    expect((await orders.list(first, { limit: 3, cursor: 'nonsense' })).fulfillmentOrders).toHaveLength(3);
  });

  it('is known by its API key alone', async () => {
    const apiKey = 'sk_retail_0123456789abcdef';
    const id = await trade.retailer({ apiKey });
    const keys = trade.get(RetailerKeys);
    expect(await keys.holderOf(apiKey)).toMatchObject({ retailerId: id, scopes: RETAILER_SCOPES });
    expect(await keys.holderOf(`${apiKey}0`)).toBeNull();
    expect(await keys.holderOf("' OR 1=1 --")).toBeNull();
    const stored = await trade.database.rows<{ key_hash: string }>(`SELECT key_hash FROM fulfillment.retailer_key`);
    expect(JSON.stringify(stored)).not.toContain(apiKey);
    await trade.database.rows(`UPDATE fulfillment.retailer_key SET revoked_at = now()`);
    expect(await keys.holderOf(apiKey)).toBeNull();
  });

  it('is registered once by its slug, however often', async () => {
    const apiKey = 'sk_retail_0123456789abcdef';
    const id = await trade.retailer({ slug: 'north', apiKey, endpointUrl: trade.receiver.url });
    expect(await trade.retailer({ slug: 'north', apiKey, endpointUrl: trade.receiver.url, name: 'North' })).toBe(id);
    await expect(trade.retailer({ slug: 'south', apiKey })).rejects.toThrow('belongs to another retailer');
    await expect(trade.retailer({ endpointUrl: 'http://10.0.0.1/' })).rejects.toThrow('URL_NOT_HTTPS');
    await expect(trade.retailer({ endpointUrl: 'https://169.254.169.254/' })).rejects.toThrow('ADDRESS_NOT_PUBLIC');
    await expect(trade.retailer({ webhookSecret: 'whsec_short' })).rejects.toThrow('24 to 64 bytes');
  });
});

describe('a request nobody answers', () => {
  it('is let go when its time is over, not before, and asked of somebody else', async () => {
    const { first, second, orderId } = await twoRetailers([5, 5], 2);
    const [order] = await trade.route(orderId);
    expect(await expire(order!)).toEqual(order!.acceptBy);
    await letTimeRunOut(order!);
    expect(await expire(order!)).toBeNull();
    expect(asked(await trade.route(orderId))).toEqual([
      [first, 'expired', 2],
      [second, 'requested', 2],
    ]);
  });

  it('is either accepted or expired, never both, when the two race', async () => {
    for (let n = 0; n < 8; n++) {
      await trade.clear();
      const { orderId } = await twoRetailers([5, 5], 2);
      const [order] = await trade.route(orderId);
      await letTimeRunOut(order!);
      const [answer] = await Promise.all([accept(order!), expire(order!)]);
      const state = (await trade.requestsOf(orderId))[0]!.state;
      expect(state).toBe(answer.ok ? 'accepted' : 'expired');
      expect(await trade.units(orderId)).toMatchObject(answer.ok ? { accepted: 2 } : { unrouted: 2, accepted: 0 });
    }
  });

  it('is canceled after three rounds, and its units go back on sale', async () => {
    const retailers: RetailerId[] = [];
    for (let n = 0; n < 4; n++) retailers.push(await trade.retailer({ priority: n + 1 }));
    const variantId = await trade.shelf(
      Object.fromEntries(retailers.map((id) => [id, 1])) as Record<RetailerId, number>,
    );
    const orderId = await trade.order([{ variantId, quantity: 1 }]);
    for (let round = 1; round <= 3; round++) {
      const orders = await trade.route(orderId);
      expect(orders).toHaveLength(round);
      await reject(orders.at(-1)!);
    }
    expect(await trade.route(orderId)).toHaveLength(3);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 1 });
    const sum = await trade.database.one<{ claimed: number }>(
      `SELECT claimed FROM inventory.variant_stock WHERE variant_id = $1`,
      [variantId],
    );
    expect(sum).toEqual({ claimed: 0 });
    expect(await trade.jobs('ordering.settle-order')).not.toEqual([]);
  });

  it('that nobody can take waits for the next round, and is canceled after the last', async () => {
    const { orderId } = await twoRetailers([5, 0], 2);
    const [order] = await trade.route(orderId);
    await reject(order!);
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2, canceled: 0 });
    expect(await trade.jobs('fulfillment.route-order')).toHaveLength(2);
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
  });
});

describe('a parcel', () => {
  const accepted = async (quantity: number) => {
    const { variantId, first, orderId } = await twoRetailers([9, 9], quantity);
    const [order] = await trade.route(orderId);
    await accept(order!);
    return { order: order!, orderId, variantId, first, lineId: order!.lines[0]!.lineId };
  };

  it('leaves the shelf, moves the order on and is told to the buyer', async () => {
    const { order, orderId, variantId, first } = await accepted(2);
    expect(await ship(order, 'JD 01')).toMatchObject({ ok: true, value: { isNew: true } });
    expect(await trade.units(orderId)).toMatchObject({ accepted: 0, shipped: 2 });
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 7, allocated: 0 });
    expect((await trade.requestsOf(orderId))[0]!.state).toBe('shipped');
    expect(await trade.get(FulfillmentOrders).parcelsOf(orderId)).toMatchObject([
      { state: 'shipped', trackingNumber: 'JD 01', lines: [{ quantity: 2 }] },
    ]);
  });

  it('with the same tracking number is the same parcel, however it is spelled and even at the same moment', async () => {
    const { order, orderId } = await accepted(2);
    const answers = await Promise.all([ship(order, 'JD 01'), ship(order, 'jd-01'), ship(order, 'JD01')]);
    const ids = answers.map((answer) => answer.ok && answer.value.shipment.id);
    expect(new Set(ids).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && answer.value.isNew)).toHaveLength(1);
    expect(await trade.units(orderId)).toMatchObject({ shipped: 2 });
  });

  it('may be one of several', async () => {
    const { order, orderId, lineId } = await accepted(3);
    await ship(order, '1', [{ lineId, quantity: 1 }]);
    expect((await trade.requestsOf(orderId))[0]!.state).toBe('partially_shipped');
    expect(await trade.get(FulfillmentOrders).parcelsOf(orderId)).toMatchObject([
      { state: 'shipped', lines: [{ quantity: 1 }] },
      { state: 'accepted', lines: [{ quantity: 2 }] },
    ]);
    await ship(order, '2');
    expect((await trade.requestsOf(orderId))[0]).toMatchObject({ state: 'shipped', version: 4 });
    expect(await trade.units(orderId)).toMatchObject({ shipped: 3 });
  });

  it('never holds more than was accepted', async () => {
    const { order, orderId, lineId } = await accepted(2);
    expect(await ship(order, '1', [{ lineId, quantity: 3 }])).toMatchObject({
      error: { code: 'FULFILLMENT.QUANTITY_EXCEEDED' },
    });
    const racers = await Promise.all(['1', '2', '3'].map((number) => ship(order, number, [{ lineId, quantity: 1 }])));
    expect(racers.filter((answer) => answer.ok)).toHaveLength(2);
    expect(await trade.units(orderId)).toMatchObject({ accepted: 0, shipped: 2 });
  });

  it('that leaves before the answer is the answer', async () => {
    const { orderId } = await twoRetailers([9, 9], 2);
    const [order] = await trade.route(orderId);
    expect(await ship(order!, '1', [{ lineId: order!.lines[0]!.lineId, quantity: 1 }])).toMatchObject({ ok: true });
    expect(await trade.units(orderId)).toMatchObject({ requested: 0, accepted: 1, shipped: 1 });
    expect((await trade.requestsOf(orderId))[0]!.state).toBe('partially_shipped');
  });

  it('leaves nothing half-done when it is refused', async () => {
    const { orderId } = await twoRetailers([9, 9], 2);
    const [order] = await trade.route(orderId);
    await ship(order!, '1', [{ lineId: order!.lines[0]!.lineId, quantity: 5 }]);
    expect((await trade.requestsOf(orderId))[0]!.state).toBe('requested');
    expect(await trade.units(orderId)).toMatchObject({ requested: 2, accepted: 0 });
  });
});
