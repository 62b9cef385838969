import { freshDatabase, type TestDatabase } from '@sidestall/testing';
import { money, newId, type OrderId, type PartyId, type PayableId } from '@sidestall/kernel';
import { STANDARD_TERMS, refundInFlight, splitGoods, type Account, type Taken } from '@sidestall/ledger';
import { connect } from '../platform/data-source.ts';
import { Database, type Tx } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { FreezeSale } from './freeze-sale.ts';
import { GiveBack } from './give-back.ts';
import { LedgerService } from './ledger.service.ts';
import { PartyStore } from './party.store.ts';
import { RecordSale } from './record-sale.ts';
import { ReleasePayables } from './release-payables.ts';
import { SaleStore, type PayableRow } from './sale.store.ts';
import { Statements } from './statements.ts';
import { TakeBack } from './take-back.ts';
import { Transfers, type TransferOrder } from './transfers.ts';

export interface Sold {
  readonly orderId: OrderId;
  readonly itemId: string;
  readonly partner: PartyId;
  readonly brand: PartyId;
  readonly retailerId: `ret_${string}`;
}

/** The ledger's classes on a database of their own, and what happens to sales in one line each. */
export class BooksHouse {
  readonly ledger = new LedgerService();
  readonly parties = new PartyStore();
  readonly sales = new SaleStore();
  readonly record = new RecordSale(this.ledger, this.parties);
  readonly takeBack = new TakeBack(this.ledger, this.sales);
  readonly giveBack = new GiveBack(this.ledger, this.sales);
  readonly releases = new ReleasePayables(this.ledger, this.sales);
  readonly freezes = new FreezeSale();
  readonly transfers = new Transfers(this.ledger, this.sales, this.parties);
  readonly statements = new Statements();

  private constructor(
    private readonly test: TestDatabase,
    private readonly source: Awaited<ReturnType<typeof connect>>,
    readonly database: Database,
  ) {}

  static async open(): Promise<BooksHouse> {
    const test = await freshDatabase(migrate);
    const source = await connect(test.url);
    return new BooksHouse(test, source, new Database(source));
  }

  async close(): Promise<void> {
    await this.source.destroy();
    await this.test.drop();
  }

  within<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async holds(account: Account): Promise<number> {
    return (await this.ledger.balance(this.database, account)).amount;
  }

  async sell(
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
    await this.within((tx) => this.record.execute(tx, { orderId, currency, chargeId: `ch_${orderId}`, items: [item] }));
    const sale = (await this.sales.find(this.database, orderId))!;
    const partyOf = (role: string) => sale.shares.find((share) => share.role === role)!.partyId!;
    return { orderId, itemId, partner: partyOf('partner'), brand: partyOf('brand'), retailerId: retailer.id };
  }

  refund(sold: Sold, amountMinor: number, key: string, currency = 'EUR'): Promise<Taken> {
    return this.within((tx) =>
      this.takeBack.execute(tx, {
        orderId: sold.orderId,
        causeId: key,
        idemKey: key,
        kind: 'refund',
        amounts: [{ itemId: sold.itemId, amountMinor }],
        contra: refundInFlight(currency),
      }),
    );
  }

  unrefund(sold: Sold, taken: Taken, idemKey: string): Promise<void> {
    return this.within((tx) => this.giveBack.execute(tx, { orderId: sold.orderId, idemKey, taken }));
  }

  /** Everybody's goods left and no window is open any more. */
  async ship(sold: Sold): Promise<void> {
    await this.within((tx) => this.releases.shipped(tx, sold.orderId, [sold.retailerId], true));
    await this.database.rows(`UPDATE ledger.payable SET release_at = now() WHERE order_id = $1`, [sold.orderId]);
  }

  async releaseAll(sold: Sold): Promise<void> {
    await this.ship(sold);
    for (const payable of (await this.sales.find(this.database, sold.orderId))!.payables) {
      await this.within((tx) => this.releases.release(tx, payable.id));
    }
  }

  async payable(sold: Sold, partyId: PartyId = sold.partner): Promise<PayableRow> {
    return (await this.sales.find(this.database, sold.orderId))!.payables.find((it) => it.partyId === partyId)!;
  }

  /** Stripe lets the retailer be paid. */
  async activate(sold: Sold): Promise<void> {
    await this.within(async (tx) => {
      await this.parties.setAccount(tx, sold.partner, `acct_${sold.partner}`);
      await this.parties.setStanding(tx, sold.partner, { transfers: 'active', requirements: [] });
    });
  }

  async begin(sold: Sold): Promise<TransferOrder | null> {
    await this.activate(sold);
    const { id } = await this.payable(sold);
    return this.within((tx) => this.transfers.begin(tx, id));
  }

  sent(order: TransferOrder): Promise<void> {
    const name = `tr_${order.payableId}_${order.attempt}`;
    return this.within((tx) => this.transfers.done(tx, order.payableId, order.attempt, name, order.amount));
  }

  async payPartner(sold: Sold): Promise<{ payableId: PayableId; amount: number } | null> {
    const order = await this.begin(sold);
    if (!order) return null;
    await this.sent(order);
    return { payableId: order.payableId, amount: order.amount.amount };
  }
}
