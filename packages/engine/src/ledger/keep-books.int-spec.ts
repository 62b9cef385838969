import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { lowestId, money, newId } from '@sidestall/kernel';
import {
  credit,
  debit,
  memoAuth,
  memoAuthContra,
  payableAvailable,
  payablePending,
  stripeBalance,
} from '@sidestall/ledger';
import { connect } from '../platform/data-source.ts';
import { Database } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { KeepBooksHandler } from './keep-books.ts';
import { LedgerService } from './ledger.service.ts';
import { makeMonths } from './ledger-months.ts';
import { PspLinks } from './psp-links.ts';
import { Payouts } from './payouts.ts';
import { Snapshots } from './snapshots.ts';

const eur = (amount: number) => money(amount, 'EUR');
const ledger = new LedgerService();
const snapshots = new Snapshots();

let test: TestDatabase;
let source: Awaited<ReturnType<typeof connect>>;
let database: Database;

beforeAll(async () => {
  test = await freshDatabase(migrate);
  source = await connect(test.url);
  database = new Database(source);
});

afterAll(async () => {
  await source.destroy();
  await test.drop();
  await stopDatabases();
});

const earn = (party: `pty_${string}`, amount: number, state?: 'pending') =>
  database.transaction((tx) =>
    ledger.post(tx, {
      idemKey: newId('ltx'),
      kind: 'test',
      state,
      entries: [debit(stripeBalance('EUR'), eur(amount)), credit(payablePending(party, 'EUR'), eur(amount))],
    }),
  );
const held = async (party: `pty_${string}`): Promise<number> =>
  (await ledger.balance(database, payablePending(party, 'EUR'))).amount;

describe('the balance of a recording account', () => {
  it('is its snapshot and what came after it', async () => {
    const party = newId('pty');
    await earn(party, 500);
    await earn(party, 70);
    expect(await snapshots.take(database, 0)).toBeGreaterThan(0);
    const rows = await database.rows<{ balance: number }>(
      `SELECT s.balance FROM ledger.snapshot s JOIN ledger.account a ON a.id = s.account_id WHERE a.code = $1`,
      [payablePending(party, 'EUR').code],
    );
    expect(rows).toEqual([{ balance: -570 }]);
    await earn(party, 3);
    expect(await held(party)).toBe(573);
    await snapshots.take(database, 0);
    expect(await held(party)).toBe(573);
    expect(await snapshots.take(database, 0)).toBe(0);
  });

  it('ends before every transaction that may still commit', async () => {
    const party = newId('pty');
    await earn(party, 1);
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    let begun = (): void => undefined;
    const isOpen = new Promise<void>((resolve) => (begun = resolve));
    const slow = database.transaction(async (tx) => {
      await ledger.post(tx, {
        idemKey: newId('ltx'),
        kind: 'test',
        entries: [debit(stripeBalance('EUR'), eur(40)), credit(payablePending(party, 'EUR'), eur(40))],
      });
      begun();
      await gate;
    });
    await isOpen;
    await snapshots.take(database, 0);
    go();
    await slow;
    await snapshots.take(database, 0);
    expect(await held(party)).toBe(41);
  });

  it('counts nothing that is pending', async () => {
    const party = newId('pty');
    await earn(party, 10);
    await earn(party, 90, 'pending');
    expect(await held(party)).toBe(10);
    await snapshots.take(database, 0);
    expect(await held(party)).toBe(10);
  });
});

describe('a pending transaction', () => {
  const party = newId('pty');
  const available = payableAvailable(party, 'EUR');
  const spend = (
    idemKey: string,
    amount: number,
    state: 'posted' | 'pending' | 'void' = 'posted',
    resolves?: `ltx_${string}`,
  ) =>
    database.transaction((tx) =>
      ledger.post(tx, {
        idemKey,
        kind: 'test',
        state,
        resolves,
        entries: state === 'void' ? [] : [debit(available, eur(amount)), credit(stripeBalance('EUR'), eur(amount))],
      }),
    );

  it('holds what it will take, so that nobody else takes it', async () => {
    await database.transaction((tx) =>
      ledger.post(tx, {
        idemKey: 'fund',
        kind: 'test',
        entries: [debit(stripeBalance('EUR'), eur(100)), credit(available, eur(100))],
      }),
    );
    const promised = (await spend('promise', 80, 'pending'))!;
    expect((await ledger.balance(database, available)).amount).toBe(100);
    await expect(spend('too-much', 21)).rejects.toThrow('balance_floor');
    const ends = await Promise.all([
      spend('promise-resolved', 80, 'posted', promised.txId),
      spend('promise-voided', 0, 'void', promised.txId),
    ]);
    expect(ends.filter((end) => end!.isNew)).toHaveLength(1);
    expect(new Set(ends.map((end) => end!.txId)).size).toBe(1);
  });

  it('is let go by a void, once', async () => {
    const before = (await ledger.balance(database, available)).amount;
    const promised = (await spend('promise-2', before, 'pending'))!;
    await spend('promise-2-voided', 0, 'void', promised.txId);
    expect(await spend('promise-2-posted', before, 'posted', promised.txId)).toMatchObject({ isNew: false });
    expect((await ledger.balance(database, available)).amount).toBe(before);
    if (before > 0) await spend('promise-2-free', before);
  });

  it('resolves only what is pending', async () => {
    const done = await database.transaction((tx) =>
      ledger.post(tx, {
        idemKey: 'memo',
        kind: 'test',
        entries: [debit(memoAuth('EUR'), eur(5)), credit(memoAuthContra('EUR'), eur(5))],
      }),
    );
    await expect(spend('resolve-posted', 0, 'void', done!.txId)).rejects.toThrow('not a pending transaction');
  });
});

describe('the tables of months', () => {
  const tables = () =>
    database.rows<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'ledger.entry'::regclass ORDER BY c.relname`,
    );
  const monthAfter = async (months: number): Promise<{ name: string; at: number }> =>
    (await database.one<{ name: string; at: number }>(
      `SELECT 'entry_' || to_char(m, 'YYYY_MM') AS name, (extract(epoch FROM m) * 1000)::float8 AS at
         FROM (SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => $1)) AS t(m)`,
      [months],
    ))!;
  const make = () => database.transaction((tx) => makeMonths((text, params) => tx.rows(text, params)));

  it('are there for this month and the next three, and entries go into their own', async () => {
    const thisMonth = await monthAfter(0);
    expect((await tables()).map((table) => table.name)).toEqual(
      expect.arrayContaining([thisMonth.name, (await monthAfter(3)).name, 'entry_rest']),
    );
    const posted = await earn(newId('pty'), 5);
    const rows = await database.rows(`SELECT 1 FROM ledger.${thisMonth.name} WHERE tx_id = $1`, [posted!.txId]);
    expect(rows).toHaveLength(2);
    await expect(database.rows(`TRUNCATE ledger.${thisMonth.name}`)).rejects.toThrow('append-only');
    await expect(database.rows(`DELETE FROM ledger.${thisMonth.name}`)).rejects.toThrow('append-only');
  });

  it('are made again once one is missing, and leave a month alone that has entries in the table of the rest', async () => {
    const [second, third] = [await monthAfter(2), await monthAfter(3)];
    await database.rows(`DROP TABLE ledger.${second.name}`);
    await database.rows(`DROP TABLE ledger.${third.name}`);
    await database.transaction(async (tx) => {
      const id = newId('ltx', second.at + 1_000);
      await tx.rows(`INSERT INTO ledger.tx (id, idem_key, kind, digest) VALUES ($1, 'early', 'test', 'x')`, [id]);
      await tx.rows(
        `INSERT INTO ledger.entry (tx_id, seq, account_id, amount, currency)
         SELECT $1, n, (SELECT id FROM ledger.account ORDER BY id LIMIT 1), 3 - 2 * n, 'EUR' FROM generate_series(1, 2) n`,
        [id],
      );
    });
    expect(await make()).toEqual([third.name]);
    expect(await make()).toEqual([]);
    const id = lowestId('ltx', third.at);
    const plan = await database.rows<Record<string, string>>(
      `EXPLAIN SELECT 1 FROM ledger.entry WHERE tx_id = '${id}'`,
    );
    expect(JSON.stringify(plan)).toContain(third.name);
  });

  it('are made by the daily work, beside the snapshots', async () => {
    const fourth = await monthAfter(3);
    await database.rows(`DROP TABLE ledger.${fourth.name}`);
    await new KeepBooksHandler(database, snapshots).handle();
    expect((await tables()).map((table) => table.name)).toContain(fourth.name);
  });
});

describe('payouts and movements at Stripe', () => {
  const payouts = new Payouts(ledger);
  const links = new PspLinks();

  it('moves our own money to the bank once, and back once the bank refuses', async () => {
    const balance = (await ledger.balance(database, stripeBalance('EUR'))).amount;
    const told = {
      partyId: null,
      stripePayout: 'po_own',
      amountMinor: 25,
      currency: 'EUR',
      status: 'in_transit',
      arrivalDate: '2026-11-24',
      failureCode: null,
      failureMessage: null,
      createdAt: new Date(Date.UTC(2026, 10, 22)),
    };
    const tell = (status: string) => database.transaction((tx) => payouts.mirror(tx, { ...told, status }));
    expect(await tell('in_transit')).toEqual({ before: null });
    expect(await tell('paid')).toEqual({ before: 'in_transit' });
    expect((await ledger.balance(database, stripeBalance('EUR'))).amount).toBe(balance - 25);
    for (let turn = 0; turn < 2; turn++) await tell('failed');
    expect((await ledger.balance(database, stripeBalance('EUR'))).amount).toBe(balance);
  });

  it('ties each part of a movement to one transaction, once', async () => {
    const posted = await earn(newId('pty'), 5);
    const tie = (part: 'amount' | 'fee', amountMinor: number) =>
      database.transaction((tx) =>
        links.link(tx, { balanceTransaction: 'txn_1', part, txId: posted!.txId, amountMinor, currency: 'EUR' }),
      );
    expect(await tie('amount', 5)).toBe(true);
    expect(await tie('amount', 5)).toBe(false);
    expect(await tie('fee', -1)).toBe(true);
    expect(await links.linked(database, ['txn_1', 'txn_2'])).toHaveLength(2);
  });
});
