import type { PlacedOrder } from '@sidestall/contracts';
import { TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const KETTLE = 'DT-KET-BLK'; // at harbor alone
const ASKS_THE_BANK = 'pm_card_threeDSecure2Required';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());
afterEach(() => house.control('/faults', {}, 'DELETE'));

const orderOf = async (quoteId: string): Promise<{ id: string; state: string }> =>
  (await house.database.one(`SELECT id, state FROM ordering."order" WHERE quote_id = $1`, [quoteId]))!;

const kinds = async (orderId: string): Promise<string[]> =>
  (
    await house.database.rows<{ kind: string }>(
      `SELECT kind FROM ordering.order_event WHERE order_id = $1 ORDER BY id`,
      [orderId],
    )
  ).map((event) => event.kind);

const confirm = (placed: PlacedOrder) =>
  house.call<PlacedOrder>('POST', `/v1/orders/${placed.order.id}/confirm`, {
    headers: { authorization: `Bearer ${placed.orderToken}` },
  });

const stateIs = (placed: PlacedOrder, state: string) =>
  house.until(async () => (await house.order(placed)).state === state, state);

async function accept(retailer: 'northwind' | 'harbor', placed: PlacedOrder): Promise<void> {
  const requested = await house.requested(retailer, placed);
  expect((await house.partner(retailer, 'POST', `/${requested.id}/accept`, {})).status).toBe(200);
}

describe('G3: an answer and an event', () => {
  it('case 01: that tell the same and come at once, the event before the answer, approve an order once', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.control('/latency', { milliseconds: 400 });
    const answer = house.place(quote);
    const { id } = await house.until(() => orderOf(quote.id), 'the order');
    await house.database.transaction(async (tx) => {
      // Whoever comes first waits here: the event is in the house before our own answer is written down.
      await tx.one(`SELECT 1 FROM ordering."order" WHERE id = $1 FOR UPDATE`, [id]);
      await house.until(
        () =>
          house.database.one(
            `SELECT 1 FROM payments.stripe_event WHERE payload->'data'->'object'->'metadata'->>'order' = $1`,
            [id],
          ),
        'the event',
      );
    });
    expect(await answer).toMatchObject({ status: 201, body: { status: 'authorized' } });
    await house.until(
      async () =>
        !(await house.database.one(
          `SELECT 1 FROM platform.outbox WHERE name = 'ordering.sync-payment' AND state = 'pending'`,
        )),
      'the event to be worked on',
    );
    expect((await kinds(id)).filter((kind) => kind === 'authorized')).toHaveLength(1);
    expect((await house.books(id)).map((fact) => fact.idemKey)).toEqual([`auth-${id}`]);
  });

  it('case 02: the buyer’s return five times at once completes it once, and all five hear the same', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: ASKS_THE_BANK })).body;
    await house.answerBank(placed.order.id, 'complete');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => confirm(placed)));
    expect(answers.map((answer) => [answer.status, answer.body.status])).toEqual(
      answers.map(() => [200, 'authorized']),
    );
    expect((await kinds(placed.order.id)).filter((kind) => kind === 'authorized')).toHaveLength(1);
  });

  it('case 04: capture events of two kinds about one capture book it once', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }))).body;
    await accept('northwind', placed);
    await stateIs(placed, 'captured');
    const told = ['charge.captured', 'payment_intent.succeeded'];
    await house.until(async () => {
      const rows = await house.database.rows<{ type: string }>(
        `SELECT DISTINCT type FROM payments.stripe_event WHERE type = ANY ($1)`,
        [told],
      );
      return rows.length === 2;
    }, 'both events');
    const facts = (await house.books(placed.order.id)).filter((fact) => fact.idemKey.startsWith('capture-'));
    expect(facts).toHaveLength(1);
  });

  it('case 05: an older event that comes last moves nothing back', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }))).body;
    await accept('northwind', placed);
    await stateIs(placed, 'captured');
    const { data } = await house.stripe.events.list({ type: 'payment_intent.amount_capturable_updated', limit: 100 });
    const older = data.find(
      (event) => (event.data.object as { metadata?: { order?: string } }).metadata?.order === placed.order.id,
    )!;
    // As if it had been lost before, and only came now.
    await house.database.rows(`DELETE FROM payments.stripe_event WHERE id = $1`, [older.id]);
    await house.control('/webhooks/replay', { event: older.id });
    await house.until(
      () => house.database.one(`SELECT 1 FROM payments.stripe_event WHERE id = $1`, [older.id]),
      'the old event',
    );
    await house.until(
      async () =>
        !(await house.database.one(
          `SELECT 1 FROM platform.outbox WHERE name = 'ordering.sync-payment' AND state = 'pending'`,
        )),
      'it to be worked on',
    );
    expect(await house.order(placed)).toMatchObject({ state: 'captured', payment: { state: 'captured' } });
  });
});

describe('an order', () => {
  it('case 07: has its number from the start, and nobody packs it before the money is set aside', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: ASKS_THE_BANK })).body;
    expect(placed.order.number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await house.until(
      () => house.database.one(`SELECT 1 FROM payments.stripe_event WHERE type = 'payment_intent.requires_action'`),
      'the event of its creation',
    );
    expect(await kinds(placed.order.id)).toEqual(['placed']);
    await house.answerBank(placed.order.id, 'complete');
    await house.requested('northwind', placed);
    expect((await house.order(placed)).number).toBe(placed.order.number);
  });

  it('case 08: whose tab was closed after the bank said yes is an order all the same, and told by mail', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: ASKS_THE_BANK })).body;
    await house.answerBank(placed.order.id, 'complete');
    await stateIs(placed, 'authorized');
    expect(
      await house.database.one(`SELECT 1 FROM platform.mail WHERE key = $1`, [`${placed.order.id}-confirmed`]),
    ).not.toBeNull();
  });

  it('case 17: is not changed by sending it again with something else; less is a smaller capture, more a new order', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const first = (await house.place(quote)).body;
    const shippingAddress = { name: 'Eva Roth', line1: 'Am Markt 5', city: 'Jena', postalCode: '07743', country: 'DE' };
    const again = await house.place(quote, { change: { shippingAddress, email: 'eva@example.com' } });
    expect(again).toMatchObject({ status: 201, body: { order: { id: first.order.id, email: 'ana@example.com' } } });
    expect(again.body.order.shippingAddress).toEqual(first.order.shippingAddress);
    const [intent] = await house.intentsOf(first.order.id);
    expect(intent!.amount).toBe(quote.totals.total.amount);
    const more = (await house.place(await house.quote({ [MUG]: 2 }))).body;
    expect(more.order.id).not.toBe(first.order.id);
  });

  it('case 18: makes no intent before somebody pays, however often the cart changes', async () => {
    const count = async () => (await house.stripe.paymentIntents.list({ limit: 100 })).data.length;
    const before = await count();
    for (const quantity of [1, 2, 3, 2]) await house.quote({ [MUG]: quantity });
    expect(await count()).toBe(before);
  });

  it('case 20: whose approval ran out is expired, with no sale and nothing to pay out', async () => {
    const placed = (await house.place(await house.quote({ [KETTLE]: 1 }))).body;
    const requested = await house.requested('harbor', placed);
    await house.control('/webhooks', { isPaused: true });
    await house.stripe.paymentIntents.cancel((await house.intentsOf(placed.order.id))[0]!.id);
    await house.partner('harbor', 'POST', `/${requested.id}/accept`, {});
    await stateIs(placed, 'expired');
    expect(await house.database.one(`SELECT 1 FROM ledger.sale WHERE order_id = $1`, [placed.order.id])).toBeNull();
    expect((await house.books(placed.order.id)).map((fact) => [fact.idemKey, fact.state])).toEqual([
      [`auth-${placed.order.id}`, 'pending'],
      [`auth-${placed.order.id}-resolved`, 'void'],
    ]);
  });

  it('case 21: that ended because nobody answered in time stays so, whatever a retailer answers then', async () => {
    const placed = (await house.place(await house.quote({ [KETTLE]: 1 }))).body;
    const requested = await house.requested('harbor', placed);
    await house.database.rows(
      `WITH due AS (UPDATE fulfillment.fulfillment_order SET accept_by = now() WHERE id = $1)
       UPDATE platform.outbox SET next_at = now()
        WHERE name = 'fulfillment.expire-fulfillment-order' AND payload->>'fulfillmentOrderId' = $1`,
      [requested.id],
    );
    await stateIs(placed, 'canceled');
    const late = await house.partner('harbor', 'POST', `/${requested.id}/accept`, {});
    expect(late.status).toBe(409);
    expect((await house.order(placed)).state).toBe('canceled');
    expect((await house.intentsOf(placed.order.id))[0]!.status).toBe('canceled');
  });
});

describe('Stripe in trouble', () => {
  it('case 13: that did the work and never answered is asked again under the same key, and charges once', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.control('/webhooks', { isPaused: true });
    const silence = { status: 500, hangUp: true, afterEffect: true };
    await house.control('/faults', { ...silence, path: '=/v1/payment_intents', method: 'POST' });
    const placed = await house.place(quote);
    expect(placed).toMatchObject({ status: 201, body: { status: 'authorized' } });
    expect(await house.intentsOf(placed.body.order.id)).toHaveLength(1);
  });

  it('case 14: that keeps an error under the key is looked up, and what it made is found', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.control('/webhooks', { isPaused: true });
    await house.control('/faults', { status: 500, afterEffect: true, path: '=/v1/payment_intents', method: 'POST' });
    expect((await house.place(quote)).status).toBe(503);
    const { id } = await orderOf(quote.id);
    await house.hurry('ordering.resume-payment', id, 3);
    await house.until(async () => (await orderOf(quote.id)).state === 'authorized', 'the payment to be found');
    expect(await house.intentsOf(id)).toHaveLength(1);
  });

  it('case 14: that keeps an error under the key and made nothing is asked under a new key, once that is known', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.control('/faults', { status: 500, path: '=/v1/payment_intents', method: 'POST' });
    expect((await house.place(quote)).status).toBe(503);
    const { id } = await orderOf(quote.id);
    await house.hurry('ordering.resume-payment', id, 3);
    await house.until(async () => (await orderOf(quote.id)).state === 'authorized', 'the second key');
    expect(await house.intentsOf(id)).toHaveLength(1);
  });

  it('case 14: that keeps an error of a capture under its key is asked to capture under another', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.control('/faults', { status: 500, path: '/capture', method: 'POST' });
    const placed = (await house.place(quote)).body;
    const requested = await house.requested('northwind', placed);
    await house.partner('northwind', 'POST', `/${requested.id}/accept`, {});
    await house.hurry('ordering.settle-order', placed.order.id, 3);
    await house.until(async () => (await orderOf(quote.id)).state === 'captured', 'the capture');
    expect(await house.intentsOf(placed.order.id)).toMatchObject([{ amount_received: quote.totals.total.amount }]);
  });

  it('case 15: that was asked a day ago is never asked blindly again: what it made is found, or nothing was made', async () => {
    const silent = { status: 500, path: '=/v1/payment_intents', method: 'POST' };
    const age = (orderId: string) =>
      house.database.rows(
        `UPDATE payments.payment SET updated_at = now() - interval '23 hours 1 minute' WHERE order_id = $1`,
        [orderId],
      );
    await house.control('/webhooks', { isPaused: true });
    const made = await house.quote({ [MUG]: 1 });
    await house.control('/faults', { ...silent, afterEffect: true });
    expect((await house.place(made)).status).toBe(503);
    const found = await orderOf(made.id);
    await age(found.id);
    // Any further attempt to make one would be heard of.
    await house.control('/faults', { ...silent, status: 400, message: 'asked blindly' });
    await house.hurry('ordering.resume-payment', found.id);
    await house.until(async () => (await orderOf(made.id)).state === 'authorized', 'the payment to be found');

    await house.control('/faults', {}, 'DELETE');
    await house.control('/webhooks', { isPaused: true });
    const never = await house.quote({ [MUG]: 1 });
    await house.control('/faults', { ...silent, count: 2 });
    expect((await house.place(never)).status).toBe(503);
    const lost = await orderOf(never.id);
    await age(lost.id);
    await house.hurry('ordering.resume-payment', lost.id);
    await house.until(async () => (await kinds(lost.id)).includes('payment_failed'), 'it to be given up');
    expect(await house.intentsOf(lost.id)).toHaveLength(0);
  });

  it('case 33: that has no time just now keeps the order waiting, and takes it under the same key later', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const before = await house.available(MUG);
    const busy = { status: 429, code: 'lock_timeout', type: 'invalid_request_error', count: 2 };
    await house.control('/faults', { ...busy, path: '=/v1/payment_intents', method: 'POST' });
    expect((await house.place(quote)).status).toBe(503);
    const { id } = await orderOf(quote.id);
    expect(
      await house.database.one(`SELECT 1 FROM payments.payment WHERE order_id = $1 AND state = 'authorizing'`, [id]),
    ).not.toBeNull();
    expect(await house.available(MUG)).toBe(before - 1);
    await house.hurry('ordering.resume-payment', id);
    await house.until(async () => (await orderOf(quote.id)).state === 'authorized', 'its turn');
    expect(await house.intentsOf(id)).toHaveLength(1);
  });
});

describe('a wallet', () => {
  it('case 36: that sends it elsewhere than was quoted is told the price for there before anything is charged', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const token = await house.stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      shipping: {
        name: 'Ana Lima',
        address: { line1: 'Damrak 1', city: 'Amsterdam', postal_code: '1012', country: 'NL', line2: '', state: '' },
      },
    });
    const refused = await house.call<{ code: string; freshQuoteId: string }>('POST', '/v1/orders', {
      headers: { 'idempotency-key': token.id },
      body: {
        quoteId: quote.id,
        quoteHash: quote.hash,
        email: 'ana@example.com',
        shippingAddress: { name: 'Ana', line1: 'Weg 1', city: 'Leipzig', postalCode: '04103', country: 'DE' },
        confirmationTokenId: token.id,
        returnUrl: 'http://localhost:4004/',
      },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'ORDERING.QUOTE_CHANGED' } });
    const fresh = await house.database.one<{ country: string }>(
      `SELECT content->>'country' AS country FROM ordering.quote WHERE id = $1`,
      [refused.body.freshQuoteId],
    );
    expect(fresh).toEqual({ country: 'NL' });
    expect(await house.database.one(`SELECT 1 FROM ordering."order" WHERE quote_id = $1`, [quote.id])).toBeNull();
  });
});
