import { randomUUID } from 'node:crypto';
import type { PlacedOrder, Problem, ShipmentWire } from '@sidestall/contracts';
import { AfterSale, KETTLE, MUG } from '../payments/after-sale.fixture.ts';
import { RETAILER_KEYS, type Answer } from '../test-house.ts';

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
});
afterAll(() => shop.house.close());

type ShipmentAnswer = Promise<Answer<ShipmentWire & Omit<Problem, 'status'>>>;

/** An order of mugs that has left northwind in one parcel. */
async function sent(quantity = 1) {
  const placed = await shop.paid({ [MUG]: quantity });
  await shop.settle();
  const { id } = await shop.house.requested('northwind', placed);
  const trackingNumber = `JD${randomUUID().slice(0, 12)}`;
  const parcel = { carrier: 'DHL', trackingNumber };
  const shipment = await shop.house.partner<ShipmentWire>('northwind', 'POST', `/${id}/shipments`, parcel);
  return { placed, id, trackingNumber, shipmentId: shipment.body.id };
}

const news = (id: string, body: object): ShipmentAnswer =>
  shop.house.partner('northwind', 'POST', `/${id}/parcel-news`, body);

const atPartner = (
  path: string,
  body: object = {},
  retailer: keyof typeof RETAILER_KEYS = 'northwind',
): ShipmentAnswer =>
  shop.house.call('POST', `/v1/partner/shipments/${path}`, {
    body,
    headers: { authorization: `Bearer ${RETAILER_KEYS[retailer]}`, 'idempotency-key': randomUUID() },
  });

const decide = (shipmentId: string, what: 'reship' | 'refund' | 'report', body?: object): ShipmentAnswer =>
  shop.console('POST', `/parcels/${shipmentId}/${what}`, body);

const parcelsOf = async (placed: PlacedOrder) => (await shop.house.order(placed)).parcels;

const orderState = async (id: string): Promise<string> =>
  (await shop.house.partner<{ state: string }>('northwind', 'GET', `/${id}`)).body.state;

/** Lets what is due for a parcel be due now. */
async function overdue(shipmentId: string): Promise<void> {
  await shop.house.database.rows(`UPDATE fulfillment.shipment SET due_at = now() WHERE id = $1`, [shipmentId]);
  await shop.house.database.rows(
    `UPDATE platform.outbox SET next_at = now() WHERE name = 'fulfillment.sweep-parcels' AND state = 'pending'`,
  );
}

describe('a parcel', () => {
  it('is delivered when its carrier says so, and the buyer’s time for returns begins then', async () => {
    const { placed, id, trackingNumber, shipmentId } = await sent();
    await news(id, { trackingNumber, kind: 'scanned', at: '2026-11-01T08:00:00Z' });
    const delivered = await news(id, { trackingNumber: trackingNumber.toLowerCase(), kind: 'delivered' });
    expect(delivered).toMatchObject({ status: 200, body: { id: shipmentId, state: 'delivered' } });
    expect(await orderState(id)).toBe('delivered');
    expect(await parcelsOf(placed)).toMatchObject([{ id: shipmentId, state: 'delivered', isPresumedDelivered: false }]);
    const order = await shop.house.order(placed);
    expect(order.timeline.at(-1)).toMatchObject({ kind: 'delivered' });
    const row = await shop.house.database.one<{ at: Date }>(
      `SELECT first_scan_at AS at FROM fulfillment.shipment WHERE id = $1`,
      [shipmentId],
    );
    expect(row!.at.toISOString()).toBe('2026-11-01T08:00:00.000Z');
    // Said twice it is the same; lost after its own delivery it cannot be.
    expect((await news(id, { trackingNumber, kind: 'delivered' })).status).toBe(200);
    expect(await news(id, { trackingNumber, kind: 'lost' })).toMatchObject({
      status: 409,
      body: { code: 'FULFILLMENT.PARCEL_STATE_CONFLICT', currentState: 'delivered' },
    });
  });

  it('C3: told of as delivered before it is told of as shipped is kept, answered 409, and delivered once it is known', async () => {
    const placed = await shop.paid({ [MUG]: 1 });
    const { id } = await shop.house.requested('northwind', placed);
    const early = await news(id, { trackingNumber: 'C3-EARLY', kind: 'delivered' });
    expect(early).toMatchObject({
      status: 409,
      body: { code: 'FULFILLMENT.STATE_CONFLICT', currentState: 'accepted' },
    });
    await shop.house.partner('northwind', 'POST', `/${id}/shipments`, { carrier: 'DHL', trackingNumber: 'c3 early' });
    await shop.is(placed, 'the delivery', (order) => order.parcels[0]?.state === 'delivered');
    expect(await orderState(id)).toBe('delivered');
  });

  it('counts as delivered when nobody says otherwise for two weeks, and may still turn out lost', async () => {
    const { placed, id, shipmentId } = await sent();
    await overdue(shipmentId);
    const order = await shop.is(placed, 'the delivery', ({ parcels }) => parcels[0]?.state === 'delivered');
    expect(order.parcels[0]).toMatchObject({ isPresumedDelivered: true });
    expect(await decide(shipmentId, 'report', { kind: 'lost', note: 'The buyer never saw it' })).toMatchObject({
      status: 200,
      body: { state: 'lost' },
    });
    expect(await orderState(id)).toBe('delivery_failed');
  });

  it('of somebody else does not exist', async () => {
    const { shipmentId, id, trackingNumber } = await sent();
    expect(await atPartner(`${shipmentId}/reship`, { carrier: 'DHL', trackingNumber: 'X1' }, 'harbor')).toMatchObject({
      status: 404,
    });
    const stranger = await shop.house.partner('harbor', 'POST', `/${id}/parcel-news`, { trackingNumber, kind: 'lost' });
    expect(stranger).toMatchObject({ status: 404, body: { code: 'FULFILLMENT.ORDER_NOT_FOUND' } });
    const kettle = await shop.paid({ [KETTLE]: 1 });
    await shop.settle();
    await shop.shipped(kettle, { [KETTLE]: 1 });
    const other = (await parcelsOf(kettle))[0]!.id;
    expect(await decide(other, 'refund')).toMatchObject({
      status: 404,
      body: { code: 'FULFILLMENT.PARCEL_NOT_FOUND' },
    });
  });
});

describe('a parcel that was lost', () => {
  it('is sent again for nothing: one more parcel, two fewer on the shelf, no second charge', async () => {
    const { placed, id, trackingNumber, shipmentId } = await sent(2);
    expect(await decide(shipmentId, 'reship')).toMatchObject({ status: 409 });
    const charged = (await shop.house.order(placed)).payment.captured;
    const left = await shop.house.available(MUG);
    expect(await news(id, { trackingNumber, kind: 'lost' })).toMatchObject({ status: 200, body: { state: 'lost' } });
    expect(await orderState(id)).toBe('delivery_failed');
    const mails = await shop.mails(placed, `lost-${shipmentId}`);
    expect(mails.map((mail) => mail.recipient).sort()).toEqual(['ana@example.com', 'host@demo.sidestall.dev']);

    expect(await decide(shipmentId, 'reship')).toMatchObject({ status: 200, body: { remedy: 'reship_asked' } });
    const label = { carrier: 'UPS', trackingNumber: `1Z${randomUUID().slice(0, 10)}` };
    const again = await atPartner(`${shipmentId}/reship`, label);
    expect(again).toMatchObject({ status: 201, body: { state: 'in_transit', replaces: shipmentId } });
    expect(await atPartner(`${shipmentId}/reship`, label)).toMatchObject({ status: 200, body: { id: again.body.id } });
    expect(await atPartner(`${shipmentId}/reship`, { ...label, trackingNumber: 'THIRD' })).toMatchObject({
      status: 409,
    });

    expect(await orderState(id)).toBe('shipped');
    expect(await parcelsOf(placed)).toMatchObject([
      { id: shipmentId, state: 'lost', remedy: 'reshipped', lines: [{ quantity: 2 }] },
      { id: again.body.id, state: 'shipped', replaces: shipmentId, lines: [{ quantity: 2 }] },
    ]);
    const order = await shop.house.order(placed);
    expect(order.payment.captured).toEqual(charged);
    expect(order.lines[0]).toMatchObject({ quantity: 2, shippedQuantity: 2 });
    expect(await shop.house.available(MUG)).toBe(left - 2);
    await news(id, { trackingNumber: label.trackingNumber, kind: 'delivered' });
    expect(await orderState(id)).toBe('delivered');
    expect(order.refunds).toEqual([]);
  });

  it('is refunded once when nobody does anything about it, and is not sent again after that', async () => {
    const { placed, id, trackingNumber, shipmentId } = await sent();
    await news(id, { trackingNumber, kind: 'lost' });
    await overdue(shipmentId);
    const refund = await shop.refundIs(placed, 'succeeded');
    const paid = (await shop.view(placed)).lines[0]!.paid;
    expect(refund).toMatchObject({ reason: 'lost', amount: paid });
    expect(await decide(shipmentId, 'refund')).toMatchObject({ status: 200, body: { remedy: 'refunded' } });
    expect((await shop.house.order(placed)).refunds).toHaveLength(1);
    expect(await atPartner(`${shipmentId}/reship`, { carrier: 'UPS', trackingNumber: 'LATE' })).toMatchObject({
      status: 409,
      body: { code: 'FULFILLMENT.PARCEL_STATE_CONFLICT', remedy: 'refunded' },
    });
  });

  it('is refunded at once when its retailer cannot send it again, or the brand would rather', async () => {
    for (const refuse of [(id: string) => atPartner(`${id}/refuse-reship`), (id: string) => decide(id, 'refund')]) {
      const { placed, id, trackingNumber, shipmentId } = await sent();
      await news(id, { trackingNumber, kind: 'lost' });
      expect(await refuse(shipmentId)).toMatchObject({ status: 200, body: { remedy: 'refunded' } });
      await shop.refundIs(placed, 'succeeded');
    }
  });

  it('and was refunded by hand in part gives back only the rest', async () => {
    const { placed, id, trackingNumber, shipmentId } = await sent(2);
    const lineId = (await shop.house.order(placed)).lines[0]!.id;
    await shop.refund(placed, { lines: [{ lineId, quantity: 1 }] });
    await news(id, { trackingNumber, kind: 'lost' });
    await decide(shipmentId, 'refund');
    const refunds = (await shop.house.order(placed)).refunds;
    expect(refunds.map((refund) => refund.lines[0]!.quantity)).toEqual([1, 1]);
  });

  it('turns up after all: nothing needs to be done any more', async () => {
    const { placed, id, trackingNumber, shipmentId } = await sent();
    await news(id, { trackingNumber, kind: 'lost' });
    await decide(shipmentId, 'reship');
    await news(id, { trackingNumber, kind: 'delivered' });
    expect(await parcelsOf(placed)).toMatchObject([{ state: 'delivered', remedy: null, remedyBy: null }]);
    expect(await orderState(id)).toBe('delivered');
  });

  it('lies on the shelf again when it came back unharmed', async () => {
    const { id, trackingNumber } = await sent();
    const left = await shop.house.available(MUG);
    await news(id, { trackingNumber, kind: 'returned_to_sender', restock: true });
    await news(id, { trackingNumber, kind: 'returned_to_sender', restock: true });
    expect(await shop.house.available(MUG)).toBe(left + 1);
  });
});
