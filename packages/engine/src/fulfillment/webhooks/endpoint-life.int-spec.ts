import { newId, type Id, type RetailerId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { AcceptFulfillmentOrder } from '../accept-fulfillment-order.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import type { RetailerRegistration } from '../register-retailer.ts';
import { DeliveryClaims } from './delivery-claims.ts';
import { DeliveryDispatcher } from './delivery-dispatcher.ts';
import { DeliveryLog } from './delivery-log.ts';
import { EndpointEvents } from './endpoint-events.ts';
import { EndpointHealth } from './endpoint-health.ts';
import { EndpointPulses } from './endpoint-pulses.ts';
import { EndpointReader } from './endpoint-reader.ts';
import { ProbeEndpointsHandler } from './probe-endpoints.ts';
import { PruneDeliveriesHandler } from './prune-deliveries.ts';
import { SendDigestsHandler } from './send-digests.ts';
import { SendTestEvent } from './send-test-event.ts';
import { VerifyEndpoint } from './verify-endpoint.ts';
import { WatchEndpointsHandler } from './watch-endpoints.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(async () => {
  await trade.clear();
  await trade.database.rows('TRUNCATE platform.mail');
});
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const deliver = () => trade.get(DeliveryDispatcher).deliverDue();

async function aRetailer(more: Partial<RetailerRegistration> = {}) {
  const retailerId = await trade.retailer({
    endpointUrl: trade.receiver.url,
    contactEmail: 'ops@retailer.example',
    ...more,
  });
  const [endpoint] = await trade.get(EndpointReader).list(retailerId);
  return { retailerId, endpointId: endpoint!.id };
}

/** So many messages to an endpoint, each about something of its own, without the orders behind them. */
async function queue(endpointId: Id<'end'>, count: number, topic = 'topic'): Promise<void> {
  await trade.database.rows(
    `INSERT INTO fulfillment.delivery (id, message_id, endpoint_id, ordering_key, sequence, type, body)
     SELECT $2 || n, $3 || n, $1, $4 || n, 1, 'endpoint.test', '{}' FROM generate_series(1, $5::int) AS n`,
    [endpointId, newId('dlv'), newId('msg'), topic, count],
  );
}

const makeDue = () => trade.database.rows(`UPDATE fulfillment.delivery SET next_at = now() WHERE state = 'pending'`);
const holdOver = () =>
  trade.database.rows(`UPDATE fulfillment.endpoint SET held_until = now(), tokens = rate_per_second`);
const find = async (ref: { retailerId: RetailerId; endpointId: Id<'end'> }) =>
  (await trade.get(EndpointReader).one(ref))!;
const events = async (retailerId: RetailerId) =>
  (await trade.get(EndpointEvents).page(retailerId, { limit: 50 })).map((event) => event.type).reverse();
const subjects = async () =>
  (await trade.database.rows<{ subject: string }>(`SELECT subject FROM platform.mail ORDER BY id`)).map(
    (mail) => mail.subject,
  );
const failedFor = (hours: number) =>
  trade.database.rows(`UPDATE fulfillment.endpoint SET failing_since = now() - make_interval(hours => $1)`, [hours]);

describe('an endpoint that fails', () => {
  it('H1: is tried by the schedule; at the tenth failure the rest is held back and costs no attempt', async () => {
    const ref = await aRetailer();
    await queue(ref.endpointId, 30);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    while ((await deliver()) > 0) await trade.database.rows(`UPDATE fulfillment.endpoint SET tokens = 10`);
    const endpoint = await find(ref);
    expect(endpoint).toMatchObject({ state: 'degraded', lastError: 'HTTP_500' });
    expect(trade.receiver.received.length).toBeLessThanOrEqual(15);
    const log = await trade.get(DeliveryLog).page(ref.retailerId, { limit: 50 });
    expect(log.filter((delivery) => delivery.attempts === 0).length).toBeGreaterThanOrEqual(15);
    expect(await events(ref.retailerId)).toEqual(['endpoint.degraded']);
  });

  it('is judged by attempts too that could not be counted when they ended', async () => {
    const { endpointId } = await aRetailer();
    const pulses = trade.get(EndpointPulses);
    const beat = { endpointId, status: 500, errorClass: null, wasWell: true };
    await trade.database.rows(`ALTER TABLE fulfillment.endpoint RENAME COLUMN breaker TO broken_breaker`);
    await pulses.count(Array.from({ length: 9 }, () => beat));
    await trade.database.rows(`ALTER TABLE fulfillment.endpoint RENAME COLUMN broken_breaker TO breaker`);
    await pulses.count([beat]);
    expect(await trade.database.rows(`SELECT state FROM fulfillment.endpoint`)).toEqual([{ state: 'degraded' }]);
  });

  it('H1: and works every other time is not held back, and everything arrives by the schedule', async () => {
    const ref = await aRetailer();
    await trade.database.rows(`UPDATE fulfillment.endpoint SET rate_per_second = 1000, tokens = 1000`);
    await queue(ref.endpointId, 12);
    let count = 0;
    trade.receiver.answer = (response) => response.writeHead(++count % 2 ? 500 : 200).end();
    while ((await deliver()) > 0) await makeDue();
    expect(await find(ref)).toMatchObject({ state: 'active', waiting: 0 });
    expect(count).toBe(24);
  });

  it('is asked by one message whether it is back; then all goes on', async () => {
    const ref = await aRetailer();
    await queue(ref.endpointId, 12);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    while ((await deliver()) > 0) await trade.database.rows(`UPDATE fulfillment.endpoint SET tokens = 10`);
    expect(await deliver()).toBe(0);
    await holdOver();
    await makeDue();
    expect(await deliver()).toBe(1);
    expect((await find(ref)).state).toBe('degraded');
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await holdOver();
    await makeDue();
    expect(await deliver()).toBe(1);
    expect((await find(ref)).state).toBe('active');
    await holdOver();
    expect(await deliver()).toBe(5);
  });

  it('is held back twice as long by a test message that finds it no better, and no longer by one while it is held', async () => {
    const ref = await aRetailer();
    await queue(ref.endpointId, 10);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    while ((await deliver()) > 0) await trade.database.rows(`UPDATE fulfillment.endpoint SET tokens = 10`);
    await trade.database.rows(`DELETE FROM fulfillment.delivery`);
    const held = async () => {
      const row = await trade.database.one<{ seconds: number; state: string }>(
        `SELECT state, extract(epoch FROM held_until - now())::float8 AS seconds FROM fulfillment.endpoint WHERE id = $1`,
        [ref.endpointId],
      );
      return row!;
    };
    const first = await trade.database.one(`SELECT held_until FROM fulfillment.endpoint`);
    expect(await trade.get(SendTestEvent).execute(ref)).toMatchObject({ ok: true, value: { isWell: false } });
    expect(await trade.database.one(`SELECT held_until FROM fulfillment.endpoint`)).toEqual(first);
    for (const [from, to] of [
      [30, 60],
      [60, 120],
    ] as const) {
      await holdOver();
      await trade.get(ProbeEndpointsHandler).handle();
      const { state, seconds } = await held();
      expect(state).toBe('degraded');
      expect(seconds).toBeGreaterThan(from);
      expect(seconds).toBeLessThanOrEqual(to);
    }
    const asked = trade.receiver.received.length;
    await trade.get(ProbeEndpointsHandler).handle();
    expect(trade.receiver.received).toHaveLength(asked);
    await holdOver();
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await trade.get(ProbeEndpointsHandler).handle();
    expect(await find(ref)).toMatchObject({ state: 'active', heldUntil: null });
  });

  it('is left out of routing after ten minutes, and taken in again when it answers', async () => {
    const ref = await aRetailer();
    const reach = async () =>
      (await trade.get(EndpointHealth).of(trade.database, [ref.retailerId])).get(ref.retailerId);
    await queue(ref.endpointId, 1);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await deliver();
    expect(await reach()).toMatchObject({ isReachable: true });
    await trade.database.rows(`UPDATE fulfillment.endpoint SET failing_since = now() - interval '11 minutes'`);
    expect(await reach()).toEqual({ hasEndpoint: true, isReachable: false, reason: 'failing' });
    // Its messages went to others: nothing waits that could find out.
    await trade.database.rows(`UPDATE fulfillment.delivery SET state = 'canceled'`);
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await trade.get(ProbeEndpointsHandler).handle();
    expect(await reach()).toMatchObject({ isReachable: true });
  });

  it('has its retailer warned after an hour, a day and three days, and told when it is back', async () => {
    const ref = await aRetailer();
    const watch = () => trade.get(WatchEndpointsHandler).handle();
    await failedFor(0);
    await watch();
    expect(await subjects()).toEqual([]);
    for (const hours of [2, 3, 25, 73]) {
      await failedFor(hours);
      await watch();
      await watch();
    }
    const host = `127.0.0.1:${trade.receiver.port}`;
    expect(await subjects()).toEqual([
      `${host} has not taken a message for an hour`,
      `${host} has not taken a message for 24 hours`,
      `${host} has not taken a message for 72 hours`,
    ]);
    await queue(ref.endpointId, 1);
    await deliver();
    await watch();
    await watch();
    expect((await subjects()).slice(3)).toEqual([`${host} takes messages again`]);
    expect(await events(ref.retailerId)).toEqual([
      'endpoint.failing',
      'endpoint.failing',
      'endpoint.failing',
      'endpoint.recovered',
    ]);
  });

  it('a second time has its retailer told a second time', async () => {
    const ref = await aRetailer();
    for (let turn = 0; turn < 2; turn++) {
      await failedFor(2 + turn);
      await trade.get(WatchEndpointsHandler).handle();
      await queue(ref.endpointId, 1, `turn-${turn}`);
      await deliver();
      await trade.get(WatchEndpointsHandler).handle();
    }
    expect((await subjects()).filter((subject) => subject.endsWith('again'))).toHaveLength(2);
    expect(await subjects()).toHaveLength(4);
  });

  it('is switched off after five days: what waits is kept, requests go elsewhere, and a test brings it back', async () => {
    const ref = await aRetailer();
    const variantId = await trade.shelf({ [ref.retailerId]: 1 });
    await trade.route(await trade.order([{ variantId, quantity: 1 }]));
    await failedFor(121);
    await trade.get(WatchEndpointsHandler).handle();
    expect(await find(ref)).toMatchObject({ state: 'disabled_auto', reason: 'failing', waiting: 1 });
    expect(await trade.jobs('fulfillment.abandon-fulfillment-order')).toHaveLength(1);
    expect(await subjects()).toEqual([`127.0.0.1:${trade.receiver.port} was switched off`]);
    expect(await deliver()).toBe(0);
    expect(await trade.get(VerifyEndpoint).execute(ref)).toMatchObject({ value: { endpoint: { state: 'active' } } });
    expect(await deliver()).toBe(1);
    expect(await events(ref.retailerId)).toEqual(['endpoint.disabled', 'endpoint.verified']);
  });
});

describe('many messages for one endpoint', () => {
  it('H11: that is dead cost the others nothing: their messages go out in the same round, and the dead ones stay', async () => {
    const dead = await aRetailer({ endpointUrl: `http://127.0.0.1:${trade.receiver.port}/dead` });
    const others = [await aRetailer(), await aRetailer(), await aRetailer()];
    await queue(dead.endpointId, 10_000, 'dead');
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await trade.database.rows(
      `UPDATE fulfillment.endpoint SET state = 'degraded', held_until = now() + interval '10 minutes' WHERE id = $1`,
      [dead.endpointId],
    );
    for (const { endpointId } of others) await queue(endpointId, 5, endpointId);
    expect(await deliver()).toBe(15);
    expect(trade.receiver.received).toHaveLength(15);
    // Also while it still hangs: it takes its five places and no more, and the others theirs.
    await trade.database.rows(`UPDATE fulfillment.endpoint SET state = 'active', held_until = NULL, tokens = 10`);
    const hanging: (() => void)[] = [];
    const ids = new Set<string>();
    trade.receiver.answer = (response, { headers }) => {
      const isDead = ids.has(headers['webhook-id'] as string);
      if (isDead) hanging.push(() => void response.writeHead(200).end());
      else response.writeHead(200).end();
    };
    for (const { id } of await trade.database.rows<{ id: string }>(
      `SELECT message_id AS id FROM fulfillment.delivery WHERE endpoint_id = $1`,
      [dead.endpointId],
    )) {
      ids.add(id);
    }
    for (const { endpointId } of others) await queue(endpointId, 5, `${endpointId}-more`);
    const round = deliver();
    const landed = async () =>
      (await trade.database.one<{ n: number }>(
        `SELECT count(*) AS n FROM fulfillment.delivery WHERE endpoint_id = ANY($1) AND state = 'succeeded'`,
        [others.map(({ endpointId }) => endpointId)],
      ))!.n;
    while ((await landed()) < 30) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(hanging.length).toBeLessThanOrEqual(5);
    while (hanging.length < 5) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const release of hanging) release();
    expect(await round).toBe(20);
  });

  it('are not all taken before those of another: a round takes from each in turn, and no more than it has room for', async () => {
    const refs = [await aRetailer(), await aRetailer(), await aRetailer()];
    await trade.database.rows(
      `UPDATE fulfillment.endpoint SET rate_per_second = 1000, concurrency = 50, tokens = 1000`,
    );
    for (const { endpointId } of refs) await queue(endpointId, 50, endpointId);
    const claims = await trade.get(DeliveryClaims).take(100);
    expect(claims).toHaveLength(100);
    for (const { endpointId } of refs) {
      expect(claims.filter((claim) => claim.endpointId === endpointId).length).toBeGreaterThanOrEqual(33);
    }
    await trade.get(DeliveryClaims).giveBack(claims);
    while ((await deliver()) > 0);
    expect(trade.receiver.received).toHaveLength(150);
  });

  it('H12: that is back after six hours are drained at its pace, each key in its order, without what is needless', async () => {
    const ref = await aRetailer();
    await trade.database.rows(`UPDATE fulfillment.endpoint SET rate_per_second = 50, concurrency = 50, tokens = 50`);
    const variantId = await trade.shelf({ [ref.retailerId]: 2 });
    const [answered] = await trade.route(await trade.order([{ variantId, quantity: 1 }]));
    const [late] = await trade.route(await trade.order([{ variantId, quantity: 1 }]));
    await trade.database.rows(
      `INSERT INTO fulfillment.delivery (id, message_id, endpoint_id, ordering_key, sequence, is_next, type, body, next_at)
       SELECT $2 || n, $3 || n, $1, 'key-' || (n % 2500), n / 2500, n < 2500, 'endpoint.test',
              json_build_object('key', n % 2500, 'sequence', n / 2500)::text, now() - interval '6 hours'
         FROM generate_series(0, 9999) AS n`,
      [ref.endpointId, newId('dlv'), newId('msg')],
    );
    await trade.database.rows(
      `UPDATE fulfillment.endpoint SET state = 'degraded', held_until = now() + interval '1 second', failing_since = now() - interval '6 hours'`,
    );
    expect(await deliver()).toBe(0);
    // Meanwhile one was answered through the API, and the time of another is over.
    await trade.get(AcceptFulfillmentOrder).execute({ retailerId: ref.retailerId, fulfillmentOrderId: answered!.id });
    await trade.database.rows(`UPDATE fulfillment.delivery SET deadline = now() WHERE fulfillment_order_id = $1`, [
      late!.id,
    ]);
    const dispatcher = trade.get(DeliveryDispatcher);
    await holdOver();
    expect(await deliver()).toBe(1);
    expect((await find(ref)).state).toBe('active');
    // No faster than it may be sent: the bucket holds a second's worth.
    await trade.database.rows(`UPDATE fulfillment.endpoint SET tokens = 0, tokens_at = now()`);
    expect(await deliver()).toBeLessThanOrEqual(25);
    await trade.database.rows(`UPDATE fulfillment.endpoint SET rate_per_second = 100000, tokens = 100000`);
    dispatcher.start();
    try {
      while ((await find(ref)).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await dispatcher.stop(5_000);
    }
    const heard = new Map<number, number[]>();
    for (const { body } of trade.receiver.received) {
      const { key, sequence } = JSON.parse(body) as { key: number; sequence: number };
      heard.set(key, [...(heard.get(key) ?? []), sequence]);
    }
    expect(heard.size).toBe(2_500);
    expect(new Set([...heard.values()].map((sequences) => sequences.join()))).toEqual(new Set(['0,1,2,3']));
    const reasons = await trade.database.rows(
      `SELECT state, reason FROM fulfillment.delivery WHERE fulfillment_order_id IS NOT NULL ORDER BY id`,
    );
    expect(reasons).toEqual([
      { state: 'canceled', reason: 'answered' },
      { state: 'canceled', reason: 'deadline_passed' },
    ]);
  });
});

describe('what is kept', () => {
  it('is the log of thirty days: older deliveries go with their attempts, those on their way stay', async () => {
    const ref = await aRetailer();
    await queue(ref.endpointId, 4);
    await deliver();
    const old = newId('dlv', Date.UTC(2020, 0, 1));
    await trade.database.rows(
      `UPDATE fulfillment.delivery SET id = $1, finished_at = now() - interval '31 days'
        WHERE id = (SELECT min(id) FROM fulfillment.delivery)`,
      [old],
    );
    await trade.database.rows(
      `UPDATE fulfillment.delivery_attempt SET delivery_id = $1
        WHERE delivery_id NOT IN (SELECT id FROM fulfillment.delivery)`,
      [old],
    );
    const stays = newId('dlv', Date.UTC(2020, 0, 2));
    await trade.database.rows(
      `UPDATE fulfillment.delivery SET id = $1, state = 'held', finished_at = NULL
        WHERE id = (SELECT max(id) FROM fulfillment.delivery)`,
      [stays],
    );
    await trade.get(PruneDeliveriesHandler).handle();
    const log = await trade.database.rows<{ id: string }>(`SELECT id FROM fulfillment.delivery ORDER BY id`);
    expect(log).toHaveLength(3);
    expect(log[0]!.id).toBe(stays);
    const [attempts] = await trade.database.rows<{ n: number }>(
      `SELECT count(*) AS n FROM fulfillment.delivery_attempt WHERE delivery_id = $1`,
      [old],
    );
    expect(attempts!.n).toBe(0);
  });

  it('is told once a day to the contact, and not at all when there was nothing', async () => {
    const ref = await aRetailer();
    await aRetailer({ contactEmail: 'silent@retailer.example' });
    await queue(ref.endpointId, 2);
    await deliver();
    await trade.database.rows(
      `UPDATE fulfillment.delivery SET type = 'fulfillment_order.canceled', finished_at = date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '1 hour'`,
    );
    await trade.get(SendDigestsHandler).handle();
    await trade.get(SendDigestsHandler).handle();
    const mails = await trade.database.rows<{ recipient: string; text: string }>(
      `SELECT recipient, text FROM platform.mail`,
    );
    expect(mails.map((mail) => mail.recipient)).toEqual(['ops@retailer.example']);
    expect(mails[0]!.text).toContain('Arrived: 2');
  });
});
