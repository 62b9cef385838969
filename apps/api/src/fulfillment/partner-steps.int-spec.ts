import type { AskedCancellationWire, FulfillmentOrderWire, PlacedOrder } from '@sidestall/contracts';
import { TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone

let house: TestHouse;
let placed: PlacedOrder;
let order: FulfillmentOrderWire;

beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());
beforeEach(async () => {
  placed = (await house.place(await house.quote({ [MUG]: 2 }))).body;
  order = await house.requested('northwind', placed);
});

const act = <T = FulfillmentOrderWire>(action: string, body: unknown = {}, who: 'northwind' | 'harbor' = 'northwind') =>
  house.partner<T>(who, 'POST', `/${order.id}/${action}`, body);
const wish = () =>
  house.call<AskedCancellationWire>('POST', `/v1/orders/${placed.order.id}/cancellation`, {
    headers: { authorization: `Bearer ${placed.orderToken}` },
  });
const captured = () =>
  house.until(async () => {
    const row = await house.database.one<{ state: string }>(`SELECT state FROM ordering."order" WHERE id = $1`, [
      placed.order.id,
    ]);
    return row?.state === 'captured';
  }, 'the capture');

describe('after an acceptance', () => {
  it('a retailer says that it picks, and nobody else can', async () => {
    await act('accept');
    expect(await act('start', {}, 'harbor')).toMatchObject({ status: 404 });
    expect(await act('start')).toMatchObject({ status: 200, body: { state: 'in_progress', isLate: false } });
  });

  it('a retailer who gives paid goods back has them refunded to the buyer, and is not paid', async () => {
    await act('accept');
    await captured();
    expect(await act('cancel', { reason: 'mood' })).toMatchObject({ status: 400 });
    expect(await act('cancel', { reason: 'capacity' })).toMatchObject({
      status: 200,
      body: { state: 'canceled_by_partner' },
    });
    await house.control('/settle');
    await house.until(async () => {
      const { refunds } = await house.order(placed);
      return refunds.length === 1 && refunds[0]!.state === 'succeeded';
    }, 'the refund');
    expect(await house.order(placed)).toMatchObject({ fulfillment: 'canceled' });
  });

  it('a buyer’s wish to cancel is put to the retailer, and refunded when it agrees', async () => {
    await act('accept');
    await captured();
    expect(await wish()).toMatchObject({ status: 200, body: { canceled: 0, asked: 1 } });
    const asked = await house.partner<FulfillmentOrderWire>('northwind', 'GET', `/${order.id}`);
    expect(asked.body).toMatchObject({ state: 'cancel_requested', answerBy: expect.any(String) as string });
    expect(await act('cancellation', { accept: true })).toMatchObject({ status: 200, body: { state: 'canceled' } });
    expect(await act('cancellation', { accept: false })).toMatchObject({
      status: 409,
      body: { currentState: 'canceled' },
    });
    await house.control('/settle');
    await house.until(async () => (await house.order(placed)).refunds[0]?.state === 'succeeded', 'the refund');
  });

  it('a stranger’s wish to cancel is nobody’s', async () => {
    expect(await house.call('POST', `/v1/orders/${placed.order.id}/cancellation`)).toMatchObject({ status: 404 });
  });
});
