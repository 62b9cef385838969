import { randomUUID } from 'node:crypto';
import type { FulfillmentOrderPage, FulfillmentOrderWire, Problem, ShipmentWire } from '@sidestall/contracts';
import { newId } from '@sidestall/kernel';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const ROUTE = '/v1/partner/fulfillment-orders';

let house: TestHouse;
let order: FulfillmentOrderWire;

beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());
beforeEach(async () => {
  const placed = await house.place(await house.quote({ [MUG]: 2 }));
  order = await house.requested('northwind', placed.body);
});

const act = <T>(action: string, body: unknown, who: keyof typeof RETAILER_KEYS = 'northwind') =>
  house.partner<T>(who, 'POST', `/${order.id}/${action}`, body);
const parcel = { carrier: 'DHL', trackingNumber: 'JD 0146' };

describe('the partner API', () => {
  it('lets nobody in without a key that is known', async () => {
    for (const authorization of [
      undefined,
      'Bearer sk_retail_0000000000000000',
      'Basic x',
      `bearer ${RETAILER_KEYS.harbor}`,
    ]) {
      const answer = await house.call<Problem>('GET', ROUTE, { headers: authorization ? { authorization } : {} });
      expect(answer).toMatchObject({ status: 401, body: { code: 'REQUEST.UNAUTHENTICATED' } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('C6: shows a retailer what it was asked for, and another retailer nothing', async () => {
    const shown = await house.partner<FulfillmentOrderWire>('northwind', 'GET', `/${order.id}`);
    expect(shown.body).toMatchObject({
      state: 'requested',
      shippingAddress: { city: 'Leipzig' },
      lines: [{ sku: MUG, quantity: 2, acceptedQuantity: 0 }],
      shipments: [],
    });
    const notFound = { status: 404, body: { code: 'FULFILLMENT.ORDER_NOT_FOUND' } };
    expect(await house.partner('harbor', 'GET', `/${order.id}`)).toMatchObject(notFound);
    expect(await act('accept', {}, 'harbor')).toMatchObject(notFound);
    expect(await act('reject', { reason: 'other' }, 'harbor')).toMatchObject(notFound);
    expect(await act('shipments', parcel, 'harbor')).toMatchObject(notFound);
    expect(await house.partner('northwind', 'GET', `/${newId('ful')}`)).toMatchObject(notFound);
    expect(await house.partner('northwind', 'GET', '/ful_1')).toMatchObject({ status: 400 });
    const listed = await house.partner<FulfillmentOrderPage>('harbor', 'GET', '');
    expect(listed.body.fulfillmentOrders.map((it) => it.id)).not.toContain(order.id);
  });

  it('wants an Idempotency-Key for whatever changes something', async () => {
    const headers = { authorization: `Bearer ${RETAILER_KEYS.northwind}` };
    for (const [action, body] of [
      ['accept', {}],
      ['reject', { reason: 'other' }],
      ['shipments', parcel],
    ] as const) {
      const answer = await house.call('POST', `${ROUTE}/${order.id}/${action}`, { headers, body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY.KEY_MISSING' } });
    }
  });

  it('C1, C2: gives the same answer to the same request, and refuses its key for another', async () => {
    const headers = { authorization: `Bearer ${RETAILER_KEYS.northwind}`, 'idempotency-key': randomUUID() };
    const send = (body: unknown) => house.call('POST', `${ROUTE}/${order.id}/accept`, { headers, body });
    const first = await send({});
    const second = await send({});
    expect(first).toMatchObject({ status: 200, body: { state: 'accepted', version: 2 } });
    expect(second.body).toEqual(first.body);
    expect(await send({ lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] })).toMatchObject({ status: 422 });
  });

  it('C1: takes a parcel once: 201 for the first telling, 200 for the next', async () => {
    const first = await act<ShipmentWire>('shipments', parcel);
    const second = await act<ShipmentWire>('shipments', { ...parcel, trackingNumber: 'jd-0146' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    const shown = await house.partner<FulfillmentOrderWire>('northwind', 'GET', `/${order.id}`);
    expect(shown.body).toMatchObject({ state: 'shipped', shipments: [{ trackingNumber: 'JD 0146' }] });
  });

  it('says precisely what is wrong with an answer', async () => {
    const lineId = order.lines[0]!.id;
    expect(await act('accept', { lines: [{ lineId, quantity: 3 }] })).toMatchObject({
      status: 422,
      body: { code: 'FULFILLMENT.QUANTITY_EXCEEDED', detail: `Line ${lineId} has 2 left, 3 were named` },
    });
    expect(await act('accept', { lines: [{ lineId: newId('fln'), quantity: 1 }] })).toMatchObject({
      status: 422,
      body: { code: 'FULFILLMENT.LINE_UNKNOWN' },
    });
    for (const bad of [
      { lines: [{ lineId, quantity: -1 }] },
      { lines: [{ lineId, quantity: 1.5 }] },
      { lines: [] },
      [],
      'x',
    ]) {
      expect(await act('accept', bad)).toMatchObject({ status: 400 });
    }
    expect(await act('reject', { reason: 'mood' })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'reason' }] },
    });
    expect(await act('shipments', { ...parcel, trackingUrl: 'javascript:alert(1)' })).toMatchObject({ status: 400 });
    expect(await house.partner('northwind', 'GET', '?limit=1000')).toMatchObject({ status: 400 });
  });

  it('C4: tells a late retailer where the fulfillment order stands', async () => {
    expect(await act('reject', { reason: 'capacity', note: 'Full until Monday' })).toMatchObject({ status: 200 });
    expect(await act('accept', {})).toMatchObject({
      status: 409,
      body: { code: 'FULFILLMENT.STATE_CONFLICT', currentState: 'rejected' },
    });
    expect(await act('shipments', parcel)).toMatchObject({ status: 409, body: { currentState: 'rejected' } });
  });
});
