import { stopDatabases } from '@sidestall/testing';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { FulfillmentOrderEvents } from './order-events.ts';
import { RecallFulfillmentOrder } from './recall-fulfillment-order.ts';
import { StrayParcels } from './stray-parcels.ts';

import { stepsOf } from './after-acceptance.fixture.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const { accept, ship, sweep, now, conflict, hoursPass, requested, told, wish } = stepsOf(() => trade);

describe('an operator who recalls', () => {
  const recall = (order: FulfillmentOrderRecord) =>
    trade.get(RecallFulfillmentOrder).execute(order.id, { kind: 'operator', id: 'acc_2' }, 'It closes');

  it('takes back what was accepted and not paid for yet: the retailer hears of it, and somebody else is asked', async () => {
    const { order, orderId, variantId, first, second } = await requested();
    expect(await recall(order)).toMatchObject(conflict('requested'));
    await accept(order);
    expect(await recall(order)).toMatchObject({ ok: true, value: { state: 'recalled' } });
    expect(await recall(order)).toMatchObject({ ok: true });
    expect(await told(order)).toContain('fulfillment_order.recalled');
    expect(await trade.stock(variantId, first)).toMatchObject({ allocated: 0 });
    expect(await ship(order, 'LATE')).toMatchObject(conflict('recalled'));
    const [, next] = await trade.route(orderId);
    expect(next!.retailerId).toBe(second);
  });

  it('leaves what left with the buyer: the rest goes elsewhere, the part ends as shipped', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await ship(order, 'T1', 1);
    expect(await recall(order)).toMatchObject({ ok: true, value: { state: 'shipped' } });
    expect(await trade.units(orderId)).toMatchObject({ shipped: 1 });
    expect(await recall(order)).toMatchObject(conflict('shipped'));
  });
});

describe('a parcel of what was taken back', () => {
  const OPERATOR = { kind: 'operator', id: 'acc_2' } as const;
  const strays = () => trade.get(StrayParcels).list();
  const recalled = async () => {
    const { order } = await requested();
    await accept(order);
    await trade.get(RecallFulfillmentOrder).execute(order.id, OPERATOR, 'It closes');
    return order;
  };

  it('waits for an operator, once however often it is reported, until it is agreed what becomes of it', async () => {
    const order = await recalled();
    const before = await trade.get(StrayParcels).count();
    for (const tracking of ['LATE', 'LATE', 'LATER'])
      expect(await ship(order, tracking)).toMatchObject(conflict('recalled'));
    expect(await trade.get(StrayParcels).count()).toBe(before + 2);
    const mine = (await strays()).filter(({ fulfillmentOrderId }) => fulfillmentOrderId === order.id);
    expect(mine).toMatchObject([
      { trackingNumber: 'LATE', state: 'recalled', orderNumber: order.orderNumber, orderId: order.orderId },
      { trackingNumber: 'LATER' },
    ]);
    const settle = (id: string) => trade.get(StrayParcels).settle(id, OPERATOR, 'It turns back');
    expect([await settle(mine[0]!.id), await settle(mine[0]!.id)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await settle('0')).toMatchObject({ ok: false, error: { code: 'FULFILLMENT.STRAY_PARCEL_NOT_FOUND' } });
    await ship(order, 'LATE');
    expect((await strays()).filter(({ fulfillmentOrderId }) => fulfillmentOrderId === order.id)).toMatchObject([
      { trackingNumber: 'LATER' },
    ]);
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.filter(({ to }) => to === 'settled')).toMatchObject([
      { kind: 'noted', actorId: 'acc_2', input: { trackingNumber: 'LATE', note: 'It turns back' } },
    ]);
  });

  it('is none where the goods are still its retailer’s to send', async () => {
    const { order } = await requested();
    await accept(order);
    await ship(order, 'T1', 99);
    await ship(order, 'T1');
    expect((await strays()).filter(({ fulfillmentOrderId }) => fulfillmentOrderId === order.id)).toEqual([]);
  });
});

describe('what has to leave', () => {
  it('is announced four hours before, at the deadline and a day after it, each once', async () => {
    const { order } = await requested({ contactEmail: 'desk@first.example', shipWithinSeconds: 10 * 3_600 });
    await accept(order);
    const letters = async () =>
      (
        await trade.database.rows<{ subject: string }>(
          `SELECT subject FROM platform.mail WHERE key LIKE $1 ORDER BY id`,
          [`ship-by-${order.id}%`],
        )
      ).map(({ subject }) => subject.replace(order.orderNumber, 'N'));
    const hears = async (hours: number) => {
      await hoursPass(order, hours);
      await sweep();
      await sweep();
      return [await letters(), (await now(order)).lateAt !== null];
    };
    expect(await hears(5)).toEqual([[], false]);
    expect(await hears(2)).toEqual([['Order N has to leave within four hours'], false]);
    expect(await hears(4)).toEqual([[expect.anything(), 'Order N should have left by now'], true]);
    expect(await hears(24)).toEqual([[expect.anything(), expect.anything(), 'Order N is a day late'], true]);
    expect((await now(order)).state).toBe('accepted');
  });

  it('and never does is recalled and looked for elsewhere; a parcel after that is refused and kept', async () => {
    const { order, orderId, second } = await requested({ shipWithinSeconds: 3_600, terms: { autoCancelDays: 1 } });
    await accept(order);
    // Days of grace end with a day: how many hours that takes depends on when the test runs.
    const grace = (await now(order)).autoCancelAt!.getTime() - Date.now();
    await hoursPass(order, Math.ceil(grace / 3_600_000) + 1);
    await sweep();
    expect((await now(order)).state).toBe('recalled');
    expect(await told(order)).toContain('fulfillment_order.recalled');
    expect(await ship(order, 'LATE')).toMatchObject(conflict('recalled'));
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.at(-1)).toMatchObject({ kind: 'refused', input: { trackingNumber: 'LATE' } });
    const [, next] = await trade.route(orderId);
    expect(next!.retailerId).toBe(second);
  });

  it('of an order that ended otherwise is let go once: its story says why', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await trade.database.rows(`UPDATE ordering."order" SET state = 'canceled' WHERE id = $1`, [orderId]);
    await trade.database.rows(`UPDATE fulfillment.fulfillment_order SET auto_cancel_at = now() WHERE id = $1`, [
      order.id,
    ]);
    await sweep();
    await sweep();
    expect((await now(order)).autoCancelAt).toBeNull();
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.filter(({ reason }) => reason === 'order_over')).toMatchObject([{ kind: 'noted', to: 'recalled' }]);
  });

  it('of an order that ended otherwise is not waited for either when nobody says whether it can be canceled', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await wish(orderId);
    await trade.database.rows(`UPDATE ordering."order" SET state = 'canceled' WHERE id = $1`, [orderId]);
    await trade.database.rows(`UPDATE fulfillment.fulfillment_order SET answer_by = now() WHERE id = $1`, [order.id]);
    await sweep();
    await sweep();
    expect(await now(order)).toMatchObject({ state: 'cancel_requested', answerBy: null });
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.filter(({ reason }) => reason === 'order_over')).toMatchObject([{ kind: 'noted', to: 'canceled' }]);
  });

  it('is not looked for elsewhere when it was not even answered: the sweep lets it go as its timer would', async () => {
    const { order } = await requested({ acceptWithinSeconds: 3_600 });
    await hoursPass(order, 2);
    await sweep();
    expect((await now(order)).state).toBe('expired');
  });
});
