import type { PlacedOrder } from '@sidestall/contracts';
import { ClearPayment, HeldPayments, RefusePayment } from '@sidestall/engine';
import { TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const KETTLE = 'DT-KET-BLK'; // at harbor alone
const ODD = 'pm_card_riskLevelElevated';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());

const stateIs = (placed: PlacedOrder, state: string) =>
  house.until(async () => {
    const now = await house.order(placed);
    return now.state === state && now;
  }, state);

/** The bank will let the money go within the hour. */
async function runOut(orderId: string): Promise<void> {
  await house.database.rows(
    `UPDATE payments.payment SET capture_before = now() + interval '1 hour' WHERE order_id = $1`,
    [orderId],
  );
  await house.hurry('ordering.stop-waiting', orderId);
}

const isAsked = async (orderId: string) =>
  (await house.database.one(`SELECT 1 FROM fulfillment.fulfillment_order WHERE order_id = $1`, [orderId])) !== null;

describe('an odd payment', () => {
  it('waits to be looked at: the buyer is told, nobody packs, and Stripe’s approval lets it go on', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: ODD })).body;
    const waiting = await house.until(async () => {
      const now = await house.order(placed);
      return now.timeline.some((event) => event.kind === 'checking') && now;
    }, 'the check');
    expect(waiting).toMatchObject({ state: 'authorized', fulfillment: 'routing' });
    expect(await isAsked(placed.order.id)).toBe(false);
    const review = await house.until(
      async () => (await house.stripe.reviews.list({ limit: 100 })).data.find((it) => it.open),
      'the review',
    );
    await house.stripe.reviews.approve(review.id);
    const requested = await house.requested('northwind', placed);
    await house.partner('northwind', 'POST', `/${requested.id}/accept`, {});
    const order = await stateIs(placed, 'captured');
    expect(order.timeline.map((event) => event.kind)).toContain('checked');
  });

  it('is let go on by a person of the house, and by nobody else', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: ODD })).body;
    await house.until(
      async () => (await house.order(placed)).timeline.some((event) => event.kind === 'checking'),
      'the check',
    );
    expect((await house.call('POST', `/v1/console/orders/${placed.order.id}/clear`, { body: {} })).status).toBe(401);
    const clear = () => house.get(ClearPayment).execute(placed.order.id, 'mem_of_the_house');
    expect(await clear()).toMatchObject({ ok: true });
    expect(await clear()).toMatchObject({ ok: true });
    await house.requested('northwind', placed);
  });

  it('is listed for the operator alone, and refused it ends uncharged', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: ODD })).body;
    const { id, number, totals } = placed.order;
    const listed = async () => (await house.get(HeldPayments).list({ limit: 100 })).payments;
    const mine = await house.until(async () => (await listed()).find((one) => one.orderId === id), 'the list');
    expect(mine).toMatchObject({ number, amount: totals.total });
    expect((await house.call('GET', '/v1/console/held-payments')).status).toBe(401);
    expect((await house.call('POST', `/v1/console/orders/${id}/refuse`, { body: {} })).status).toBe(401);
    expect(await house.get(RefusePayment).execute(id)).toMatchObject({ ok: true });
    await stateIs(placed, 'canceled');
    expect((await house.intentsOf(id))[0]!.status).toBe('canceled');
    expect((await listed()).map((one) => one.orderId)).not.toContain(id);
  });

  it('nobody finds in order in time is let go, and the buyer is told why', async () => {
    const before = await house.available(MUG);
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: ODD })).body;
    await house.until(
      async () => (await house.order(placed)).timeline.some((event) => event.kind === 'checking'),
      'the check',
    );
    await runOut(placed.order.id);
    const order = await stateIs(placed, 'canceled');
    expect(order.timeline.at(-1)!.text).toContain('could not be verified');
    expect((await house.intentsOf(order.id))[0]!.status).toBe('canceled');
    expect(await house.available(MUG)).toBe(before);
  });
});

describe('an approval that is about to run out', () => {
  it('is used for what shops have accepted; the rest is canceled with words, and the shop that was asked hears no', async () => {
    const quote = await house.quote({ [MUG]: 1, [KETTLE]: 1 });
    const placed = (await house.place(quote)).body;
    const accepted = await house.requested('northwind', placed);
    const waiting = await house.requested('harbor', placed);
    await house.partner('northwind', 'POST', `/${accepted.id}/accept`, {});
    await runOut(placed.order.id);
    const order = await stateIs(placed, 'captured');
    const kettle = order.lines.find((line) => line.canceledQuantity === 1)!;
    expect(order.payment.captured.amount).toBe(quote.totals.total.amount - kettle.total.amount);
    expect(order.timeline.map((event) => event.kind)).toContain('out_of_time');
    expect((await house.partner('harbor', 'POST', `/${waiting.id}/accept`, {})).status).toBe(409);
  });

  it('and of which nothing was accepted is let go', async () => {
    const placed = (await house.place(await house.quote({ [KETTLE]: 1 }))).body;
    await house.requested('harbor', placed);
    await runOut(placed.order.id);
    await stateIs(placed, 'canceled');
    expect((await house.intentsOf(placed.order.id))[0]!.status).toBe('canceled');
  });
});

describe('what was lost on the way', () => {
  it('is fetched from Stripe’s own list of events', async () => {
    await house.control('/webhooks', { dropNext: 1_000 });
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: 'pm_card_threeDSecure2Required' })).body;
    await house.answerBank(placed.order.id, 'complete');
    expect((await house.order(placed)).state).toBe('pending_payment');
    await house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = 'payments.catch-up-events' AND state = 'pending'`,
    );
    await stateIs(placed, 'authorized');
    await house.control('/faults', {}, 'DELETE');
  });

  it('and a payment whose timer is gone is found by the sweep', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.control('/webhooks', { isPaused: true });
    await house.control('/faults', {
      status: 429,
      code: 'lock_timeout',
      count: 2,
      path: '=/v1/payment_intents',
      method: 'POST',
    });
    expect((await house.place(quote)).status).toBe(503);
    const { id } = (await house.database.one<{ id: string }>(`SELECT id FROM ordering."order" WHERE quote_id = $1`, [
      quote.id,
    ]))!;
    await house.database.rows(
      `DELETE FROM platform.outbox WHERE name = 'ordering.resume-payment' AND payload->>'orderId' = $1`,
      [id],
    );
    await house.database.rows(
      `UPDATE payments.payment SET updated_at = now() - interval '3 minutes' WHERE order_id = $1`,
      [id],
    );
    await house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = 'ordering.sweep-payments' AND state = 'pending'`,
    );
    await house.until(
      () => house.database.one(`SELECT 1 FROM ordering."order" WHERE id = $1 AND state = 'authorized'`, [id]),
      'the sweep',
    );
    await house.control('/faults', {}, 'DELETE');
  });
});
