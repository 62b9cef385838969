import { newId, type BrandId, type OrderId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { AcknowledgeAddress } from './acknowledge-address.ts';
import { AskCancellation } from './ask-cancellation.ts';
import { ChangeAddress } from './change-address.ts';
import { OperateFulfillmentOrder } from './operate-fulfillment-order.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

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

const {
  BRAND,
  owner,
  accept,
  ship,
  start,
  giveBack,
  answer,
  wish,
  hold,
  release,
  sweep,
  now,
  conflict,
  hoursPass,
  requested,
  told,
} = stepsOf(() => trade);

describe('a retailer that accepted', () => {
  it('says that it begins to pick, as often as it likes', async () => {
    const { order } = await requested();
    expect(await start(order)).toMatchObject(conflict('requested'));
    await accept(order);
    expect(await start(order)).toMatchObject({ ok: true, value: { state: 'in_progress' } });
    expect(await start(order)).toMatchObject({ ok: true });
    expect(await ship(order, 'T1')).toMatchObject({ ok: true });
    expect((await now(order)).state).toBe('shipped');
  });

  it('and cannot send after all gives back its units, which are looked for elsewhere', async () => {
    const { order, orderId, variantId, first, second } = await requested();
    await accept(order);
    expect(await giveBack(order)).toMatchObject({
      ok: true,
      value: { state: 'canceled_by_partner', reason: 'capacity' },
    });
    expect(await giveBack(order)).toMatchObject({ ok: true });
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2, accepted: 0, canceled: 0 });
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 9, allocated: 0 });
    const [, next] = await trade.route(orderId);
    expect(next!.retailerId).toBe(second);
    await accept(next!);
    expect(await ship(order, 'LATE')).toMatchObject(conflict('canceled_by_partner'));
    await ship(next!, 'T2');
    const sources = await trade.database.rows(
      `SELECT retailer_id AS id, accepted - canceled AS units FROM ordering.line_source WHERE order_id = $1 ORDER BY 2`,
      [orderId],
    );
    expect(sources).toEqual([
      { id: first, units: 0 },
      { id: second, units: 2 },
    ]);
  });

  it('and has sent a part gives back the rest, and ends as shipped', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await ship(order, 'T1', 1);
    expect(await giveBack(order)).toMatchObject({ ok: true, value: { state: 'shipped' } });
    expect(await trade.units(orderId)).toMatchObject({ shipped: 1, unrouted: 1, accepted: 0 });
  });
});

describe('a retailer', () => {
  it('C3: that ships before it answers has accepted', async () => {
    const { order, orderId } = await requested();
    expect(await ship(order, 'T1', 1)).toMatchObject({ ok: true });
    expect(await trade.units(orderId)).toMatchObject({ shipped: 1, accepted: 1 });
    const states = (await trade.get(FulfillmentOrderEvents).of(trade.database, order.id)).map((event) => event.to);
    expect(states).toEqual(['requested', 'accepted', 'partially_shipped']);
  });

  it('C3: whose contract wants the answer first is told so, and its parcel is not forgotten', async () => {
    const { order, orderId } = await requested({ terms: { acceptsByShipping: false } });
    expect(await ship(order, 'T1')).toMatchObject(conflict('requested'));
    expect(await trade.units(orderId)).toMatchObject({ requested: 2, shipped: 0 });
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.at(-1)).toMatchObject({ kind: 'refused', to: 'shipped', input: { trackingNumber: 'T1' } });
    await accept(order);
    expect(await ship(order, 'T1')).toMatchObject({ ok: true });
  });

  it('that ships whole orders only cannot accept a part of one', async () => {
    const { order } = await requested({ terms: { isWholeOrderOnly: true } });
    expect(await accept(order, 1)).toMatchObject({ ok: false, error: { code: 'FULFILLMENT.WHOLE_ORDER_ONLY' } });
    expect((await now(order)).state).toBe('requested');
    expect(await accept(order, 2)).toMatchObject({ ok: true, value: { state: 'accepted' } });
  });
});

describe('a wish to cancel', () => {
  it('needs nobody’s consent before the answer', async () => {
    const { order, orderId, variantId, first } = await requested();
    expect(await wish(orderId)).toEqual({ canceled: 1, asked: 0 });
    expect((await now(order)).state).toBe('canceled');
    expect(await trade.units(orderId)).toMatchObject({ canceled: 2, requested: 0 });
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 9, allocated: 0 });
    expect(await accept(order)).toMatchObject(conflict('canceled'));
  });

  it('ends the search for what nobody was found for yet', async () => {
    const retailerId = await trade.retailer();
    const variantId = await trade.shelf({ [retailerId]: 9 });
    const orderId = await trade.order([{ variantId, quantity: 2 }]);
    expect(await wish(orderId)).toEqual({ canceled: 1, asked: 0 });
    expect(await trade.units(orderId)).toMatchObject({ canceled: 2, unrouted: 0 });
    expect(await trade.route(orderId)).toEqual([]);
  });

  it('of a brand leaves goods of other brands alone', async () => {
    const retailerId = await trade.retailer();
    const variantId = await trade.shelf({ [retailerId]: 9 });
    const [mine, other] = [newId('brd'), newId('brd')];
    const orderId = await trade.order([{ variantId, quantity: 2, brandId: mine }]);
    await trade.route(orderId);
    const ask = (brandId: BrandId) => trade.get(AskCancellation).execute(orderId, BRAND, brandId);
    expect(await ask(other)).toEqual({ canceled: 0, asked: 0 });
    expect(await trade.units(orderId)).toMatchObject({ requested: 2 });
    expect(await ask(mine)).toEqual({ canceled: 1, asked: 0 });
  });

  it('is put to the retailer after it, who agrees', async () => {
    const { order, orderId, variantId, first } = await requested();
    await accept(order);
    expect(await wish(orderId)).toEqual({ canceled: 0, asked: 1 });
    expect(await wish(orderId)).toEqual({ canceled: 0, asked: 0 });
    const asked = await now(order);
    expect(asked.state).toBe('cancel_requested');
    expect(asked.answerBy!.getTime()).toBeGreaterThan(asked.requestedAt.getTime());
    expect(await told(order)).toContain('fulfillment_order.cancellation_requested');
    expect(await answer(order, true)).toMatchObject({ ok: true, value: { state: 'canceled', answerBy: null } });
    expect(await answer(order, true)).toMatchObject({ ok: true });
    expect(await answer(order, false)).toMatchObject(conflict('canceled'));
    expect(await trade.units(orderId)).toMatchObject({ canceled: 2, accepted: 0 });
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 9, allocated: 0 });
  });

  it('that the retailer refuses leaves everything where it was', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await start(order);
    await wish(orderId);
    expect(await answer(order, false)).toMatchObject({ ok: true, value: { state: 'in_progress' } });
    expect(await ship(order, 'T1')).toMatchObject({ ok: true });
  });

  it('C4: that crosses a parcel is overtaken by it: exactly one wins', async () => {
    for (let n = 0; n < 4; n++) {
      await trade.clear();
      const { order, orderId } = await requested();
      await accept(order);
      await wish(orderId);
      const [parcel, yes] = await Promise.all([ship(order, `T${n}`), answer(order, true)]);
      expect([parcel.ok, yes.ok].filter(Boolean)).toHaveLength(1);
      const { state } = await now(order);
      expect(state).toBe(parcel.ok ? 'shipped' : 'canceled');
      expect(await trade.units(orderId)).toMatchObject(parcel.ok ? { shipped: 2 } : { canceled: 2, shipped: 0 });
    }
  });

  it.each([
    ['cancel', 'canceled'],
    ['keep', 'accepted'],
  ] as const)('nobody answers ends as the contract says: %s', async (cancelSilence, state) => {
    const { order, orderId } = await requested({ terms: { cancelSilence, cancelAnswerHours: 2 } });
    await accept(order);
    await wish(orderId);
    await sweep();
    expect((await now(order)).state).toBe('cancel_requested');
    await hoursPass(order, 3);
    await sweep();
    expect((await now(order)).state).toBe(state);
  });
});

describe('a hold', () => {
  it('stops everything, and a release goes on with every deadline later by as long as it lasted', async () => {
    const { order } = await requested({ acceptWithinSeconds: 3_600, shipWithinSeconds: 48 * 3_600 });
    expect(await hold(order)).toBe(true);
    expect(await hold(order)).toBe(false);
    expect(await accept(order)).toMatchObject(conflict('on_hold'));
    expect(await ship(order, 'T1')).toMatchObject(conflict('on_hold'));
    await trade.database.rows(
      `UPDATE fulfillment.fulfillment_order SET held_at = held_at - interval '5 hours', accept_by = accept_by - interval '5 hours',
              ship_by = ship_by - interval '5 hours' WHERE id = $1`,
      [order.id],
    );
    await sweep();
    expect((await now(order)).state).toBe('on_hold');
    expect(await release(order)).toBe(true);
    const released = await now(order);
    expect(released.state).toBe('requested');
    const lasted = released.acceptBy.getTime() - order.acceptBy.getTime();
    expect(lasted).toBeGreaterThanOrEqual(0);
    expect(released.shipBy.getTime() - order.shipBy.getTime()).toBe(lasted);
    expect(await told(order)).toEqual([
      'fulfillment_order.requested',
      'fulfillment_order.held',
      'fulfillment_order.released',
    ]);
    expect(await accept(order)).toMatchObject({ ok: true });
  });
});

describe('a hold', () => {
  it('does not keep a buyer from canceling: what is held is not packed, and its retailer hears so', async () => {
    for (const isAccepted of [false, true]) {
      await trade.clear();
      const { order, orderId, variantId, first } = await requested();
      if (isAccepted) await accept(order);
      await hold(order);
      expect(await wish(orderId)).toEqual({ canceled: 1, asked: 0 });
      expect((await now(order)).state).toBe('canceled');
      expect(await trade.stock(variantId, first)).toMatchObject({ allocated: 0 });
      // A request nobody was sent is not taken back either.
      expect((await told(order)).at(-1)).toBe(`fulfillment_order.${isAccepted ? 'canceled' : 'held'}`);
      expect(await wish(orderId)).toEqual({ canceled: 0, asked: 0 });
    }
  });

  it('keeps a question whether it can still be canceled open, whose time stands still meanwhile', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await start(order);
    await wish(orderId);
    const asked = await now(order);
    expect(await hold(order)).toBe(true);
    expect(await answer(order, true)).toMatchObject(conflict('on_hold'));
    expect(await ship(order, 'T1')).toMatchObject(conflict('on_hold'));
    expect(await wish(orderId)).toEqual({ canceled: 0, asked: 0 });
    await hoursPass(order, 200);
    await sweep();
    expect((await now(order)).state).toBe('on_hold');
    expect(await release(order)).toBe(true);
    const released = await now(order);
    expect(released).toMatchObject({ state: 'cancel_requested', resumeState: 'in_progress' });
    expect(released.answerBy!.getTime()).toBeGreaterThanOrEqual(asked.answerBy!.getTime());
    expect(await answer(order, false)).toMatchObject({ ok: true, value: { state: 'in_progress', answerBy: null } });
  });

  it('G5: moves deadlines by as long as it lasted, and on to a day on which its retailer works', async () => {
    const { order, first } = await requested();
    await trade.database.rows(
      `UPDATE fulfillment.retailer SET working_days = '{3}', ship_days = 2, accept_hours = 24 WHERE id = $1`,
      [first],
    );
    await hold(order);
    expect(await release(order)).toBe(true);
    const { acceptBy, shipBy, autoCancelAt } = await now(order);
    // Days end as the next one begins.
    const weekday = (at: Date) => new Date(at.getTime() - 1).getUTCDay();
    expect([acceptBy, shipBy, autoCancelAt!].map(weekday)).toEqual([3, 3, 3]);
  });
});

describe('a new address', () => {
  const ADDRESS = { name: 'Ana Lima', line1: 'Neue Gasse 2', city: 'Dresden', postalCode: '01067', country: 'DE' };
  const change = (orderId: OrderId, more: object = {}) =>
    trade.get(ChangeAddress).execute(orderId, { ...ADDRESS, ...more }, BRAND);
  const know = (order: FulfillmentOrderRecord, addressVersion: number) =>
    trade.get(AcknowledgeAddress).execute({ ...owner(order), addressVersion });

  it('is told to who accepted, who says that it knows; the number of the one it knows counts', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    expect(await change(orderId)).toMatchObject({ ok: true });
    expect(await change(orderId, { line1: 'Neue Gasse 3' })).toMatchObject({ ok: true });
    const changed = await now(order);
    expect(changed).toMatchObject({ state: 'accepted', addressVersion: 3, shippingAddress: { line1: 'Neue Gasse 3' } });
    expect((await told(order)).filter((type) => type === 'fulfillment_order.address_changed')).toHaveLength(2);
    expect(await know(order, 2)).toMatchObject({ ok: false, error: { code: 'FULFILLMENT.STATE_CONFLICT' } });
    expect(await know(order, 3)).toMatchObject({ ok: true, value: { acknowledgeBy: null } });
    await hoursPass(order, 5);
    await sweep();
    expect((await now(order)).state).toBe('accepted');
  });

  it('that nobody says they know holds the parcel, until they do', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await change(orderId);
    await hoursPass(order, 5);
    await sweep();
    expect((await now(order)).state).toBe('on_hold');
    expect(await ship(order, 'OLD')).toMatchObject(conflict('on_hold'));
    expect(await know(order, 2)).toMatchObject({ ok: true, value: { state: 'accepted' } });
    expect(await ship(order, 'NEW')).toMatchObject({ ok: true });
  });

  it('that who picks already does not know yet holds the parcel, too', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await change(orderId);
    await start(order);
    await hoursPass(order, 5);
    await sweep();
    expect((await now(order)).state).toBe('on_hold');
    expect(await know(order, 2)).toMatchObject({ ok: true, value: { state: 'in_progress' } });
  });

  it('that is known at last does not release what was held for more meanwhile', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await change(orderId);
    await hoursPass(order, 5);
    await sweep();
    const OPERATOR = { kind: 'operator', id: 'acc_2' } as const;
    expect(await trade.get(OperateFulfillmentOrder).hold(order.id, OPERATOR, 'Looks like fraud')).toMatchObject({
      ok: true,
      value: { state: 'on_hold', reason: 'held' },
    });
    expect(await know(order, 2)).toMatchObject({ ok: true, value: { state: 'on_hold' } });
    expect(await trade.get(OperateFulfillmentOrder).release(order.id, OPERATOR)).toMatchObject({
      value: { state: 'accepted' },
    });
  });

  it('that nobody knows is not asked for again once an operator has let the parcel go', async () => {
    const { order, orderId } = await requested();
    await accept(order);
    await change(orderId);
    await hoursPass(order, 5);
    await sweep();
    await trade.get(OperateFulfillmentOrder).release(order.id, { kind: 'operator', id: 'acc_2' });
    await sweep();
    expect((await now(order)).state).toBe('accepted');
  });

  it('is refused when somebody picks already, and in another country', async () => {
    const { order, orderId } = await requested();
    expect(await change(orderId, { country: 'FR' })).toMatchObject({ ok: false });
    await accept(order);
    await start(order);
    expect(await change(orderId)).toMatchObject({ ok: false, error: { code: 'FULFILLMENT.ADDRESS_CLOSED' } });
  });
});

describe('an operator', () => {
  const OPERATOR = { kind: 'operator', id: 'acc_2' } as const;
  const force = (order: FulfillmentOrderRecord) => trade.get(OperateFulfillmentOrder).forceAccept(order.id, OPERATOR);

  it('may take an answer that came too late, while nobody else was asked', async () => {
    const { order, orderId, variantId, first } = await requested({ acceptWithinSeconds: 60 });
    expect(await force(order)).toMatchObject(conflict('requested'));
    await hoursPass(order, 1);
    await sweep();
    expect(await accept(order)).toMatchObject(conflict('expired'));
    expect(await force(order)).toMatchObject({ ok: true, value: { state: 'accepted' } });
    expect(await trade.units(orderId)).toMatchObject({ accepted: 2, unrouted: 0 });
    expect(await trade.stock(variantId, first)).toEqual({ on_hand: 9, allocated: 2 });
    expect(await ship(order, 'T1')).toMatchObject({ ok: true });
    const events = await trade.get(FulfillmentOrderEvents).of(trade.database, order.id);
    expect(events.find((event) => event.from === 'expired' && event.kind === 'moved')).toMatchObject({
      to: 'accepted',
      actorKind: 'operator',
      actorId: 'acc_2',
    });
  });

  it('C5: may not when somebody else has the units by then', async () => {
    const { order, orderId } = await requested({ acceptWithinSeconds: 60 });
    await hoursPass(order, 1);
    await sweep();
    await trade.route(orderId);
    expect(await force(order)).toMatchObject(conflict('expired'));
    expect(await trade.units(orderId)).toMatchObject({ requested: 2, accepted: 0 });
  });
});
