import type { FulfillmentOrderId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { Webhook } from 'standardwebhooks';
import { AcceptFulfillmentOrder } from './accept-fulfillment-order.ts';
import { DeliverMessage } from './deliver-message.ts';
import { ExpireFulfillmentOrder } from './expire-fulfillment-order.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { newSecret, TestTrade } from './fulfillment.fixture.ts';
import type { RetailerRegistration } from './register-retailer.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

/** A request to a retailer with a server, and another retailer that could take over. */
async function aRequest(more: Partial<RetailerRegistration> = {}) {
  const retailerId = await trade.retailer({ endpointUrl: trade.receiver.url, ...more });
  const spare = await trade.retailer({ priority: 9 });
  const variantId = await trade.shelf({ [retailerId]: 9, [spare]: 9 });
  const orderId = await trade.order([{ variantId, quantity: 1 }]);
  const [order] = await trade.route(orderId);
  return { order: order!, orderId, retailerId, spare, variantId };
}

/** One run of the job for each message that is on its way about this fulfillment order. */
async function deliver(order: FulfillmentOrderRecord | FulfillmentOrderId) {
  const id = typeof order === 'string' ? order : order.id;
  const [delivery] = (await trade.deliveries(id)).filter((it) => it.state === 'pending' || it.state === 'in_flight');
  return await trade.get(DeliverMessage).execute(delivery!.id);
}

const makeDue = (order: FulfillmentOrderRecord) =>
  trade.database.rows(`UPDATE fulfillment.delivery SET next_at = now() WHERE fulfillment_order_id = $1`, [order.id]);

const attempts = () =>
  trade.database.rows<{
    number: number;
    status: number | null;
    error_class: string | null;
    response_body: string | null;
    finished_at: Date | null;
  }>(
    `SELECT number, status, error_class, response_body, finished_at FROM fulfillment.delivery_attempt ORDER BY started_at, number`,
  );

const stateOf = async (order: FulfillmentOrderRecord) =>
  (await trade.requestsOf(order.orderId)).find((it) => it.id === order.id)!.state;

describe('a message', () => {
  it('is delivered signed, so that the reference library believes it', async () => {
    const webhookSecret = newSecret();
    const { order } = await aRequest({ webhookSecret });
    expect(await deliver(order)).toBeNull();
    const [{ headers, body }] = trade.receiver.received as [(typeof trade.receiver.received)[0]];
    const message = new Webhook(webhookSecret).verify(body, headers as Record<string, string>);
    expect(message).toMatchObject({
      type: 'fulfillment_order.requested',
      data: {
        sequence: 1,
        fulfillmentOrder: {
          id: order.id,
          state: 'requested',
          version: 1,
          lines: [{ title: 'Bowl — Füße', quantity: 1 }],
        },
      },
    });
    expect(headers['webhook-id']).toMatch(/^msg_[a-z0-9]+$/);
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'succeeded', attempts: 1 }]);
  });

  it('is signed with the old secret too while a new one is being brought in', async () => {
    const [fresh, old] = [newSecret(), newSecret()];
    const { order } = await aRequest({ webhookSecret: [fresh, old] });
    await deliver(order);
    const { headers, body } = trade.receiver.received[0]!;
    for (const secret of [fresh, old]) new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(() => new Webhook(newSecret()).verify(body, headers as Record<string, string>)).toThrow();
  });

  it('has its attempt written down before it goes out', async () => {
    const { order } = await aRequest();
    let during: unknown = null;
    trade.receiver.answer = (response) => {
      void attempts().then((rows) => {
        during = rows;
        response.writeHead(200).end();
      });
    };
    await deliver(order);
    expect(during).toMatchObject([{ number: 1, status: null, finished_at: null }]);
    expect(await attempts()).toMatchObject([{ number: 1, status: 200, finished_at: expect.any(Date) }]);
  });

  it('that fails is tried again by the schedule, as the same message of a new moment', async () => {
    const { order } = await aRequest();
    trade.receiver.answer = (response) => response.writeHead(500).end('oops');
    const first = await deliver(order);
    expect(first!.seconds).toBeGreaterThanOrEqual(5);
    expect(first!.seconds).toBeLessThanOrEqual(6);
    // Too early: nothing goes out.
    expect((await deliver(order))!.seconds).toBeGreaterThan(3);
    await makeDue(order);
    expect((await deliver(order))!.seconds).toBeGreaterThanOrEqual(30);
    trade.receiver.answer = (response) => response.writeHead(204).end();
    await makeDue(order);
    expect(await deliver(order)).toBeNull();
    expect(new Set(trade.receiver.received.map((it) => it.headers['webhook-id'])).size).toBe(1);
    expect(new Set(trade.receiver.received.map((it) => it.body)).size).toBe(1);
    expect(await attempts()).toMatchObject([{ status: 500, response_body: 'oops' }, { status: 500 }, { status: 204 }]);
  });

  it('waits as long as the receiver asks', async () => {
    const { order } = await aRequest();
    trade.receiver.answer = (response) => response.writeHead(503, { 'retry-after': '90' }).end();
    expect(await deliver(order)).toEqual({ seconds: 90 });
  });

  it('whose retailer answered in the meantime is not sent any more', async () => {
    const { order, retailerId } = await aRequest();
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await deliver(order);
    await trade.get(AcceptFulfillmentOrder).execute({ retailerId, fulfillmentOrderId: order.id });
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'canceled', reason: 'answered' }]);
    expect(trade.receiver.received).toHaveLength(1);
  });

  it('is not written at all for a retailer that polls', async () => {
    const { order } = await aRequest({ endpointUrl: null });
    expect(await trade.deliveries(order.id)).toEqual([]);
  });
});

describe('two messages about one fulfillment order', () => {
  const expired = async () => {
    const { order } = await aRequest();
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await deliver(order);
    await trade.database.rows(`UPDATE fulfillment.fulfillment_order SET accept_by = now() WHERE id = $1`, [order.id]);
    await trade.get(ExpireFulfillmentOrder).execute(order.id);
    return order;
  };

  it('say that it is over to a retailer that may have heard of it', async () => {
    const order = await expired();
    expect(await trade.deliveries(order.id)).toMatchObject([
      { type: 'fulfillment_order.requested', state: 'canceled' },
      { type: 'fulfillment_order.expired', state: 'pending', sequence: 2 },
    ]);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await deliver(order);
    expect(JSON.parse(trade.receiver.received.at(-1)!.body)).toMatchObject({
      type: 'fulfillment_order.expired',
      data: { sequence: 2, fulfillmentOrder: { state: 'expired' } },
    });
  });

  it('say nothing to one that cannot have', async () => {
    const { order } = await aRequest();
    await trade.database.rows(`UPDATE fulfillment.fulfillment_order SET accept_by = now() WHERE id = $1`, [order.id]);
    await trade.get(ExpireFulfillmentOrder).execute(order.id);
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'canceled' }]);
  });

  it('keep their order: the second waits until the first has landed', async () => {
    const order = await expired();
    await trade.database.rows(
      `UPDATE fulfillment.delivery SET state = 'in_flight', lease_until = now() + interval '20 seconds'
        WHERE fulfillment_order_id = $1 AND sequence = 1`,
      [order.id],
    );
    const second = (await trade.deliveries(order.id))[1]!;
    expect((await trade.get(DeliverMessage).execute(second.id))!.seconds).toBeGreaterThan(15);
    expect(trade.receiver.received).toHaveLength(1);
  });
});

describe('a worker', () => {
  it('does not take a message that another has in the air', async () => {
    const { order } = await aRequest();
    let release: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        release = () => void response.writeHead(200).end();
        resolve();
      };
    });
    const first = deliver(order);
    await arrived;
    expect((await deliver(order))!.seconds).toBeGreaterThan(10);
    release!();
    await first;
    expect(trade.receiver.received).toHaveLength(1);
  });

  it('that died after the POST is followed by one that sends the same message once more', async () => {
    const { order } = await aRequest();
    let release: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        release = () => void response.writeHead(500).end();
        resolve();
      };
    });
    const overtaken = deliver(order);
    await arrived;
    const dead = release!;
    await trade.database.rows(`UPDATE fulfillment.delivery SET lease_until = now() - interval '1 second'`);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    expect(await deliver(order)).toBeNull();
    // The first comes back to life with another answer: it is kept in the log and changes nothing.
    dead();
    expect(await overtaken).toBeNull();
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'succeeded', attempts: 2 }]);
    expect(await attempts()).toMatchObject([
      { number: 1, status: 500 },
      { number: 2, status: 200 },
    ]);
    const ids = trade.receiver.received.map((it) => it.headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });
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
    const inTheAir = orders.slice(0, 5).map((order) => deliver(order));
    await fiveArrived;
    expect(await deliver(orders[5]!)).toEqual({ seconds: 0.5 });
    trade.receiver.answer = (response) => response.writeHead(200).end();
    for (const release of waiting) release();
    await Promise.all(inTheAir);
    expect(await deliver(orders[5]!)).toBeNull();
  });

  it('that is gone is switched off, and what waits for it goes to somebody else', async () => {
    const { order, orderId, retailerId, spare, variantId } = await aRequest();
    const other = (await trade.route(await trade.order([{ variantId, quantity: 1 }])))[0]!;
    trade.receiver.answer = (response) => response.writeHead(410).end();
    expect(await deliver(order)).toBeNull();
    expect([await stateOf(order), await stateOf(other)]).toEqual(['unreachable', 'unreachable']);
    const endpoint = await trade.database.one(
      `SELECT state, disabled_reason FROM fulfillment.endpoint WHERE retailer_id = $1`,
      [retailerId],
    );
    expect(endpoint).toEqual({ state: 'disabled', disabled_reason: 'gone' });
    expect((await trade.route(orderId)).at(-1)).toMatchObject({ retailerId: spare, state: 'requested' });
    expect(await trade.stock(variantId, retailerId)).toMatchObject({ allocated: 0 });
    expect(trade.receiver.received).toHaveLength(1);
  });

  it('that never answers is given up before the time to accept is over', async () => {
    const { order, orderId, spare } = await aRequest();
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await trade.database.rows(`UPDATE fulfillment.delivery SET deadline = now() + interval '4 seconds'`);
    expect(await deliver(order)).toBeNull();
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'exhausted', reason: 'HTTP_500' }]);
    expect(await stateOf(order)).toBe('unreachable');
    expect((await trade.route(orderId)).at(-1)).toMatchObject({ retailerId: spare, state: 'requested' });
  });

  it('is given up after the last attempt', async () => {
    const { order } = await aRequest();
    trade.receiver.answer = (response) => response.writeHead(404).end();
    await trade.database.rows(`UPDATE fulfillment.delivery SET attempts = 12, deadline = NULL`);
    expect(await deliver(order)).toBeNull();
    expect(await stateOf(order)).toBe('unreachable');
  });

  it('that leads where nobody may be called is not called, and the request goes to somebody else', async () => {
    const { order } = await aRequest();
    await trade.database.rows(`UPDATE fulfillment.endpoint SET url = 'https://127.0.0.1/'`);
    expect(await deliver(order)).toBeNull();
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'blocked', reason: 'ADDRESS_NOT_PUBLIC' }]);
    expect(await stateOf(order)).toBe('unreachable');
    expect(trade.receiver.received).toEqual([]);
  });

  it('keeps its secret: neither tables nor attempts show it', async () => {
    const webhookSecret = newSecret();
    const { order } = await aRequest({ webhookSecret });
    await deliver(order);
    const kept = await trade.database.rows(
      `SELECT to_jsonb(e) AS row FROM fulfillment.endpoint e UNION ALL SELECT to_jsonb(a) FROM fulfillment.delivery_attempt a
       UNION ALL SELECT to_jsonb(d) FROM fulfillment.delivery d`,
    );
    expect(JSON.stringify(kept)).not.toContain(webhookSecret.slice(6));
  });
});
