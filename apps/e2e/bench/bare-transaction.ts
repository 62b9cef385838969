// A purchase that knows nothing: for each request one transaction of as many statements as ours, as many of them writing, on
// the same database. It inserts, reads by primary key, and claims from a row of stock last.
import pg from 'pg';
import { answerAsks } from './child.ts';
import { spreadOf, type Spread } from './figures.ts';

export interface TransactionsAsk {
  readonly databaseUrl: string;
  readonly connections: number;
  /** How many rows of stock the buyers claim from. */
  readonly goods: number;
  readonly seconds: number;
  /** What each request of a purchase says, statements that begin and end its transaction included. */
  readonly requests: readonly { readonly statements: number; readonly writes: number }[];
}

export interface TransactionsAnswer {
  readonly perSecond: number;
  readonly spread: Spread;
}

const MOST_CONNECTIONS = 100;

let pool: pg.Pool | null = null;

async function open(ask: TransactionsAsk): Promise<pg.Pool> {
  const opened = new pg.Pool({ connectionString: ask.databaseUrl, max: MOST_CONNECTIONS });
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

const statement = (name: string, text: string, values: (id: string, good: number) => unknown[]) => ({
  name,
  text,
  values,
});

const INSERT = statement('insert', 'INSERT INTO bench.purchase (id, good) VALUES ($1, $2)', (_, good) => [
  crypto.randomUUID(),
  good,
]);
const TELL = statement('tell', 'INSERT INTO bench.outbox (id, payload) VALUES ($1, $2)', (id) => [
  crypto.randomUUID(),
  JSON.stringify({ purchase: id }),
]);
const READ = statement('read', 'SELECT * FROM bench.purchase WHERE id = $1', (id) => [id]);
const CLAIM = statement(
  'claim',
  'UPDATE bench.stock SET claimed = claimed + 1 WHERE good = $1 AND on_hand - claimed >= 1',
  (_, good) => [good],
);

type Script = readonly (typeof INSERT | 'BEGIN' | 'COMMIT')[];

/** The statements of one purchase. Two or fewer in a request need no transaction around them. */
function scriptOf(requests: TransactionsAsk['requests']): Script {
  const most = Math.max(...requests.map(({ writes }) => writes));
  return requests.flatMap(({ statements, writes }) => {
    const brackets = statements > 2 ? 2 : 0;
    const written = Math.min(writes, statements - brackets);
    const hasClaim = written > 0 && writes === most;
    const work = [
      ...Array.from({ length: statements - brackets - written }, () => READ),
      ...Array.from({ length: written - (hasClaim ? 1 : 0) }, (_, index) => (index % 2 === 0 ? INSERT : TELL)),
      ...(hasClaim ? [CLAIM] : []),
    ];
    return brackets ? (['BEGIN', ...work, 'COMMIT'] as const) : work;
  });
}

async function purchase(client: pg.PoolClient, script: Script, good: number): Promise<void> {
  const id = crypto.randomUUID();
  for (const step of script) {
    if (typeof step === 'string') await client.query(step);
    else await client.query({ name: step.name, text: step.text, values: step.values(id, good) });
  }
}

answerAsks(async (ask: TransactionsAsk): Promise<TransactionsAnswer> => {
  pool ??= await open(ask);
  const clients = await Promise.all(Array.from({ length: ask.connections }, () => pool!.connect()));
  const script = scriptOf(ask.requests);
  const durations: number[] = [];
  const started = performance.now();
  const deadline = started + ask.seconds * 1_000;
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < deadline) {
        const began = performance.now();
        await purchase(client, script, next++ % ask.goods);
        durations.push(performance.now() - began);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  clients.forEach((client) => client.release());
  return { perSecond: durations.length / seconds, spread: spreadOf(durations) };
});
