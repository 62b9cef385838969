import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { money, newId } from '@sidestall/kernel';
import { credit, debit, payableAvailable, payablePending, stripeBalance } from '@sidestall/ledger';
import { Database } from '../platform/database.ts';
import { connect } from '../platform/data-source.ts';
import { migrate } from '../platform/migrate.ts';
import { LedgerService } from './ledger.service.ts';

const eur = (amount: number) => money(amount, 'EUR');

describe('the ledger', () => {
  let test: TestDatabase;
  let source: Awaited<ReturnType<typeof connect>>;
  let database: Database;
  const ledger = new LedgerService();
  const party = newId('pty');

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

  const sell = (key: string, amount: number) =>
    database.transaction((tx) =>
      ledger.post(tx, {
        idemKey: key,
        kind: 'test',
        entries: [debit(stripeBalance('EUR'), eur(amount)), credit(payablePending(party, 'EUR'), eur(amount))],
      }),
    );

  it('writes a fact once, however often it is told', async () => {
    const first = await sell('sale-1', 500);
    const again = await sell('sale-1', 500);
    expect(first?.isNew).toBe(true);
    expect(again).toEqual({ txId: first!.txId, isNew: false });
    expect(await ledger.balance(database, payablePending(party, 'EUR'))).toEqual(eur(500));
  });

  it('refuses another fact under the same key', async () => {
    await expect(sell('sale-1', 501)).rejects.toThrow('posted with other entries');
  });

  it('lets no account that authorizes fall under its floor', async () => {
    await expect(
      database.transaction((tx) =>
        ledger.post(tx, {
          idemKey: 'too-much',
          kind: 'test',
          entries: [debit(payableAvailable(party, 'EUR'), eur(1)), credit(stripeBalance('EUR'), eur(1))],
        }),
      ),
    ).rejects.toThrow('balance_floor');
  });

  it('refuses what does not balance, even from below the service', async () => {
    await expect(
      database.transaction(async (tx) => {
        const posted = await ledger.post(tx, {
          idemKey: 'crooked',
          kind: 'test',
          entries: [debit(stripeBalance('EUR'), eur(9)), credit(payablePending(party, 'EUR'), eur(9))],
        });
        await tx.rows(
          `INSERT INTO ledger.entry (tx_id, seq, account_id, amount, currency)
           SELECT $1, 9, id, 5, 'EUR' FROM ledger.account WHERE code = 'stripe:balance/EUR'`,
          [posted!.txId],
        );
      }),
    ).rejects.toThrow('leaves 5');
  });

  it('changes and removes nothing that was written', async () => {
    await expect(database.rows(`UPDATE ledger.entry SET amount = amount + 1`)).rejects.toThrow('append-only');
    await expect(database.rows(`DELETE FROM ledger.tx`)).rejects.toThrow('append-only');
    await expect(database.rows(`TRUNCATE ledger.entry`)).rejects.toThrow('append-only');
  });
});
