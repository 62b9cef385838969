import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { money, newId, type OrderId, type PartyId } from '@sidestall/kernel';
import {
  STANDARD_TERMS,
  payableAvailable,
  payablePending,
  platformFee,
  receivable,
  refundInFlight,
  splitGoods,
  stripeBalance,
} from '@sidestall/ledger';
import { connect } from '../platform/data-source.ts';
import { Database, type Tx } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { FreezeSale } from './freeze-sale.ts';
import { GiveBack } from './give-back.ts';
import { LedgerService } from './ledger.service.ts';
import { PartyStore } from './party.store.ts';
import { RecordSale } from './record-sale.ts';
import { ReleasePayables } from './release-payables.ts';
import { SaleStore, type Sale } from './sale.store.ts';
import { Statements } from './statements.ts';
import { TakeBack } from './take-back.ts';
import { Transfers } from './transfers.ts';

const ledger = new LedgerService();
const parties = new PartyStore();
const sales = new SaleStore();
const record = new RecordSale(ledger, parties);
const takeBack = new TakeBack(ledger, sales);
const giveBack = new GiveBack(ledger, sales);
const release = new ReleasePayables(ledger, sales);
const freeze = new FreezeSale();
const transfers = new Transfers(ledger, sales, parties);
const statements = new Statements();

let test: TestDatabase;
let source: Awaited<ReturnType<typeof connect>>;
let database: Database;
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transaction(work);

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

interface Sold {
  readonly orderId: OrderId;
  readonly itemId: string;
  readonly partner: PartyId;
  readonly brand: PartyId;
  readonly retailerId: `ret_${string}`;
}

async function sell(
  amount = 10_000,
  currency = 'EUR',
  from: Pick<Sold, 'retailerId'> = { retailerId: newId('ret') },
): Promise<Sold> {
  const orderId = newId('ord');
  const lineId = newId('oln');
  const retailer = { id: from.retailerId, name: 'Northwind' };
  const gross = money(amount, currency);
  const tax = money(Math.round(amount / 10), currency);
  const itemId = `${lineId}/${retailer.id}`;
  const item = {
    itemId,
    lineId,
    title: 'Morning Mug',
    quantity: 2,
    retailer,
    brand: { id: newId('brd'), name: 'Morrow Clay' },
    creator: { id: newId('cre'), name: 'Mara Lind' },
    gross,
    tax,
    jurisdiction: 'DE',
    split: splitGoods(gross, tax, STANDARD_TERMS, true),
    terms: STANDARD_TERMS,
  };
  await within((tx) => record.execute(tx, { orderId, currency, chargeId: `ch_${orderId}`, items: [item] }));
  const sale = (await sales.find(database, orderId))!;
  const partyOf = (role: string) => sale.shares.find((share) => share.role === role)!.partyId!;
  return { orderId, itemId, partner: partyOf('partner'), brand: partyOf('brand'), retailerId: retailer.id };
}

const refund = (sold: Sold, amountMinor: number, key: string, currency = 'EUR') =>
  within((tx) =>
    takeBack.execute(tx, {
      orderId: sold.orderId,
      causeId: key,
      idemKey: key,
      kind: 'refund',
      amounts: [{ itemId: sold.itemId, amountMinor }],
      contra: refundInFlight(currency),
    }),
  );

/** Everybody's goods left and no window is open any more. */
async function releaseAll(sold: Sold): Promise<void> {
  await within((tx) => release.shipped(tx, sold.orderId, [sold.retailerId], true));
  await database.rows(`UPDATE ledger.payable SET release_at = now() WHERE order_id = $1`, [sold.orderId]);
  for (const payable of (await sales.find(database, sold.orderId))!.payables) {
    await within((tx) => release.release(tx, payable.id));
  }
}

async function payPartner(sold: Sold): Promise<{ payableId: `pbl_${string}`; amount: number } | null> {
  const account = (await parties.find(database, sold.partner))!.stripeAccount ?? `acct_${sold.partner}`;
  await within(async (tx) => {
    await parties.setAccount(tx, sold.partner, account);
    await parties.setStanding(tx, sold.partner, { transfers: 'active', requirements: [] });
  });
  const payable = (await sales.find(database, sold.orderId))!.payables.find((it) => it.partyId === sold.partner)!;
  const order = await within((tx) => transfers.begin(tx, payable.id));
  if (!order) return null;
  await within((tx) =>
    transfers.done(tx, payable.id, order.attempt, `tr_${payable.id}_${order.attempt}`, order.amount),
  );
  return { payableId: payable.id, amount: order.amount.amount };
}

const holds = async (account: Parameters<LedgerService['balance']>[1]): Promise<number> =>
  (await ledger.balance(database, account)).amount;
const payableOf = (sale: Sale, partyId: PartyId) => sale.payables.find((payable) => payable.partyId === partyId)!;

describe.each([
  ['EUR', 10_001],
  ['JPY', 997],
  ['KWD', 12_345],
])('a sale in %s', (currency, amount) => {
  it('is shared to the last unit, once', async () => {
    const sold = await sell(amount, currency);
    const sale = (await sales.find(database, sold.orderId))!;
    expect(sale.capturedMinor).toBe(amount);
    expect(sale.shares.reduce((sum, share) => sum + share.amountMinor, 0)).toBe(amount);
    const parts = sale.payables.reduce((sum, payable) => sum + payable.amountMinor, 0);
    const others = sale.shares.filter((share) => !share.partyId).reduce((sum, share) => sum + share.amountMinor, 0);
    expect(parts + others).toBe(amount);
    expect(await holds(payablePending(sold.partner, currency))).toBe(payableOf(sale, sold.partner).amountMinor);
  });
});

describe('taking back', () => {
  it('takes from what is pending, at the rates of the sale, and never more than is left', async () => {
    const sold = await sell();
    const before = await holds(payablePending(sold.partner, 'EUR'));
    const taken = await refund(sold, 2_500, 'take-1');
    expect(taken.reversals).toEqual([]);
    expect(await holds(payablePending(sold.partner, 'EUR'))).toBe(before - Math.round(before / 4));
    expect(await refund(sold, 2_500, 'take-1')).toEqual(taken);
    await expect(refund(sold, 7_501, 'take-2')).rejects.toThrow('Cannot take back');
    await refund(sold, 7_500, 'take-3');
    expect(await holds(payablePending(sold.partner, 'EUR'))).toBe(0);
    expect((await sales.find(database, sold.orderId))!.refundedMinor).toBe(10_000);
  });

  it('lets two takings at once take no more than there is', async () => {
    const sold = await sell();
    const ends = await Promise.allSettled([refund(sold, 6_000, 'race-1'), refund(sold, 6_000, 'race-2')]);
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('makes a receivable of what was paid out, and names what to fetch back', async () => {
    const sold = await sell();
    await releaseAll(sold);
    const paid = (await payPartner(sold))!;
    const taken = await refund(sold, 10_000, 'late-1');
    expect(taken.reversals).toEqual([{ payableId: paid.payableId, partyId: sold.partner, amountMinor: paid.amount }]);
    expect(await holds(receivable(sold.partner, 'EUR'))).toBe(paid.amount);
    const reversal = {
      reversalId: newId('trv'),
      payableId: paid.payableId,
      amount: money(paid.amount, 'EUR'),
      stripeReversalId: 'trr_1',
    };
    await within((tx) => transfers.reversed(tx, reversal));
    await within((tx) => transfers.reversed(tx, reversal));
    expect(await holds(receivable(sold.partner, 'EUR'))).toBe(0);
  });

  it('takes the fee from what is deferred, and from what was earned once it was', async () => {
    const sold = await sell();
    const earned = await holds(platformFee('EUR'));
    await releaseAll(sold);
    const fee = (await holds(platformFee('EUR'))) - earned;
    expect(fee).toBeGreaterThan(0);
    await refund(sold, 10_000, 'fee-1');
    expect(await holds(platformFee('EUR'))).toBe(earned);
  });
});

describe('giving back', () => {
  it('mirrors what was taken while the money is still pending', async () => {
    const sold = await sell();
    const before = await holds(payablePending(sold.partner, 'EUR'));
    const taken = await refund(sold, 3_333, 'give-1');
    for (let turn = 0; turn < 2; turn++) {
      await within((tx) => giveBack.execute(tx, { orderId: sold.orderId, idemKey: 'give-1-failed', taken }));
    }
    expect(await holds(payablePending(sold.partner, 'EUR'))).toBe(before);
    expect((await sales.find(database, sold.orderId))!.refundedMinor).toBe(0);
  });

  it('sends a party again what had been fetched back from it', async () => {
    const sold = await sell();
    await releaseAll(sold);
    const paid = (await payPartner(sold))!;
    const taken = await refund(sold, 10_000, 'again-1');
    await within((tx) =>
      transfers.reversed(tx, {
        reversalId: newId('trv'),
        payableId: paid.payableId,
        amount: money(paid.amount, 'EUR'),
        stripeReversalId: 'trr_2',
      }),
    );
    await within((tx) => giveBack.execute(tx, { orderId: sold.orderId, idemKey: 'again-1-failed', taken }));
    expect(await holds(payableAvailable(sold.partner, 'EUR'))).toBe(paid.amount);
    expect((await payPartner(sold))!.amount).toBe(paid.amount);
    expect(await holds(payableAvailable(sold.partner, 'EUR'))).toBe(0);
  });
});

describe('releasing', () => {
  it('waits for the goods, for the window and for whatever freezes the sale', async () => {
    const sold = await sell();
    const partner = payableOf((await sales.find(database, sold.orderId))!, sold.partner);
    const brand = payableOf((await sales.find(database, sold.orderId))!, sold.brand);
    expect(await within((tx) => release.release(tx, partner.id))).toBe('early');
    await within((tx) => release.shipped(tx, sold.orderId, [sold.retailerId], true));
    await within(async (tx) => {
      await freeze.freeze(tx, sold.orderId, 'dispute');
      await freeze.freeze(tx, sold.orderId, 'return');
      await freeze.unfreeze(tx, sold.orderId, 'dispute');
    });
    expect(await within((tx) => release.release(tx, partner.id))).toBe('frozen');
    await within((tx) => freeze.unfreeze(tx, sold.orderId, 'return'));
    expect(await release.due(database, 100)).toContain(partner.id);
    expect(await within((tx) => release.release(tx, partner.id))).toBe('released');
    expect(await within((tx) => release.release(tx, partner.id))).toBe('done');
    expect(await within((tx) => release.release(tx, brand.id))).toBe('early');
  });
});

describe('transfers', () => {
  it('answer the same amount and attempt until they end', async () => {
    const sold = await sell();
    await releaseAll(sold);
    await within(async (tx) => {
      await parties.setAccount(tx, sold.partner, `acct_${sold.partner}`);
      await parties.setStanding(tx, sold.partner, { transfers: 'active', requirements: [] });
    });
    const payable = payableOf((await sales.find(database, sold.orderId))!, sold.partner);
    const first = await within((tx) => transfers.begin(tx, payable.id));
    expect(await within((tx) => transfers.begin(tx, payable.id))).toEqual(first);
    await within((tx) => transfers.failed(tx, payable.id, first!.attempt, 'balance_insufficient'));
    const second = await within((tx) => transfers.begin(tx, payable.id));
    expect(second).toEqual({ ...first, attempt: first!.attempt + 1 });
    const balance = await holds(stripeBalance('EUR'));
    for (let turn = 0; turn < 2; turn++) {
      await within((tx) => transfers.done(tx, payable.id, second!.attempt, 'tr_once', second!.amount));
    }
    expect(await holds(stripeBalance('EUR'))).toBe(balance - second!.amount.amount);
  });

  it('keep what the party owes before they send the rest', async () => {
    const first = await sell();
    await releaseAll(first);
    const paid = (await payPartner(first))!;
    await refund(first, 5_000, 'owed-1');
    const owed = await holds(receivable(first.partner, 'EUR'));
    const second = await sell(10_000, 'EUR', { retailerId: first.retailerId });
    expect(second.partner).toBe(first.partner);
    await releaseAll(second);
    expect((await payPartner(second))!.amount).toBe(paid.amount - owed);
    expect(await holds(receivable(first.partner, 'EUR'))).toBe(0);
  });
});

describe('a statement', () => {
  it('has lines that lead from its opening to its closing, which is what the ledger says', async () => {
    const sold = await sell();
    await releaseAll(sold);
    await payPartner(sold);
    await refund(sold, 1_234, 'statement-1');
    const period = { currency: 'EUR', from: new Date(0), until: new Date(Date.UTC(2100, 0, 1)) };
    const sums = await statements.sums(database, sold.partner, period);
    const lines: number[] = [];
    let after: string | undefined;
    do {
      const page = await statements.lines(database, sold.partner, period, { after, limit: 1 });
      lines.push(...page.lines.map((line) => line.amount.amount));
      after = page.next ?? undefined;
    } while (after);
    const sum = lines.reduce((total, amount) => total + amount, 0);
    expect(lines).toHaveLength(3);
    expect(sums.opening.amount + sum).toBe(sums.closing.amount);
    expect(sums.earned.amount - sums.takenBack.amount - sums.paid.amount).toBe(sum);
    const [balance] = (await statements.balances(database, [sold.partner])).get(sold.partner)!;
    expect(balance!.pending.amount + balance!.available.amount - balance!.receivable.amount).toBe(sums.closing.amount);
  });
});
