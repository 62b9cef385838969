// Viewers of one show who all send gifts to its one creator, through the ledger as the service does it; and beside them
// the least a posting could be, a transaction that inserts its two rows, on the same server.
import 'reflect-metadata';
import { Database, LedgerService, connect } from '@sidestall/engine';
import { money, newId, type PartyId } from '@sidestall/kernel';
import { giftSent, giftPaidIn } from '@sidestall/ledger';
import pg from 'pg';
import { answerAsks } from './child.ts';
import { spreadOf, type Spread } from './figures.ts';

const MAX_CLIENTS = 32;
const CURRENCY = 'EUR';
/** One gift: the whole of it is the creator's, so that a posting has two entries. */
const GIFT = { share: money(100, CURRENCY), margin: money(0, CURRENCY) };
const PAID_IN = 1_000_000_000;

export interface LedgerAsk {
  readonly kind: 'open' | 'gifts' | 'alone' | 'bare';
  readonly databaseUrl: string;
  readonly creator: PartyId;
  readonly viewers: number;
  readonly clients: number;
  readonly seconds: number;
}

export interface LedgerAnswer {
  readonly perSecond: number;
  readonly count: number;
  readonly spread: Spread;
}

const ledger = new LedgerService();
let database: Database | null = null;
let pool: pg.Pool | null = null;

async function open({ databaseUrl, viewers }: LedgerAsk): Promise<LedgerAnswer> {
  database = new Database(await connect(databaseUrl, MAX_CLIENTS));
  pool = new pg.Pool({ connectionString: databaseUrl, max: MAX_CLIENTS });
  pool.on('error', () => undefined).on('connect', (client) => void client.on('error', () => undefined));
  await pool.query(`
    CREATE SCHEMA IF NOT EXISTS bench;
    CREATE TABLE IF NOT EXISTS bench.entry (tx_id text COLLATE "C" NOT NULL, seq smallint NOT NULL, account_id bigint NOT NULL,
      amount bigint NOT NULL, currency character(3) NOT NULL, PRIMARY KEY (tx_id, seq));`);
  const paid = money(PAID_IN, CURRENCY);
  for (let viewer = 0; viewer < viewers; viewer++) {
    await database.transaction((tx) =>
      ledger.post(tx, {
        idemKey: `bench-paid-in-${viewer}`,
        kind: 'gift_paid_in',
        entries: giftPaidIn(`bench-${viewer}`, paid, money(0, CURRENCY), 'DE'),
      }),
    );
  }
  return { perSecond: 0, count: viewers, spread: spreadOf([]) };
}

/** Clients take turns in nothing: each begins its next as soon as its last is done. */
async function load(ask: LedgerAsk, one: (client: number, turn: number) => Promise<unknown>): Promise<LedgerAnswer> {
  const durations: number[] = [];
  const started = performance.now();
  const deadline = started + ask.seconds * 1_000;
  await Promise.all(
    Array.from({ length: ask.clients }, async (_, client) => {
      for (let turn = 0; performance.now() < deadline; turn++) {
        const began = performance.now();
        await one(client, turn);
        durations.push(performance.now() - began);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  return { perSecond: durations.length / seconds, count: durations.length, spread: spreadOf(durations) };
}

/** With brackets, as one step of a use case, or as a transaction of its own. */
function send(ask: LedgerAsk, isAlone: boolean): Promise<LedgerAnswer> {
  const gift = { ...GIFT, creator: ask.creator };
  return load(ask, (client, turn) => {
    const viewer = (turn * MAX_CLIENTS + client) % ask.viewers;
    const posting = {
      idemKey: `gift-${newId('ltx')}`,
      kind: 'gift_sent',
      entries: giftSent(`bench-${viewer}`, gift),
    };
    return isAlone ? ledger.postAlone(database!, posting) : database!.transaction((tx) => ledger.post(tx, posting));
  });
}

const gifts = (ask: LedgerAsk): Promise<LedgerAnswer> => send(ask, false);
const alone = (ask: LedgerAsk): Promise<LedgerAnswer> => send(ask, true);

const INSERT = {
  name: 'bare',
  text: `INSERT INTO bench.entry (tx_id, seq, account_id, amount, currency)
         VALUES ($1, 1, $2, 100, 'EUR'), ($1, 2, 1, -100, 'EUR')`,
};

async function bare(ask: LedgerAsk): Promise<LedgerAnswer> {
  const clients = await Promise.all(Array.from({ length: ask.clients }, () => pool!.connect()));
  try {
    return await load(ask, async (client, turn) => {
      await clients[client]!.query('BEGIN');
      await clients[client]!.query({
        ...INSERT,
        values: [newId('ltx'), 2 + ((turn * MAX_CLIENTS + client) % ask.viewers)],
      });
      await clients[client]!.query('COMMIT');
    });
  } finally {
    clients.forEach((client) => client.release());
  }
}

const WORK = { open, gifts, alone, bare } as const;
answerAsks((ask: LedgerAsk): Promise<LedgerAnswer> => WORK[ask.kind](ask));
