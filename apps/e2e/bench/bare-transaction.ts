// The least a purchase could be: one transaction of three statements that inserts, claims and tells, on the same database.
import pg from 'pg';
import { answerAsks } from './child.ts';
import { spreadOf, type Spread } from './figures.ts';

export interface TransactionsAsk {
  readonly databaseUrl: string;
  readonly connections: number;
  /** How many rows of stock the buyers claim from. */
  readonly goods: number;
  readonly seconds: number;
}

export interface TransactionsAnswer {
  readonly perSecond: number;
  readonly spread: Spread;
}

let pool: pg.Pool | null = null;

async function open(ask: TransactionsAsk): Promise<pg.Pool> {
  const opened = new pg.Pool({ connectionString: ask.databaseUrl, max: ask.connections });
  // Lent or idle, a connection that the end of the house breaks is no news: whoever uses it hears of it.
  opened.on('error', () => undefined).on('connect', (client) => void client.on('error', () => undefined));
  await opened.query(`
    CREATE SCHEMA IF NOT EXISTS bench;
    CREATE TABLE IF NOT EXISTS bench.purchase (id uuid PRIMARY KEY, good integer NOT NULL, placed_at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE IF NOT EXISTS bench.stock (good integer PRIMARY KEY, on_hand integer NOT NULL, claimed integer NOT NULL DEFAULT 0);
    CREATE TABLE IF NOT EXISTS bench.outbox (id uuid PRIMARY KEY, payload jsonb NOT NULL);`);
  await opened.query(
    `INSERT INTO bench.stock (good, on_hand) SELECT g, 1000000000 FROM generate_series(0, $1 - 1) g ON CONFLICT DO NOTHING`,
    [ask.goods],
  );
  return opened;
}

async function purchase(client: pg.PoolClient, good: number): Promise<void> {
  const id = crypto.randomUUID();
  await client.query('BEGIN');
  await client.query('INSERT INTO bench.purchase (id, good) VALUES ($1, $2)', [id, good]);
  await client.query('INSERT INTO bench.outbox (id, payload) VALUES ($1, $2)', [id, JSON.stringify({ purchase: id })]);
  await client.query('UPDATE bench.stock SET claimed = claimed + 1 WHERE good = $1 AND on_hand - claimed >= 1', [good]);
  await client.query('COMMIT');
}

answerAsks(async (ask: TransactionsAsk): Promise<TransactionsAnswer> => {
  pool ??= await open(ask);
  const clients = await Promise.all(Array.from({ length: ask.connections }, () => pool!.connect()));
  const durations: number[] = [];
  const started = performance.now();
  const deadline = started + ask.seconds * 1_000;
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < deadline) {
        const began = performance.now();
        await purchase(client, next++ % ask.goods);
        durations.push(performance.now() - began);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  clients.forEach((client) => client.release());
  return { perSecond: durations.length / seconds, spread: spreadOf(durations) };
});
