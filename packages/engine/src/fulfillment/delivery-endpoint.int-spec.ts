import { stopDatabases } from '@sidestall/testing';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrders } from './fulfillment-orders.ts';
import { newSecret, TestTrade } from './fulfillment.fixture.ts';
import { DeliveryClaims } from './webhooks/delivery-claims.ts';
import { closePostAgents } from './transport/post-agents.ts';
import { abandonLost, aRequest, deliver, stateOf } from './delivery.fixture.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

describe('an endpoint', () => {
  it('that hangs keeps five workers busy at most', async () => {
    const slow = await trade.retailer({ endpointUrl: trade.receiver.url });
    const variantId = await trade.shelf({ [slow]: 9 });
    const orders: FulfillmentOrderRecord[] = [];
    for (let n = 0; n < 6; n++) orders.push((await trade.route(await trade.order([{ variantId, quantity: 1 }])))[0]!);
    const waiting: (() => void)[] = [];
    const fiveArrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        waiting.push(() => void response.writeHead(200).end());
        if (waiting.length === 5) resolve();
      };
    });
    const inTheAir = deliver(trade);
    await fiveArrived;
    expect(orders).toHaveLength(6);
    expect(await deliver(trade)).toBe(0);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    for (const release of waiting) release();
    expect(await inTheAir).toBe(5);
    expect(await deliver(trade)).toBe(1);
  });

  it('H4: that is gone is switched off, and what waits for it goes to somebody else', async () => {
    const { order, orderId, retailerId, spare, variantId } = await aRequest(trade);
    const other = (await trade.route(await trade.order([{ variantId, quantity: 1 }])))[0]!;
    await trade.database.rows(
      `UPDATE fulfillment.delivery SET next_at = now() + interval '1 hour' WHERE fulfillment_order_id = $1`,
      [other.id],
    );
    trade.receiver.answer = (response) => response.writeHead(410).end();
    expect(await deliver(trade)).toBe(1);
    await abandonLost(trade);
    expect([await stateOf(trade, order), await stateOf(trade, other)]).toEqual(['unreachable', 'unreachable']);
    const endpoint = await trade.database.one(
      `SELECT state, disabled_reason FROM fulfillment.endpoint WHERE retailer_id = $1`,
      [retailerId],
    );
    expect(endpoint).toEqual({ state: 'disabled_by_partner', disabled_reason: 'gone' });
    expect((await trade.route(orderId)).at(-1)).toMatchObject({ retailerId: spare, state: 'requested' });
    expect(await trade.stock(variantId, retailerId)).toMatchObject({ allocated: 0 });
    expect(trade.receiver.received).toHaveLength(1);
  });

  it('H4: that asks for nothing more by its header is switched off, whatever its status', async () => {
    const { order, retailerId } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(200, { 'webhook-delivery': 'disable' }).end();
    expect(await deliver(trade)).toBe(1);
    await abandonLost(trade);
    expect(await stateOf(trade, order)).toBe('unreachable');
    const endpoint = await trade.database.one(
      `SELECT state, disabled_reason FROM fulfillment.endpoint WHERE retailer_id = $1`,
      [retailerId],
    );
    expect(endpoint).toEqual({ state: 'disabled_by_partner', disabled_reason: 'asked' });
  });

  it('H4: that refuses one message by its header gets it no more, and all others as before', async () => {
    const { order, spare, retailerId } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500, { 'webhook-delivery': 'abort-message' }).end();
    expect(await deliver(trade)).toBe(1);
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'aborted', reason: 'refused_by_receiver' }]);
    await abandonLost(trade);
    expect(await stateOf(trade, order)).toBe('unreachable');
    expect((await trade.route(order.orderId)).at(-1)).toMatchObject({ retailerId: spare });
    const endpoint = await trade.database.one(`SELECT state FROM fulfillment.endpoint WHERE retailer_id = $1`, [
      retailerId,
    ]);
    expect(endpoint).toEqual({ state: 'active' });
  });

  it('has the parts of each attempt measured: the name, the connection, the first byte', async () => {
    await aRequest(trade);
    closePostAgents(); // A connection that is open already is not made.
    await deliver(trade);
    const [attempt] = await trade.database.rows(
      `SELECT address, tls_version, connect_ms, first_byte_ms FROM fulfillment.delivery_attempt`,
    );
    expect(attempt).toEqual({
      address: '127.0.0.1',
      tls_version: null,
      connect_ms: expect.any(Number),
      first_byte_ms: expect.any(Number),
    });
  });

  it('that never answers is given up before the time to accept is over', async () => {
    const { order, orderId, spare } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await trade.database.rows(`UPDATE fulfillment.delivery SET deadline = now() + interval '4 seconds'`);
    expect(await deliver(trade)).toBe(1);
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'exhausted', reason: 'HTTP_500' }]);
    await abandonLost(trade);
    expect(await stateOf(trade, order)).toBe('unreachable');
    expect((await trade.route(orderId)).at(-1)).toMatchObject({ retailerId: spare, state: 'requested' });
  });

  it('that never answers is not given up while its retailer asks by itself: it finds the request there', async () => {
    const { order, retailerId } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await trade.database.rows(`UPDATE fulfillment.delivery SET deadline = now() + interval '4 seconds'`);
    await trade.get(FulfillmentOrders).list(retailerId, { limit: 1 });
    expect(await deliver(trade)).toBe(1);
    await abandonLost(trade);
    expect(await stateOf(trade, order)).toBe('requested');
  });

  it('that never answers is given up though its retailer tells of stock: that is not asking', async () => {
    const { order, retailerId } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await trade.database.rows(`UPDATE fulfillment.delivery SET deadline = now() + interval '4 seconds'`);
    await trade.database.rows(`UPDATE fulfillment.retailer_key SET last_used_at = now() WHERE retailer_id = $1`, [
      retailerId,
    ]);
    expect(await deliver(trade)).toBe(1);
    await abandonLost(trade);
    expect(await stateOf(trade, order)).toBe('unreachable');
  });

  it('whose secrets cannot be opened has its tries written down like any other', async () => {
    const { order } = await aRequest(trade);
    await trade.database.rows(`UPDATE fulfillment.endpoint_secret SET sealed = 'sealed by somebody else'`);
    expect(await deliver(trade)).toBe(1);
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'pending' }]);
    expect(
      await trade.database.rows(`SELECT error_class FROM fulfillment.delivery_attempt WHERE finished_at IS NOT NULL`),
    ).toEqual([{ error_class: 'SECRETS_UNREADABLE' }]);
    expect(trade.receiver.received).toEqual([]);
  });

  it('goes on with a key whose next message two left to each other', async () => {
    await aRequest(trade);
    await trade.database.rows(`UPDATE fulfillment.delivery SET is_next = false`);
    expect(await deliver(trade)).toBe(0);
    expect(await trade.get(DeliveryClaims).wake()).toBe(1);
    expect(await trade.get(DeliveryClaims).wake()).toBe(0);
    expect(await deliver(trade)).toBe(1);
  });

  it('is given up after the last attempt', async () => {
    const { order } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(404).end();
    await trade.database.rows(`UPDATE fulfillment.delivery SET attempts = 12, tries = 12, deadline = NULL`);
    expect(await deliver(trade)).toBe(1);
    await abandonLost(trade);
    expect(await stateOf(trade, order)).toBe('unreachable');
  });

  it('that leads where nobody may be called is not called, and the request goes to somebody else', async () => {
    const { order } = await aRequest(trade);
    await trade.database.rows(`UPDATE fulfillment.endpoint SET url = 'https://127.0.0.1/'`);
    expect(await deliver(trade)).toBe(1);
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'blocked', reason: 'ADDRESS_NOT_PUBLIC' }]);
    await abandonLost(trade);
    expect(await stateOf(trade, order)).toBe('unreachable');
    expect(
      await trade.database.one(`SELECT last_error FROM fulfillment.endpoint WHERE failing_since IS NOT NULL`),
    ).toEqual({
      last_error: 'ADDRESS_NOT_PUBLIC',
    });
    expect(trade.receiver.received).toEqual([]);
  });

  it('keeps its secret: neither tables nor attempts show it', async () => {
    const webhookSecret = newSecret();
    await aRequest(trade, { webhookSecret });
    await deliver(trade);
    const kept = await trade.database.rows(
      `SELECT to_jsonb(e) AS row FROM fulfillment.endpoint e UNION ALL SELECT to_jsonb(a) FROM fulfillment.delivery_attempt a
       UNION ALL SELECT to_jsonb(d) FROM fulfillment.delivery d
       UNION ALL SELECT to_jsonb(s) FROM fulfillment.endpoint_secret s`,
    );
    expect(JSON.stringify(kept)).not.toContain(webhookSecret.slice(6));
  });
});
