import type {
  FulfillmentOrderEntriesWire,
  FulfillmentOrderEventsWire,
  OrderFulfillmentWire,
  PlacedOrder,
  Problem,
} from '@sidestall/contracts';
import { randomUUID } from 'node:crypto';
import { DEMO_OPERATOR } from '../cli/seed-shop.ts';
import { AfterSale, KETTLE, MUG } from '../payments/after-sale.fixture.ts';
import type { Answer } from '../test-house.ts';

let shop: AfterSale;
let operatorCookie: string;

const operator = <T>(method: string, route: string, body?: unknown): Promise<Answer<T & Omit<Problem, 'status'>>> =>
  shop.house.call(method, `/v1/console${route}`, {
    body: body ?? (method === 'POST' ? {} : undefined),
    headers: { cookie: operatorCookie, ...(method === 'POST' && { 'idempotency-key': randomUUID() }) },
  });
const own = async (placed: PlacedOrder) =>
  (await shop.console<OrderFulfillmentWire>('GET', `/orders/${placed.order.id}/fulfillment`)).body;
const whole = async (placed: PlacedOrder) =>
  (await operator<OrderFulfillmentWire>('GET', `/orders/${placed.order.id}/fulfillment`)).body;
const ADDRESS = { name: 'Ana Lima', line1: 'Neue Straße 2', city: 'Leipzig', postalCode: '04105', country: 'DE' };

beforeAll(async () => {
  shop = await AfterSale.open();
  const { headers } = await shop.house.call('POST', '/v1/console/sign-in', {
    body: { email: DEMO_OPERATOR.email, password: DEMO_OPERATOR.password },
  });
  operatorCookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
});
afterAll(() => shop.house.close());

describe('where the parts of an order stand', () => {
  let placed: PlacedOrder;
  beforeAll(async () => {
    placed = await shop.paid({ [MUG]: 2, [KETTLE]: 1 });
  });

  it('is told to a brand as far as its own goods go, with nothing it may not do', async () => {
    const body = await own(placed);
    expect(body).toMatchObject({ number: placed.order.number, unrouted: 0, canCancel: true, canChangeAddress: false });
    expect(body.fulfillmentOrders).toHaveLength(1);
    expect(body.fulfillmentOrders[0]).toMatchObject({
      retailerName: expect.stringContaining('Northwind') as string,
      state: 'accepted',
      isShared: false,
      lines: [{ quantity: 2, acceptedQuantity: 2, shippedQuantity: 0 }],
      parcels: [],
      steps: [],
      onCancel: 'asked',
    });
  });

  it('is told whole to who runs the house, with the steps each state allows', async () => {
    const body = await whole(placed);
    expect(body.canChangeAddress).toBe(true);
    expect(body.fulfillmentOrders.map(({ state, steps }) => ({ state, steps }))).toEqual([
      { state: 'accepted', steps: ['hold', 'recall'] },
      { state: 'accepted', steps: ['hold', 'recall'] },
    ]);
  });

  it('is nobody else’s business', async () => {
    const foreign = (await shop.house.brandIds()).at(-1)!;
    const { id } = (await own(placed)).fulfillmentOrders[0]!;
    expect(await shop.console('GET', `/../${foreign}/orders/${placed.order.id}/fulfillment`)).toMatchObject({
      status: 404,
    });
    const kettle = (await whole(placed)).fulfillmentOrders.find((part) => part.id !== id)!;
    expect(await shop.console('GET', `/fulfillment-orders/${kettle.id}/events`)).toMatchObject({
      status: 404,
      body: { code: 'FULFILLMENT.ORDER_NOT_FOUND' },
    });
    for (const route of [
      'fulfillment-orders',
      `fulfillment-orders/${id}/events`,
      `orders/${placed.order.id}/fulfillment`,
    ]) {
      expect(await shop.console('GET', `/../../${route}`)).toMatchObject({ status: 403 });
    }
    expect(await shop.console('POST', `/../../fulfillment-orders/${id}/recall`, { reason: 'No' })).toMatchObject({
      status: 403,
    });
  });

  it('names the parcels once they left, and then nothing is left to do', async () => {
    await shop.shipped(placed, { [MUG]: 2, [KETTLE]: 1 });
    const { fulfillmentOrders, canCancel } = await own(placed);
    expect(fulfillmentOrders[0]).toMatchObject({
      state: 'shipped',
      parcels: [{ carrier: 'DHL', state: 'shipped', lines: [{ quantity: 2 }] }],
    });
    expect(canCancel).toBe(false);
    expect((await whole(placed)).fulfillmentOrders.flatMap(({ steps }) => steps)).toEqual([]);
  });
});

describe('who runs the house', () => {
  let placed: PlacedOrder;
  beforeEach(async () => {
    placed = await shop.paid({ [MUG]: 1 });
  });

  it('finds a fulfillment order by state and by the number of its order', async () => {
    const found = await operator<FulfillmentOrderEntriesWire>(
      'GET',
      `/fulfillment-orders?state=accepted&q=${placed.order.number.toLowerCase()}`,
    );
    expect(found.body.fulfillmentOrders).toMatchObject([
      { orderId: placed.order.id, orderNumber: placed.order.number, state: 'accepted', units: 1, country: 'DE' },
    ]);
    const first = await operator<FulfillmentOrderEntriesWire>('GET', '/fulfillment-orders?limit=1');
    const next = await operator<FulfillmentOrderEntriesWire>(
      'GET',
      `/fulfillment-orders?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(first.body.fulfillmentOrders[0]!.id > next.body.fulfillmentOrders[0]!.id).toBe(true);
  });

  it('holds one and lets it go on, and all that happened can be read, the newest first and page by page', async () => {
    const { id } = (await whole(placed)).fulfillmentOrders[0]!;
    expect(await operator('POST', `/fulfillment-orders/${id}/hold`, { reason: 'Looks odd' })).toMatchObject({
      status: 200,
    });
    expect((await whole(placed)).fulfillmentOrders[0]).toMatchObject({
      state: 'on_hold',
      resumesAs: 'accepted',
      heldAt: expect.any(String) as string,
      reason: 'held: Looks odd',
      steps: ['release'],
    });
    expect(await operator('POST', `/fulfillment-orders/${id}/release`)).toMatchObject({ status: 200 });
    expect((await whole(placed)).fulfillmentOrders[0]).toMatchObject({ state: 'accepted', reason: null });
    const story = `/fulfillment-orders/${id}/events`;
    const first = (await operator<FulfillmentOrderEventsWire>('GET', `${story}?limit=2`)).body;
    expect(first.events).toMatchObject([
      { kind: 'moved', from: 'on_hold', to: 'accepted', by: { kind: 'operator', name: null, isYou: true } },
      { kind: 'moved', from: 'accepted', to: 'on_hold', reason: 'held: Looks odd' },
    ]);
    const rest = (await operator<FulfillmentOrderEventsWire>('GET', `${story}?cursor=${first.nextCursor}`)).body;
    expect(rest.events.at(0)).toMatchObject({
      to: 'accepted',
      by: { kind: 'retailer', name: expect.stringContaining('Northwind') as string, isYou: false },
    });
    expect(rest.events.at(-1)).toMatchObject({ from: null, to: 'requested', by: { kind: 'routing' } });
    expect(rest.nextCursor).toBeNull();
    const brands = (await shop.console<FulfillmentOrderEventsWire>('GET', story)).body;
    expect(brands.events).toHaveLength(first.events.length + rest.events.length);
    expect(brands.events[0]!.by.isYou).toBe(false);
    expect(await operator('GET', `${story}?cursor=x`)).toMatchObject({ status: 400 });
  });

  it('recalls what was accepted and did not leave: what was paid for is given back', async () => {
    const { id } = (await whole(placed)).fulfillmentOrders[0]!;
    expect(await operator('POST', `/fulfillment-orders/${id}/recall`, {})).toMatchObject({ status: 400 });
    const reason = 'The retailer closes';
    expect(await operator('POST', `/fulfillment-orders/${id}/recall`, { reason })).toMatchObject({
      status: 200,
      body: { state: 'recalled' },
    });
    expect((await whole(placed)).fulfillmentOrders[0]).toMatchObject({ state: 'recalled', steps: [] });
    expect(await operator('POST', `/fulfillment-orders/${id}/hold`, { reason })).toMatchObject({
      status: 409,
      body: { code: 'FULFILLMENT.STATE_CONFLICT', currentState: 'recalled' },
    });
    await shop.house.control('/settle');
    await shop.refundIs(placed, 'succeeded');
  });

  it('changes the address of all parts, and asks for all of it to be canceled', async () => {
    expect(await operator('POST', `/orders/${placed.order.id}/address`, { address: ADDRESS })).toMatchObject({
      status: 204,
    });
    const changed = await whole(placed);
    expect(changed.address).toMatchObject({ line1: ADDRESS.line1 });
    expect(changed.fulfillmentOrders[0]).toMatchObject({
      addressVersion: 2,
      acknowledgeBy: expect.any(String) as string,
    });
    expect(await operator('POST', `/orders/${placed.order.id}/cancellation`)).toMatchObject({
      status: 200,
      body: { canceled: 0, asked: 1 },
    });
    expect((await whole(placed)).fulfillmentOrders[0]).toMatchObject({
      state: 'cancel_requested',
      answerBy: expect.any(String) as string,
      onCancel: null,
    });
  });
});
