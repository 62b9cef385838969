import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@sidestall/kernel';
import type { BenchHouse } from './bench-house.ts';
import { Child } from './child.ts';
import { median, percentile, round, say, type Findings } from './figures.ts';
import { residentMegabytesOf } from './processor-time.ts';
import type { PostersAnswer, PostersAsk } from './webhook-posters.ts';
import type { ReceiversAnswer, ReceiversAsk } from './webhook-receivers.ts';

const ENDPOINTS = 20;
const ROUNDS = 5;
const A_ROUND = 3_000;
const CONNECTIONS = 100;
const ARRIVING_PER_SECOND = 200;
const ARRIVING_SECONDS = 10;
const QUEUED_FOR_THE_DEAD = 10_000;
const MOST_P99_RATIO = 1.2;
const BULKHEAD_TURNS = 7;
const BULKHEAD_SECONDS = 4;
const ENDLESS = 400;
const MOST_GROWTH_MB = 64;
const WITHIN_MS = 120_000;

/** About what a request for two lines weighs. */
const BODY = JSON.stringify({
  type: 'fulfillment_order.requested',
  timestamp: '2026-01-01T00:00:00.000Z',
  data: { sequence: 1, fulfillmentOrder: { id: newId('ful'), lines: [{ title: 'Bowl', note: 'x'.repeat(1_400) }] } },
});

interface Team {
  readonly house: BenchHouse;
  readonly findings: Findings;
  readonly endpoints: readonly string[];
  /** One that never answers. */
  readonly dead: string;
  readonly endless: string;
}

interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How fast messages reach retailers, beside bare POSTs of the same bodies, and what one retailer's trouble costs others. */
export async function benchWebhooks(house: BenchHouse, findings: Findings): Promise<void> {
  say(`webhooks: ${ENDPOINTS} endpoints`);
  const { ports, troubledPort } = house.receivers;
  const receivers = await Child.start<ReceiversAsk, ReceiversAnswer>(
    new URL('./webhook-receivers.ts', import.meta.url),
  );
  const posters = await Child.start<PostersAsk, PostersAnswer>(new URL('./webhook-posters.ts', import.meta.url));
  try {
    await receivers.ask({ kind: 'open', ports, troubledPort });
    const endpoints: string[] = [];
    for (let at = 0; at < ENDPOINTS; at++) {
      endpoints.push(await endpoint(house, `http://127.0.0.1:${ports[at % ports.length]}/${at}`));
    }
    const team: Team = {
      house,
      findings,
      endpoints,
      dead: await endpoint(house, `http://127.0.0.1:${troubledPort}/silent`),
      endless: await endpoint(house, `http://127.0.0.1:${troubledPort}/endless`),
    };
    await throughput(team, posters, ports);
    await arrivals(team);
    await bulkhead(team);
    await endlessBodies(team);
  } finally {
    await receivers.stop();
    await posters.stop();
    await house.rows(`UPDATE fulfillment.delivery SET state = 'canceled', is_next = false WHERE type = 'bench'`);
  }
}

/** A retailer of its own with one endpoint, signed like those of the seed shop. */
async function endpoint(house: BenchHouse, url: string): Promise<string> {
  const id = newId('end');
  const retailerId = newId('ret');
  await house.rows(
    `INSERT INTO fulfillment.retailer (id, slug, name, priority, ships_from, ships_to, accept_within_seconds, ship_within_seconds, is_active)
     VALUES ($1, $1, $1, 9, 'DE', '{}', 3600, 3600, false)`,
    [retailerId],
  );
  await house.rows(
    `INSERT INTO fulfillment.endpoint (id, retailer_id, url, state, rate_per_second, concurrency, tokens)
     VALUES ($1, $2, $3, 'active', 100000, 20, 100000)`,
    [id, retailerId, url],
  );
  await house.rows(
    `INSERT INTO fulfillment.endpoint_secret (id, endpoint_id, sealed) SELECT $1, $2, sealed FROM fulfillment.endpoint_secret LIMIT 1`,
    [newId('eds'), id],
  );
  return id;
}

/** Writes messages as PartnerMessages does, some to each endpoint, and rings. */
async function write(house: BenchHouse, endpoints: readonly string[], count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    id: newId('dlv'),
    message_id: newId('msg'),
    endpoint_id: endpoints[at % endpoints.length]!,
  }));
  await house.rows(
    `INSERT INTO fulfillment.delivery (id, message_id, endpoint_id, ordering_key, sequence, type, body)
     SELECT id, message_id, endpoint_id, message_id, 1, 'bench', $2
       FROM jsonb_to_recordset($1::jsonb) AS r(id text, message_id text, endpoint_id text)`,
    [JSON.stringify(rows), BODY],
  );
  await house.rows(`SELECT pg_notify('delivery', '')`);
}

async function standing(house: BenchHouse): Promise<string> {
  const states = await house.rows(
    `SELECT d.state, count(*)::int AS n, max(e.state) AS endpoint, max(e.last_error) AS error
       FROM fulfillment.delivery d JOIN fulfillment.endpoint e ON e.id = d.endpoint_id WHERE d.type = 'bench' GROUP BY 1`,
  );
  return JSON.stringify(states);
}

async function untilDone(house: BenchHouse, endpoints: readonly string[]): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  const open = `SELECT 1 FROM fulfillment.delivery WHERE endpoint_id = ANY($1) AND state IN ('pending', 'in_flight') LIMIT 1`;
  while ((await house.rows(open, [endpoints])).length > 0) {
    if (performance.now() > deadline) throw new Error(`The worker does not come to the end: ${await standing(house)}`);
    await pause(20);
  }
}

async function clear(house: BenchHouse): Promise<void> {
  await house.rows(
    `DELETE FROM fulfillment.delivery_attempt a USING fulfillment.delivery d WHERE d.id = a.delivery_id AND d.type = 'bench'`,
  );
  await house.rows(`DELETE FROM fulfillment.delivery WHERE type = 'bench'`);
  await house.rows('VACUUM ANALYZE fulfillment.delivery, fulfillment.delivery_attempt, fulfillment.endpoint');
}

async function throughput(
  { house, findings, endpoints }: Team,
  posters: Child<PostersAsk, PostersAnswer>,
  ports: readonly number[],
) {
  say(`webhooks: ${ROUNDS} rounds of ${A_ROUND} messages`);
  const urls = ports.map((port) => `http://127.0.0.1:${port}/bare`);
  const bare = () => posters.ask({ urls, body: BODY, count: A_ROUND, connections: CONNECTIONS });
  const rounds: { ours: number; bare: number }[] = [];
  await house.profiles?.begin();
  for (let turn = -1; turn < ROUNDS; turn++) {
    await clear(house);
    const before = await bare();
    // Written before anybody looks: what is measured is delivering, not writing.
    await house.rows(`UPDATE fulfillment.endpoint SET held_until = now() + interval '1 hour' WHERE id = ANY($1)`, [
      endpoints,
    ]);
    await write(house, endpoints, A_ROUND);
    await house.rows(`UPDATE fulfillment.endpoint SET held_until = NULL WHERE id = ANY($1)`, [endpoints]);
    const [begun] = await house.rows<{ at: Date }>(`SELECT clock_timestamp() AS at FROM pg_notify('delivery', '')`);
    await untilDone(house, endpoints);
    const [ended] = await house.rows<{ seconds: number; good: number }>(
      `SELECT extract(epoch FROM max(finished_at) - $1::timestamptz)::float8 AS seconds,
              (count(*) FILTER (WHERE state = 'succeeded' AND attempts = 1))::int AS good
         FROM fulfillment.delivery WHERE type = 'bench'`,
      [begun!.at],
    );
    if (ended!.good !== A_ROUND)
      findings.broken(`${A_ROUND - ended!.good} of ${A_ROUND} messages did not arrive at the first attempt`);
    // The first round warms up.
    if (turn >= 0) rounds.push({ ours: A_ROUND / ended!.seconds, bare: before.perSecond });
  }
  await house.profiles?.end();
  findings.figure('webhooks.deliveries_per_s', median(rounds.map(({ ours }) => ours)), 'deliveries/s', {
    endpoints: endpoints.length,
    best: round(Math.max(...rounds.map(({ ours }) => ours))),
  });
  findings.figure('webhooks.deliveries_vs_bare', median(rounds.map(({ ours, bare: least }) => ours / least)), 'ratio', {
    barePerSecond: round(median(rounds.map(({ bare: least }) => least))),
    perRound: rounds.map(({ ours, bare: least }) => round(ours / least)),
  });
}

/** Messages that come all the time; milliseconds from the commit of each to its first attempt and to its end. */
async function stream(house: BenchHouse, endpoints: readonly string[], perSecond: number, seconds: number) {
  const everyMs = 50;
  const each = Math.round((perSecond * everyMs) / 1_000);
  const started = performance.now();
  for (let at = 0; at < (seconds * 1_000) / everyMs; at++) {
    await write(
      house,
      endpoints.map((_, index) => endpoints[(index + at * each) % endpoints.length]!),
      each,
    );
    await pause(Math.max(0, started + (at + 1) * everyMs - performance.now()));
  }
  await untilDone(house, endpoints);
  const rows = await house.rows<{ first: number; ended: number }>(
    `SELECT extract(epoch FROM a.started_at - d.created_at)::float8 * 1000 AS first,
            extract(epoch FROM d.finished_at - d.created_at)::float8 * 1000 AS ended
       FROM fulfillment.delivery d JOIN fulfillment.delivery_attempt a ON a.delivery_id = d.id AND a.number = 1
      WHERE d.type = 'bench' AND d.endpoint_id = ANY($1)`,
    [endpoints],
  );
  const spread = (values: readonly number[]): Latency => ({
    p50: round(percentile(values, 0.5)),
    p95: round(percentile(values, 0.95)),
    p99: round(percentile(values, 0.99)),
  });
  return {
    first: spread(rows.map((row) => row.first)),
    ended: spread(rows.map((row) => row.ended)),
    count: rows.length,
  };
}

async function arrivals({ house, findings, endpoints }: Team): Promise<void> {
  say(`webhooks: ${ARRIVING_PER_SECOND} messages a second`);
  await clear(house);
  const { first, ended, count } = await stream(house, endpoints, ARRIVING_PER_SECOND, ARRIVING_SECONDS);
  findings.figure('webhooks.first_attempt_p95_ms', first.p95, 'ms', {
    messages: count,
    perSecond: ARRIVING_PER_SECOND,
    p50Ms: first.p50,
    p99Ms: first.p99,
    arrivedP95Ms: ended.p95,
  });
}

/** Turn about with and without a dead endpoint beside them that ten thousand messages wait for. */
async function bulkhead({ house, findings, endpoints, dead }: Team): Promise<void> {
  say(`webhooks: one endpoint is dead and ${QUEUED_FOR_THE_DEAD} messages wait for it`);
  const alone: number[] = [];
  const beside: number[] = [];
  for (let turn = 0; turn < BULKHEAD_TURNS; turn++) {
    await clear(house);
    alone.push((await stream(house, endpoints, ARRIVING_PER_SECOND, BULKHEAD_SECONDS)).ended.p99);
    await write(house, [dead], QUEUED_FOR_THE_DEAD);
    await house.rows('ANALYZE fulfillment.delivery');
    beside.push((await stream(house, endpoints, ARRIVING_PER_SECOND, BULKHEAD_SECONDS)).ended.p99);
    await house.rows(`UPDATE fulfillment.delivery SET state = 'canceled', is_next = false WHERE endpoint_id = $1`, [
      dead,
    ]);
    await house.rows(
      `UPDATE fulfillment.endpoint SET state = 'active', held_until = NULL, breaker = '{}' WHERE id = $1`,
      [dead],
    );
  }
  const ratio = median(beside) / median(alone);
  findings.figure('webhooks.others_p99_beside_dead', ratio, 'ratio', {
    queued: QUEUED_FOR_THE_DEAD,
    aloneMs: alone,
    besideMs: beside,
  });
  if (ratio > MOST_P99_RATIO) {
    findings.broken(`a dead endpoint makes the others' messages ${round(ratio)} times as slow, not ${MOST_P99_RATIO}`);
  }
}

/** The first of them fill what memory a process keeps anyway; what the others add is growth. */
async function endlessBodies({ house, findings, endless }: Team): Promise<void> {
  say(`webhooks: ${2 * ENDLESS} answers that never end`);
  await clear(house);
  const sizes: (number | null)[] = [];
  for (let turn = 0; turn < 2; turn++) {
    await write(house, [endless], ENDLESS);
    await untilDone(house, [endless]);
    sizes.push(residentMegabytesOf(house.pid('worker')));
  }
  const [before, after] = sizes;
  if (before == null || after == null) return;
  findings.figure('webhooks.endless_bodies_growth_mb', after - before, 'MB', {
    answers: ENDLESS,
    beforeMb: round(before),
    afterMb: round(after),
  });
  if (after - before > MOST_GROWTH_MB) {
    findings.broken(`the worker grew by ${round(after - before)} MB over ${ENDLESS} answers that never end`);
  }
}
