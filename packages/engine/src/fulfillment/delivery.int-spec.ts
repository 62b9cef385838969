import type { Id } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { Webhook } from 'standardwebhooks';
import { until } from '../platform/platform.fixture.ts';
import { AcceptFulfillmentOrder } from './accept-fulfillment-order.ts';
import { ExpireFulfillmentOrder } from './expire-fulfillment-order.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { newSecret, TestTrade } from './fulfillment.fixture.ts';
import { PartnerMessages } from './partner-messages.ts';
import { DeliveryClaims, type DeliveryClaim } from './webhooks/delivery-claims.ts';
import { DeliveryDispatcher } from './webhooks/delivery-dispatcher.ts';
import { ReplayDeliveries } from './webhooks/replay-deliveries.ts';
import { aRequest, deliver } from './delivery.fixture.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

/** Seconds until the message about this fulfillment order is due again. */
async function wait(order: FulfillmentOrderRecord) {
  const row = await trade.database.one<{ seconds: number }>(
    `SELECT extract(epoch FROM next_at - now())::float8 AS seconds FROM fulfillment.delivery
      WHERE fulfillment_order_id = $1 AND state = 'pending' ORDER BY sequence LIMIT 1`,
    [order.id],
  );
  return row!.seconds;
}

const makeDue = (order: FulfillmentOrderRecord) =>
  trade.database.rows(`UPDATE fulfillment.delivery SET next_at = now() WHERE fulfillment_order_id = $1`, [order.id]);

const row = (order: FulfillmentOrderRecord) =>
  trade.database.one<{ state: string; tries: number; attempts: number }>(
    `SELECT state, tries, attempts FROM fulfillment.delivery WHERE fulfillment_order_id = $1`,
    [order.id],
  );

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

describe('a message', () => {
  it('is delivered signed, so that the reference library believes it', async () => {
    const webhookSecret = newSecret();
    const { order } = await aRequest(trade, { webhookSecret });
    expect(await deliver(trade)).toBe(1);
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
    await aRequest(trade, { webhookSecret: [fresh, old] });
    await deliver(trade);
    const { headers, body } = trade.receiver.received[0]!;
    for (const secret of [fresh, old]) new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(() => new Webhook(newSecret()).verify(body, headers as Record<string, string>)).toThrow();
  });

  it('has its attempt written down before it goes out', async () => {
    await aRequest(trade);
    let during: unknown = null;
    trade.receiver.answer = (response) => {
      void attempts().then((rows) => {
        during = rows;
        response.writeHead(200).end();
      });
    };
    await deliver(trade);
    expect(during).toMatchObject([{ number: 1, status: null, finished_at: null }]);
    expect(await attempts()).toMatchObject([{ number: 1, status: 200, finished_at: expect.any(Date) }]);
  });

  it('that fails is tried again by the schedule, as the same message of a new moment', async () => {
    const { order } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500).end('oops');
    await deliver(trade);
    expect(await wait(order)).toBeGreaterThan(3);
    expect(await wait(order)).toBeLessThanOrEqual(6);
    // Too early: nothing goes out.
    expect(await deliver(trade)).toBe(0);
    await makeDue(order);
    await deliver(trade);
    expect(await wait(order)).toBeGreaterThan(20);
    trade.receiver.answer = (response) => response.writeHead(204).end();
    await makeDue(order);
    expect(await deliver(trade)).toBe(1);
    expect(new Set(trade.receiver.received.map((it) => it.headers['webhook-id'])).size).toBe(1);
    expect(new Set(trade.receiver.received.map((it) => it.body)).size).toBe(1);
    expect(await attempts()).toMatchObject([{ status: 500, response_body: 'oops' }, { status: 500 }, { status: 204 }]);
  });

  it('waits as long as the receiver asks', async () => {
    const { order } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(503, { 'retry-after': '90' }).end();
    await deliver(trade);
    expect(await wait(order)).toBeGreaterThan(80);
    expect(await wait(order)).toBeLessThanOrEqual(90);
  });

  it('waits until the moment the receiver names, by the clock of its answer', async () => {
    const { order } = await aRequest(trade);
    // Its clock is a day ahead.
    const date = Date.now() + 86_400_000;
    trade.receiver.answer = (response) =>
      response
        .writeHead(503, { date: new Date(date).toUTCString(), 'retry-after': new Date(date + 90_000).toUTCString() })
        .end();
    await deliver(trade);
    expect(await wait(order)).toBeGreaterThan(80);
    expect(await wait(order)).toBeLessThanOrEqual(90);
  });

  it('waits until the moment the receiver names, by the clock of the database where the answer tells no credible one', async () => {
    const { order } = await aRequest(trade);
    const now = (await trade.database.one<{ now: Date }>(`SELECT now() AS now`))!.now;
    trade.receiver.answer = (response) =>
      response
        .writeHead(503, {
          date: new Date(60_000).toUTCString(), // A clock that nobody set.
          'retry-after': new Date(now.getTime() + 90_000).toUTCString(),
        })
        .end();
    await deliver(trade);
    expect(await wait(order)).toBeGreaterThan(80);
    expect(await wait(order)).toBeLessThanOrEqual(92);
  });

  it('whose retailer answered in the meantime is not sent any more', async () => {
    const { order, retailerId } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await deliver(trade);
    await trade.get(AcceptFulfillmentOrder).execute({ retailerId, fulfillmentOrderId: order.id });
    expect(await trade.deliveries(order.id)).toMatchObject([{ state: 'canceled', reason: 'answered' }]);
    expect(trade.receiver.received).toHaveLength(1);
  });

  it('is not written at all for a retailer that polls', async () => {
    const { order } = await aRequest(trade, { endpointUrl: null });
    expect(await trade.deliveries(order.id)).toEqual([]);
  });
});

describe('two messages about one fulfillment order', () => {
  const expired = async () => {
    const { order } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await deliver(trade);
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
    await deliver(trade);
    expect(JSON.parse(trade.receiver.received.at(-1)!.body)).toMatchObject({
      type: 'fulfillment_order.expired',
      data: { sequence: 2, fulfillmentOrder: { state: 'expired' } },
    });
  });

  it('say nothing to one that cannot have', async () => {
    const { order } = await aRequest(trade);
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
    await trade.database.rows(
      `UPDATE fulfillment.delivery SET is_next = false WHERE fulfillment_order_id = $1 AND sequence = 2`,
      [order.id],
    );
    expect(await deliver(trade)).toBe(0);
    expect(trade.receiver.received).toHaveLength(1);
  });

  it('keep their order also when both are written before the first has landed', async () => {
    const { order } = await aRequest(trade);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await deliver(trade);
    await trade.database.transaction((tx) => trade.get(PartnerMessages).tell(tx, order, 'fulfillment_order.expired'));
    // The first waits for its retry; the second is due, and waits behind it.
    expect(await deliver(trade)).toBe(0);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await makeDue(order);
    expect(await deliver(trade)).toBe(1);
    expect(await deliver(trade)).toBe(1);
    const heard = trade.receiver.received.map((it) => (JSON.parse(it.body) as { data: { sequence: number } }).data);
    expect(heard.map((it) => it.sequence)).toEqual([1, 1, 2]);
  });
});

describe('an older message that is replayed while a newer one of its key is in the air', () => {
  const FIRST_GOES_FIRST = [
    { sequence: 1, state: 'pending', is_next: true },
    { sequence: 2, state: 'pending', is_next: false },
  ];

  const queueOf = (order: FulfillmentOrderRecord) =>
    trade.database.rows(
      `SELECT sequence, state, is_next FROM fulfillment.delivery WHERE fulfillment_order_id = $1 ORDER BY sequence`,
      [order.id],
    );

  async function replayFirst(order: FulfillmentOrderRecord): Promise<void> {
    const { id } = (await trade.database.one<{ id: Id<'dlv'> }>(
      `SELECT id FROM fulfillment.delivery WHERE fulfillment_order_id = $1 AND sequence = 1`,
      [order.id],
    ))!;
    expect(await trade.get(ReplayDeliveries).one(order.retailerId, id)).toMatchObject({ ok: true });
  }

  it('waits for it, and goes first where it failed: never both at once', async () => {
    const { order } = await aRequest(trade);
    await deliver(trade);
    await trade.database.transaction((tx) => trade.get(PartnerMessages).tell(tx, order, 'fulfillment_order.expired'));
    let fail: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        fail = () => void response.writeHead(500).end();
        resolve();
      };
    });
    const newer = deliver(trade);
    await arrived;
    await replayFirst(order);
    expect(await deliver(trade)).toBe(0);
    fail!();
    await newer;
    expect(await queueOf(order)).toEqual(FIRST_GOES_FIRST);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await makeDue(order);
    expect(await deliver(trade)).toBe(1);
    expect(await deliver(trade)).toBe(1);
    const heard = trade.receiver.received.map((it) => (JSON.parse(it.body) as { data: { sequence: number } }).data);
    expect(heard.map((it) => it.sequence)).toEqual([1, 2, 1, 2]);
  });

  it.each<[string, (claims: DeliveryClaims, taken: readonly DeliveryClaim[]) => Promise<unknown>]>([
    ['gives it back', (claims, taken) => claims.giveBack(taken)],
    [
      'dies',
      async (claims) => {
        await trade.database.rows(`UPDATE fulfillment.delivery SET lease_until = now() WHERE state = 'in_flight'`);
        return await claims.sweep();
      },
    ],
  ])('goes first also where the worker that has the newer one %s', async (_, end) => {
    const { order } = await aRequest(trade);
    await deliver(trade);
    await trade.database.transaction((tx) => trade.get(PartnerMessages).tell(tx, order, 'fulfillment_order.expired'));
    const claims = trade.get(DeliveryClaims);
    const taken = await claims.take(10);
    expect(taken).toHaveLength(1);
    await replayFirst(order);
    await end(claims, taken);
    expect(await queueOf(order)).toEqual(FIRST_GOES_FIRST);
  });
});

describe('a worker', () => {
  it('that is told to go breaks off what has not landed by the deadline: given back, logged, and no try used up', async () => {
    const { order } = await aRequest(trade);
    let isCut: Promise<boolean> | undefined;
    const arrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        isCut = new Promise((cut) => response.once('close', () => cut(!response.writableEnded)));
        resolve();
      };
    });
    const dispatcher = trade.get(DeliveryDispatcher);
    dispatcher.start();
    await arrived;
    await dispatcher.stop(50);
    expect(await isCut).toBe(true);
    const interrupted = { status: null, error_class: 'INTERRUPTED', finished_at: expect.any(Date) };
    expect(await attempts()).toMatchObject([interrupted]);
    expect(await row(order)).toEqual({ state: 'pending', tries: 0, attempts: 1 });
    expect(await trade.database.rows(`SELECT failing_since, last_error FROM fulfillment.endpoint`)).toEqual([
      { failing_since: null, last_error: null },
    ]);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    expect(await deliver(trade)).toBe(1);
    expect(await row(order)).toEqual({ state: 'succeeded', tries: 1, attempts: 2 });
    expect(await attempts()).toMatchObject([interrupted, { status: 200 }]);
  });

  it('that is told to go does not wait for a database that says nothing, and what it had in the air is not lost', async () => {
    const { order } = await aRequest(trade);
    const arrived = new Promise<void>((resolve) => (trade.receiver.answer = () => resolve()));
    const dispatcher = trade.get(DeliveryDispatcher);
    dispatcher.start();
    await arrived;
    await trade.database.transaction(async (tx) => {
      await tx.rows(`LOCK TABLE fulfillment.delivery IN ACCESS EXCLUSIVE MODE`);
      await dispatcher.stop(50);
    });
    await until(async () => (await row(order))!.state === 'pending');
    trade.receiver.answer = (response) => response.writeHead(200).end();
    expect(await deliver(trade)).toBe(1);
    expect(await row(order)).toEqual({ state: 'succeeded', tries: 1, attempts: 2 });
  });

  it('does not take a message that another has in the air', async () => {
    await aRequest(trade);
    let release: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        release = () => void response.writeHead(200).end();
        resolve();
      };
    });
    const first = deliver(trade);
    await arrived;
    expect(await deliver(trade)).toBe(0);
    release!();
    await first;
    expect(trade.receiver.received).toHaveLength(1);
  });

  it('that died after the POST is followed by one that sends the same message once more', async () => {
    const { order } = await aRequest(trade);
    let release: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        release = () => void response.writeHead(500).end();
        resolve();
      };
    });
    const overtaken = deliver(trade);
    await arrived;
    const dead = release!;
    await trade.database.rows(`UPDATE fulfillment.delivery SET lease_until = now() - interval '1 second'`);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    expect(await trade.get(DeliveryClaims).sweep()).toBe(1);
    expect(await deliver(trade)).toBe(1);
    // The first comes back to life with another answer: it is kept in the log and changes nothing.
    dead();
    await overtaken;
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
