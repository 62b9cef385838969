import { randomUUID } from 'node:crypto';
import type { Stripe } from 'stripe';
import { TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const KETTLE = 'DT-KET-BLK'; // at harbor alone

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());

const intentOf = async (orderId: string): Promise<Stripe.PaymentIntent> => {
  const row = await house.database.one<{ id: string }>(
    `SELECT stripe_payment_intent AS id FROM payments.payment WHERE order_id = $1`,
    [orderId],
  );
  return house.stripe.paymentIntents.retrieve(row!.id);
};

describe('a purchase', () => {
  it('goes from a quote to a parcel, and takes the money once, when the shop accepts', async () => {
    const before = await house.available(MUG);
    const quote = await house.quote({ [MUG]: 2 });
    const placed = await house.place(quote);
    expect(placed).toMatchObject({ status: 201, body: { status: 'authorized', order: { state: 'authorized' } } });
    expect(await house.available(MUG)).toBe(before - 2);
    expect((await intentOf(placed.body.order.id)).status).toBe('requires_capture');

    const requested = await house.requested('northwind', placed.body);
    expect(requested.lines).toMatchObject([{ sku: MUG, quantity: 2 }]);
    expect((await house.partner('northwind', 'POST', `/${requested.id}/accept`, {})).status).toBe(200);
    await house.until(async () => (await house.order(placed.body)).state === 'captured', 'the capture');
    const intent = await intentOf(placed.body.order.id);
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: quote.totals.total.amount });

    const parcel = { carrier: 'DHL', trackingNumber: 'JD0146000001' };
    expect((await house.partner('northwind', 'POST', `/${requested.id}/shipments`, parcel)).status).toBe(201);
    const order = await house.until(async () => {
      const now = await house.order(placed.body);
      return now.state === 'completed' && now;
    }, 'the end of the order');
    expect(order).toMatchObject({
      fulfillment: 'shipped',
      payment: { captured: quote.totals.total },
      parcels: [{ state: 'shipped', trackingNumber: 'JD0146000001', retailerName: 'Northwind Warehouse' }],
    });
    const stock = await house.database.one<{ on_hand: number; claimed: number }>(
      `SELECT s.on_hand, s.claimed FROM inventory.variant_stock s JOIN catalog.variant v ON v.id = s.variant_id WHERE v.sku = $1`,
      [MUG],
    );
    expect(stock).toMatchObject({ on_hand: before - 2, claimed: 0 });
    const mails = await house.database.rows<{ subject: string }>(
      `SELECT subject FROM platform.mail WHERE key LIKE $1 ORDER BY id`,
      [`${placed.body.order.id}-%`],
    );
    expect(mails.map((mail) => mail.subject)).toEqual([
      `Your order ${order.number}`,
      `On its way: your order ${order.number}`,
    ]);
  });

  it('that two retailers must share becomes two fulfillment orders and one capture', async () => {
    const quote = await house.quote({ [MUG]: 1, [KETTLE]: 1 });
    const placed = (await house.place(quote)).body;
    const fromNorthwind = await house.requested('northwind', placed);
    const fromHarbor = await house.requested('harbor', placed);
    expect([fromNorthwind.lines[0]!.sku, fromHarbor.lines[0]!.sku]).toEqual([MUG, KETTLE]);
    await house.partner('northwind', 'POST', `/${fromNorthwind.id}/accept`, {});
    expect((await house.order(placed)).state).toBe('authorized');
    await house.partner('harbor', 'POST', `/${fromHarbor.id}/accept`, {});
    await house.until(async () => (await house.order(placed)).state === 'captured', 'the capture');
    expect((await intentOf(placed.order.id)).amount_received).toBe(quote.totals.total.amount);
    expect((await house.order(placed)).parcels).toHaveLength(2);
  });

  it('case 19: pays only for what somebody can send; the rest goes back to stock and is told', async () => {
    const before = await house.available(KETTLE);
    const quote = await house.quote({ [MUG]: 1, [KETTLE]: 2 });
    const placed = (await house.place(quote)).body;
    const fromNorthwind = await house.requested('northwind', placed);
    const fromHarbor = await house.requested('harbor', placed);
    await house.partner('northwind', 'POST', `/${fromNorthwind.id}/accept`, {});
    const lineId = fromHarbor.lines[0]!.id;
    await house.partner('harbor', 'POST', `/${fromHarbor.id}/accept`, { lines: [{ lineId, quantity: 1 }] });
    const order = await house.until(async () => {
      const now = await house.order(placed);
      return now.state === 'captured' && now;
    }, 'the capture');
    const kettle = order.lines.find((line) => line.canceledQuantity > 0)!;
    expect(kettle.canceledQuantity).toBe(1);
    expect(order.payment.captured.amount).toBe(quote.totals.total.amount - kettle.unitPrice.amount);
    expect((await intentOf(order.id)).amount_received).toBe(order.payment.captured.amount);
    expect(await house.available(KETTLE)).toBe(before - 1);
    const told = await house.database.one(`SELECT 1 FROM platform.mail WHERE key = $1`, [`${order.id}-reduced`]);
    expect(told).not.toBeNull();
  });

  it('case 19: that nobody can send is canceled and costs nothing', async () => {
    const before = await house.available(KETTLE);
    const placed = (await house.place(await house.quote({ [KETTLE]: 1 }))).body;
    const requested = await house.requested('harbor', placed);
    await house.partner('harbor', 'POST', `/${requested.id}/reject`, { reason: 'capacity' });
    const order = await house.until(async () => {
      const now = await house.order(placed);
      return now.state === 'canceled' && now;
    }, 'the end of the order');
    expect(order.payment.captured.amount).toBe(0);
    expect((await intentOf(order.id)).status).toBe('canceled');
    expect(await house.available(KETTLE)).toBe(before);
  });
});

describe('a declined card', () => {
  it('case 10: is told in plain words, gives the unit back at once, and another card pays the same intent', async () => {
    const before = await house.available(MUG);
    const quote = await house.quote({ [MUG]: 1 });
    const declined = await house.place(quote, { card: 'pm_card_visa_chargeDeclinedInsufficientFunds' });
    expect(declined).toMatchObject({
      status: 402,
      body: { code: 'PAYMENTS.DECLINED', detail: 'The card has insufficient funds. Try another card.' },
    });
    expect(await house.available(MUG)).toBe(before);

    const paid = await house.place(quote, { card: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 201, body: { status: 'authorized' } });
    expect(await house.available(MUG)).toBe(before - 1);
    const intents = await house.stripe.paymentIntents.list({ limit: 100 });
    expect(intents.data.filter((intent) => intent.metadata['order'] === paid.body.order.id)).toHaveLength(1);
  });
});

describe('3-D Secure', () => {
  it('asks the buyer first, and confirms once the bank is satisfied', async () => {
    const placed = await house.place(await house.quote({ [MUG]: 1 }), { card: 'pm_card_threeDSecure2Required' });
    expect(placed.body.status).toBe('requires_action');
    expect(placed.body.clientSecret).toMatch(/^pi_.*_secret_/);
    expect(placed.body.order).toMatchObject({ state: 'pending_payment', payment: { state: 'requires_action' } });
    const confirm = () =>
      house.call<{ status: string }>('POST', `/v1/orders/${placed.body.order.id}/confirm`, {
        headers: { authorization: `Bearer ${placed.body.orderToken}` },
      });
    expect((await confirm()).body.status).toBe('requires_action');
  });
});

describe('asking twice', () => {
  it('case 11: with the same key gives the same order and moves nothing', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const token = await house.token();
    const key = randomUUID();
    const first = await house.place(quote, { token, key });
    const again = await house.place(quote, { token, key });
    expect(again.status).toBe(201);
    expect(again.body.order.id).toBe(first.body.order.id);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('case 11: from two tabs at once makes one order and one authorization', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const [a, b] = await Promise.all([house.place(quote), house.place(quote)]);
    const orders = await house.database.rows(`SELECT id FROM ordering."order" WHERE quote_id = $1`, [quote.id]);
    expect(orders).toHaveLength(1);
    const done = [a, b].filter((answer) => answer.status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect([a, b].every((answer) => answer.status === 201 || answer.status === 503)).toBe(true);
    const intents = await house.stripe.paymentIntents.list({ limit: 100 });
    expect(intents.data.filter((intent) => intent.metadata['order'] === done[0]!.body.order.id)).toHaveLength(1);
  });

  it('case 12: with the same key for something else is refused', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const key = randomUUID();
    const token = await house.token();
    await house.place(quote, { key, token });
    const other = await house.place(quote, { key, token, change: { email: 'eva@example.com' } });
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY.KEY_REUSED' } });
  });

  it('for a quote with a key gives the same quote, and without one a new quote', async () => {
    const body = { lines: [{ listingId: await house.listing(MUG), quantity: 1 }], country: 'DE' };
    const ask = (headers: Record<string, string>) =>
      house.call<{ id: string }>('POST', '/v1/quotes', { body, headers });
    const headers = { 'idempotency-key': randomUUID() };
    const first = await ask(headers);
    expect((await ask(headers)).body.id).toBe(first.body.id);
    expect((await ask({})).body.id).not.toBe(first.body.id);
    const other = { ...body, country: 'NL' };
    expect(await house.call('POST', '/v1/quotes', { body: other, headers })).toMatchObject({ status: 422 });
  });

  it('needs a key at all', async () => {
    const answer = await house.call('POST', '/v1/orders', { body: {} });
    expect(answer).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY.KEY_MISSING' } });
  });
});

describe('what cannot be bought', () => {
  it('is not quoted: sold out, unknown, sent nowhere near, or in a negative or huge quantity', async () => {
    const ask = async (sku: string, quantity: number, country = 'DE') =>
      house.call<{ code: string }>('POST', '/v1/quotes', {
        body: { lines: [{ listingId: await house.listing(sku), quantity }], country },
      });
    expect((await ask('MC-MOON-34', 1)).body.code).toBe('ORDERING.STOCK_GONE');
    expect((await ask(KETTLE, 1, 'AT')).body.code).toBe('ORDERING.NOT_SHIPPABLE');
    expect(await ask(MUG, -1)).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
    expect(await ask(MUG, 1_000_000)).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
    const unknown = { lines: [{ listingId: 'lst_01k00000000000000000000000', quantity: 1 }], country: 'DE' };
    expect(await house.call('POST', '/v1/quotes', { body: unknown })).toMatchObject({
      status: 404,
      body: { code: 'CATALOG.LISTING_NOT_FOUND' },
    });
  });

  it('case 19: was quoted and sold out meanwhile: nothing is charged and the buyer is told which line', async () => {
    const lamp = 'MC-LAMP';
    const quote = await house.quote({ [lamp]: 3 });
    const first = await house.place(await house.quote({ [lamp]: 1 }));
    expect(first.status).toBe(201);
    const late = await house.place(quote);
    expect(late).toMatchObject({ status: 409, body: { code: 'ORDERING.STOCK_GONE' } });
    expect(await house.database.one(`SELECT 1 FROM ordering."order" WHERE quote_id = $1`, [quote.id])).toBeNull();
  });

  it('case 16: has a new price: the old quote is refused and a fresh one is offered', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const listing = await house.listing(MUG);
    await house.database.rows(`UPDATE catalog.listing SET price_minor = price_minor + 100 WHERE id = $1`, [listing]);
    const answer = await house.place(quote);
    await house.database.rows(`UPDATE catalog.listing SET price_minor = price_minor - 100 WHERE id = $1`, [listing]);
    expect(answer).toMatchObject({ status: 409, body: { code: 'ORDERING.QUOTE_CHANGED' } });
  });

  it('was quoted too long ago', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    await house.database.rows(`UPDATE ordering.quote SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      quote.id,
    ]);
    expect(await house.place(quote)).toMatchObject({ status: 409, body: { code: 'ORDERING.QUOTE_EXPIRED' } });
  });

  it('case 16: was quoted for another country, or with another hash', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const forged = await house.place({ ...quote, hash: 'x'.repeat(43) });
    expect(forged).toMatchObject({ status: 409, body: { code: 'ORDERING.QUOTE_CHANGED' } });
  });
});

describe('an order', () => {
  it('opens to its own token alone, and others learn nothing of it', async () => {
    const placed = (await house.place(await house.quote({ [MUG]: 1 }))).body;
    const other = (await house.place(await house.quote({ [MUG]: 1 }))).body;
    const answer = await house.call('GET', `/v1/orders/${placed.order.id}`, {
      headers: { authorization: `Bearer ${other.orderToken}` },
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ORDERING.ORDER_NOT_FOUND' } });
  });

  it('case 09: nobody finishes paying gives its units back', async () => {
    const before = await house.available(MUG);
    const placed = (await house.place(await house.quote({ [MUG]: 1 }), { card: 'pm_card_threeDSecure2Required' })).body;
    expect(await house.available(MUG)).toBe(before - 1);
    await house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = 'ordering.expire-order' AND payload->>'orderId' = $1`,
      [placed.order.id],
    );
    await house.until(async () => (await house.order(placed)).state === 'expired', 'the expiry');
    expect(await house.available(MUG)).toBe(before);
    expect((await intentOf(placed.order.id)).status).toBe('canceled');
  });
});

describe('the webhook door', () => {
  it('case 31: refuses what Stripe did not sign, or signed long ago, or what was changed on the way', async () => {
    const payload = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: {} },
    });
    const secret = house.config.stripe.webhookSecret;
    const signed = (timestamp?: number) =>
      house.stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const send = (body: string, signature: string) =>
      fetch(`${house.url}/v1/webhooks/stripe`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      });
    const longAgo = Math.floor(performance.timeOrigin / 1_000) - 3_600;
    const refused = [
      await send(payload, 't=1,v1=00'),
      await send(payload, signed(longAgo)),
      // The same content, written anew: no longer the bytes that were signed.
      await send(JSON.stringify(JSON.parse(payload), null, 1), signed()),
    ];
    for (const answer of refused) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'PAYMENTS.SIGNATURE_INVALID' });
    }
    expect(await house.database.one(`SELECT 1 FROM payments.stripe_event WHERE id = 'evt_1'`)).toBeNull();
  });

  it('case 03: takes the same event three times at once, and keeps it once', async () => {
    const payload = JSON.stringify({
      id: 'evt_thrice',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_any', object: 'payment_intent', metadata: {} } },
    });
    const secret = house.config.stripe.webhookSecret;
    const signature = house.stripe.webhooks.generateTestHeaderString({ payload, secret });
    const answers = await Promise.all(
      [1, 2, 3].map(async () => {
        const response = await fetch(`${house.url}/v1/webhooks/stripe`, {
          method: 'POST',
          body: payload,
          headers: { 'content-type': 'application/json', 'stripe-signature': signature },
        });
        return (await response.json()) as { isNew: boolean };
      }),
    );
    expect(answers.filter((answer) => answer.isNew)).toHaveLength(1);
  });

  it('case 30: stores each event once and leaves strangers’ events alone', async () => {
    const payload = JSON.stringify({
      id: 'evt_stranger',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_stranger', object: 'payment_intent', metadata: {} } },
    });
    const signature = house.stripe.webhooks.generateTestHeaderString({
      payload,
      secret: house.config.stripe.webhookSecret,
    });
    const send = async () =>
      fetch(`${house.url}/v1/webhooks/stripe`, {
        method: 'POST',
        body: payload,
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      }).then(async (response) => ({ status: response.status, body: (await response.json()) as unknown }));
    expect(await send()).toEqual({ status: 200, body: { isNew: true } });
    expect(await send()).toEqual({ status: 200, body: { isNew: false } });
  });
});
