import type { Stripe } from 'stripe';
import type { OrderView, PlacedOrder } from '@sidestall/contracts';
import { TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350';
const KETTLE = 'DT-KET-BLK';
const LAMP = 'MC-LAMP';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());

const control = (path: string, body: object) =>
  fetch(`${house.sandbox.url}/_sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });
afterEach(() => fetch(`${house.sandbox.url}/_sandbox/faults`, { method: 'DELETE' }));

const intentsOf = async (orderId: string): Promise<Stripe.PaymentIntent[]> =>
  (await house.stripe.paymentIntents.list({ limit: 100 })).data.filter(
    (intent) => intent.metadata['order'] === orderId,
  );

/** What the buyer does on the bank's page. */
async function answerBank(orderId: string, outcome: 'complete' | 'fail'): Promise<void> {
  const [intent] = await intentsOf(orderId);
  const { source } = (intent!.next_action?.use_stripe_sdk ?? {}) as { source?: string };
  await fetch(`${house.sandbox.url}/challenges/${source}/state`, {
    method: 'POST',
    body: new URLSearchParams({ outcome }),
  });
}

const confirm = (placed: PlacedOrder) =>
  house.call<PlacedOrder & { code: string }>('POST', `/v1/orders/${placed.order.id}/confirm`, {
    headers: { authorization: `Bearer ${placed.orderToken}` },
  });

const hurryExpiry = (orderId: string) =>
  house.database.rows(
    `UPDATE platform.outbox SET next_at = now() WHERE name = 'ordering.expire-order' AND payload->>'orderId' = $1`,
    [orderId],
  );

const orderOf = async (quoteId: string): Promise<{ id: string; state: string }> =>
  (await house.database.one(`SELECT id, state FROM ordering."order" WHERE quote_id = $1`, [quoteId]))!;

const stateIs = (placed: PlacedOrder, state: OrderView['state']) =>
  house.until(async () => (await house.order(placed)).state === state, state);

describe('a payment in trouble', () => {
  it('that the bank approved while no event reached us is kept when its time is up, not given up', async () => {
    await control('/webhooks', { isPaused: true });
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: 'pm_card_threeDSecure2Required' })).body;
    await answerBank(placed.order.id, 'complete');
    expect((await house.order(placed)).state).toBe('pending_payment');
    await hurryExpiry(placed.order.id);
    await house.until(async () => (await house.order(placed)).state !== 'pending_payment', 'the end of its time');
    expect((await house.order(placed)).state).toBe('authorized');
    expect((await intentsOf(placed.order.id))[0]!.status).toBe('requires_capture');
  });

  it('that comes too late for one of two things claims neither, charges nothing and is told', async () => {
    const placed = (
      await house.place(await house.quote({ [MUG]: 1, [LAMP]: 1 }), { card: 'pm_card_threeDSecure2Required' })
    ).body;
    const before = await house.available(MUG);
    await answerBank(placed.order.id, 'fail');
    await house.until(async () => (await house.order(placed)).payment.state === 'failed', 'the refusal');
    expect(await house.available(MUG)).toBe(before + 1);
    const lamps = await house.available(LAMP);
    expect((await house.place(await house.quote({ [LAMP]: lamps }))).status).toBe(201);

    const [intent] = await intentsOf(placed.order.id);
    await control('/webhooks', { isPaused: true });
    await house.stripe.paymentIntents.confirm(intent!.id, {
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost:4004/',
    });
    expect(await confirm(placed)).toMatchObject({ status: 409, body: { code: 'ORDERING.ORDER_CLOSED' } });
    await stateIs(placed, 'canceled');
    expect(await house.available(MUG)).toBe(before + 1);
    await house.until(
      async () => (await intentsOf(placed.order.id))[0]!.status === 'canceled',
      'the money to be let go',
    );
    const told = await house.database.one(`SELECT 1 FROM platform.mail WHERE key = $1`, [
      `${placed.order.id}-canceled`,
    ]);
    expect(told).not.toBeNull();
  });

  it('asked for by a twin that is still on its way is told to wait, and comes out once', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const token = await house.token();
    const inUse = { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use', count: 2 };
    await control('/faults', { ...inUse, path: '/v1/payment_intents', method: 'POST' });
    expect(await house.place(quote, { token })).toMatchObject({ status: 503, body: { code: 'PAYMENTS.UNAVAILABLE' } });
    expect(await house.place(quote, { token })).toMatchObject({ status: 201, body: { status: 'authorized' } });
    expect(await intentsOf((await orderOf(quote.id)).id)).toHaveLength(1);
  });

  it('refused because the house itself is not known at Stripe says nothing of that to the shopper', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await control('/faults', {
      status: 401,
      message: 'Invalid API key: sk_test_x',
      path: '/v1/payment_intents',
      method: 'POST',
    });
    const token = await house.token();
    const answer = await house.place(quote, { token });
    expect(answer).toMatchObject({ status: 500, body: { code: 'PLATFORM.BUG' } });
    expect(JSON.stringify(answer.body)).not.toContain('sk_test');
    expect((await house.place(quote, { token })).status).toBe(201);
  });

  it('whose answer Stripe lost for good is found by the event that names it', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const token = await house.token();
    await control('/faults', { status: 500, afterEffect: true, path: '/v1/payment_intents', method: 'POST' });
    expect(await house.place(quote, { token })).toMatchObject({ status: 503, body: { code: 'PAYMENTS.UNAVAILABLE' } });
    await house.until(async () => (await orderOf(quote.id)).state === 'authorized', 'the order to be found');
    expect(await house.place(quote, { token })).toMatchObject({ status: 201, body: { status: 'authorized' } });
    expect(await intentsOf((await orderOf(quote.id)).id)).toHaveLength(1);
  });

  it('that Stripe will never take is refused at once and gives its units back', async () => {
    const listing = await house.listing(KETTLE);
    const was = await house.database.one<{ price_minor: number }>(
      `SELECT price_minor FROM catalog.listing WHERE id = $1`,
      [listing],
    );
    await house.database.rows(`UPDATE catalog.listing SET price_minor = 100000000 WHERE id = $1`, [listing]);
    const before = await house.available(KETTLE);
    const quote = await house.quote({ [KETTLE]: 1 });
    const refused = await house.place(quote);
    await house.database.rows(`UPDATE catalog.listing SET price_minor = $2 WHERE id = $1`, [listing, was!.price_minor]);
    expect(refused).toMatchObject({ status: 402, body: { code: 'PAYMENTS.DECLINED' } });
    expect(await house.available(KETTLE)).toBe(before);
    const { id } = await orderOf(quote.id);
    const story = await house.database.rows<{ kind: string }>(
      `SELECT kind FROM ordering.order_event WHERE order_id = $1 ORDER BY id`,
      [id],
    );
    expect(story.map((event) => event.kind)).toEqual(['placed', 'payment_failed']);
  });

  it('that was ended at Stripe answers a second card with the end of the order', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.place(quote, { card: 'pm_card_visa_chargeDeclinedInsufficientFunds' });
    const { id } = await orderOf(quote.id);
    await control('/webhooks', { isPaused: true });
    await house.stripe.paymentIntents.cancel((await intentsOf(id))[0]!.id);
    expect(await house.place(quote)).toMatchObject({ status: 409, body: { code: 'ORDERING.ORDER_CLOSED' } });
    expect((await orderOf(quote.id)).state).toBe('expired');
  });
});

describe('another try after a decline', () => {
  it('goes to the address and the mailbox the buyer gave with it', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.place(quote, { card: 'pm_card_visa_chargeDeclinedInsufficientFunds' });
    const shippingAddress = { name: 'Eva Roth', line1: 'Am Markt 5', city: 'Jena', postalCode: '07743', country: 'DE' };
    const paid = await house.place(quote, { change: { email: 'eva@example.com', shippingAddress } });
    expect(paid).toMatchObject({ status: 201, body: { order: { email: 'eva@example.com', shippingAddress } } });
    const mail = await house.database.one<{ recipient: string }>(`SELECT recipient FROM platform.mail WHERE key = $1`, [
      `${paid.body.order.id}-confirmed`,
    ]);
    expect(mail!.recipient).toBe('eva@example.com');
    const requested = await house.requested('northwind', paid.body);
    expect(requested.shippingAddress).toMatchObject({ line1: 'Am Markt 5' });
  });
});

describe('an approval that runs out while a shop still thinks', () => {
  it('ends the order: nothing is taken, every claim and every promise of a shelf goes back, nobody may ship', async () => {
    const sums = () =>
      house.database.one<{ claimed: number; allocated: number }>(
        `SELECT (SELECT sum(claimed)::int FROM inventory.variant_stock) AS claimed,
                (SELECT sum(allocated)::int FROM inventory.stock) AS allocated`,
      );
    await house.until(
      async () =>
        !(await house.database.one(`SELECT 1 FROM ordering.order_line WHERE unrouted > 0 AND order_id IN
          (SELECT id FROM ordering."order" WHERE state = 'authorized')`)),
      'quiet',
    );
    const before = await sums();
    const placed = (await house.place(await house.quote({ [MUG]: 2, [KETTLE]: 1 }))).body;
    const accepted = await house.requested('northwind', placed);
    const waiting = await house.requested('harbor', placed);
    await house.partner('northwind', 'POST', `/${accepted.id}/accept`, {});
    await house.stripe.paymentIntents.cancel((await intentsOf(placed.order.id))[0]!.id);
    await stateIs(placed, 'expired');
    await house
      .partner('harbor', 'POST', `/${waiting.id}/accept`, {})
      .then((answer) => expect(answer.status).toBe(409));
    const parcel = { carrier: 'DHL', trackingNumber: 'JD0146000777' };
    const late = await house.partner('northwind', 'POST', `/${accepted.id}/shipments`, parcel);
    expect(late.status).toBe(409);
    await house.until(
      async () => (await house.order(placed)).parcels.every((it) => it.state === 'canceled'),
      'the shops',
    );
    expect(await sums()).toEqual(before);
    expect((await house.order(placed)).payment.captured.amount).toBe(0);
  });
});
