import {
  money,
  newId,
  type BrandId,
  type CreatorId,
  type OrderId,
  type PayableId,
  type RetailerId,
} from '@sidestall/kernel';
import {
  credit,
  debit,
  disputeFee,
  memoAuth,
  memoAuthContra,
  pspFee,
  splitGoods,
  stripeBalance,
  type SplitTerms,
  type Taken,
} from '@sidestall/ledger';
import type { Database, Tx } from '../platform/database.ts';
import { FreezeSale } from './freeze-sale.ts';
import { GiveBack } from './give-back.ts';
import { LedgerService } from './ledger.service.ts';
import { PartyStore } from './party.store.ts';
import { PspLinks } from './psp-links.ts';
import { RecordSale, type SaleItem } from './record-sale.ts';
import { ReleasePayables } from './release-payables.ts';
import { SaleStore } from './sale.store.ts';
import { Snapshots } from './snapshots.ts';
import { TakeBack } from './take-back.ts';
import { Transfers } from './transfers.ts';

export const CURRENCIES = ['EUR', 'JPY', 'KWD'] as const;

/** One fact on its way to the ledger, under names of its own: it may be told any number of times. */
export type Telling = (tx: Tx) => Promise<void>;

/** A movement of our balance at the payment service, as it tells it: the second book. */
export interface Movement {
  readonly id: string;
  readonly currency: string;
  readonly amount: number;
  readonly fee: number;
  /** Which fact of the ledger accounts for the amount. */
  readonly of: string;
}

export interface ModelRefund {
  readonly key: string;
  readonly amount: number;
  state: 'asked' | 'paid' | 'failed';
  taken: Taken | null;
}

export interface ModelSale {
  readonly orderId: OrderId;
  readonly currency: string;
  readonly authorized: number;
  readonly items: readonly SaleItem[];
  /** What is left of each item to take back. */
  readonly left: Map<string, number>;
  state: 'authorized' | 'captured' | 'let go';
  isShipped: boolean;
  readonly refunds: ModelRefund[];
  dispute: {
    readonly key: string;
    readonly amount: number;
    state: 'open' | 'won' | 'lost' | 'reinstated';
    taken: Taken | null;
  } | null;
  isFrozen: boolean;
  /** Wanted reversals that nobody has fetched yet. */
  readonly reversals: { readonly id: string; readonly payableId: PayableId; readonly amount: number }[];
  sent: number;
}

const TERMS: SplitTerms = { partnerBp: 6_333, creatorBp: 777, platformBp: 1_111, returnWindowDays: 14 };

class Crash extends Error {}

/** The same transaction, until the process dies in it. */
const dying = (tx: Tx, afterStatements: number): Tx => {
  let left = afterStatements;
  const count = (): void => {
    if (left-- <= 0) throw new Crash('The process died');
  };
  return {
    ...tx,
    rows: async (text, params) => (count(), tx.rows(text, params)),
    one: async (text, params) => (count(), tx.one(text, params)),
  };
};

/**
 * A real ledger, the payment service's own book beside it, and what a child would write down of both: amounts of sales,
 * refunds and disputes, nothing of accounts.
 */
export class SaleWorld {
  readonly ledger = new LedgerService();
  readonly links = new PspLinks();
  readonly parties = new PartyStore();
  readonly stores = new SaleStore();
  readonly snapshots = new Snapshots();
  readonly #record = new RecordSale(this.ledger, this.parties);
  protected readonly takeBack = new TakeBack(this.ledger, this.stores);
  protected readonly giveBack = new GiveBack(this.ledger, this.stores);
  readonly #release = new ReleasePayables(this.ledger, this.stores);
  protected readonly freeze = new FreezeSale();
  protected readonly transfers = new Transfers(this.ledger, this.stores, this.parties);

  readonly sales: ModelSale[] = [];
  readonly movements: Movement[] = [];
  readonly told: Telling[] = [];
  /** Movements that nobody has tied to a fact yet. */
  readonly untied: Movement[] = [];
  readonly problems: string[] = [];
  readonly paidOut = new Map<string, number>();
  readonly disputeFees = new Map<string, number>();
  crashes = 0;

  readonly #retailers = [newId('ret'), newId('ret')] as const;
  readonly #brands = [newId('brd'), newId('brd')] as const;
  readonly #creator: CreatorId = newId('cre');
  #movement = 0;

  protected constructor(
    readonly database: Database,
    private readonly end: () => Promise<void>,
  ) {}

  close(): Promise<void> {
    return this.end();
  }

  /** Tells the ledger a fact; with `crashAfter`, the process dies after so many statements and tells it once more. */
  async tell(telling: Telling, crashAfter: number | null = null): Promise<void> {
    if (crashAfter !== null) {
      try {
        await this.database.transaction((tx) => telling(dying(tx, crashAfter)));
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        this.crashes += 1;
      }
    }
    await this.database.transaction(telling);
    this.told.push(telling);
  }

  /** The payment service moves money, whether or not anybody has heard of it. */
  protected moved(of: string, currency: string, amount: number, fee = 0): void {
    const movement = { id: `txn_${++this.#movement}`, currency, amount, fee, of };
    this.movements.push(movement);
    this.untied.push(movement);
  }

  /** Ties one movement to its fact, and books its fee. */
  tie({ id, currency, amount, fee, of }: Movement): Telling {
    return async (tx) => {
      const txId = await this.ledger.find(tx, of);
      if (!txId) throw new Error(`${id} is of ${of}, which the ledger does not know`);
      await this.links.link(tx, { balanceTransaction: id, part: 'amount', txId, amountMinor: amount, currency });
      if (fee === 0) return;
      const sum = money(fee, currency);
      const isDispute = of.startsWith('dispute-');
      const entries = [
        debit(isDispute ? disputeFee(currency) : pspFee(currency), sum),
        credit(stripeBalance(currency), sum),
      ];
      const posted = await this.ledger.post(tx, { idemKey: `fee-${id}`, kind: 'fee', entries });
      await this.links.link(tx, {
        balanceTransaction: id,
        part: 'fee',
        txId: posted!.txId,
        amountMinor: -fee,
        currency,
      });
    };
  }

  #item(orderId: OrderId, index: number, currency: string, gross: number, hasCreator: boolean): SaleItem {
    const lineId = newId('oln');
    const retailer: RetailerId = this.#retailers[index % 2]!;
    const brand: BrandId = this.#brands[(index >> 1) % 2]!;
    const sum = money(gross, currency);
    const tax = money(Math.floor(gross / 7), currency);
    return {
      itemId: `${lineId}/${retailer}`,
      lineId,
      title: `Thing of ${orderId}`,
      quantity: 1,
      retailer: { id: retailer, name: 'Retailer' },
      brand: { id: brand, name: 'Brand' },
      creator: hasCreator ? { id: this.#creator, name: 'Creator' } : null,
      gross: sum,
      tax,
      jurisdiction: index % 2 === 0 ? 'DE' : 'FR',
      split: splitGoods(sum, tax, TERMS, hasCreator),
      terms: TERMS,
    };
  }

  authorize(currency: string, amounts: readonly number[], hasCreator: boolean): { sale: ModelSale; telling: Telling } {
    const orderId = newId('ord');
    const items = amounts.map((gross, index) =>
      this.#item(orderId, index + this.sales.length, currency, gross, hasCreator),
    );
    const authorized = amounts.reduce((sum, amount) => sum + amount, 0);
    const sale: ModelSale = {
      orderId,
      currency,
      authorized,
      items,
      left: new Map(items.map((item) => [item.itemId, item.gross.amount])),
      state: 'authorized',
      isShipped: false,
      refunds: [],
      dispute: null,
      isFrozen: false,
      reversals: [],
      sent: 0,
    };
    this.sales.push(sale);
    const sum = money(authorized, currency);
    const entries = [debit(memoAuth(currency), sum), credit(memoAuthContra(currency), sum)];
    const telling: Telling = async (tx) => {
      await this.ledger.post(tx, {
        idemKey: `auth-${orderId}`,
        kind: 'authorization',
        state: 'pending',
        orderId,
        entries,
      });
    };
    return { sale, telling };
  }

  #resolve(orderId: OrderId): Telling {
    return async (tx) => {
      const resolves = await this.ledger.find(tx, `auth-${orderId}`);
      if (!resolves) throw new Error(`${orderId} was never authorized`);
      await this.ledger.post(tx, {
        idemKey: `auth-${orderId}-resolved`,
        kind: 'authorization_resolved',
        state: 'void',
        resolves,
        orderId,
        entries: [],
      });
    };
  }

  capture(sale: ModelSale, fee: number): Telling {
    const { orderId, currency, items } = sale;
    sale.state = 'captured';
    this.moved(`capture-${orderId}`, currency, sale.authorized, fee);
    return async (tx) => {
      await this.#record.execute(tx, { orderId, currency, chargeId: `ch_${orderId}`, items });
      await this.#resolve(orderId)(tx);
    };
  }

  letGo(sale: ModelSale): Telling {
    sale.state = 'let go';
    return this.#resolve(sale.orderId);
  }

  /** Everything left, and the window for returns is over. */
  ship(sale: ModelSale): Telling {
    sale.isShipped = true;
    return async (tx) => {
      await this.#release.shipped(tx, sale.orderId, [...this.#retailers], true);
      await tx.rows(`UPDATE ledger.payable SET release_at = now() WHERE order_id = $1 AND state = 'pending'`, [
        sale.orderId,
      ]);
    };
  }

  release(sale: ModelSale): Telling {
    return async (tx) => {
      for (const { id } of (await this.stores.find(tx, sale.orderId))!.payables) {
        const ended = await this.#release.release(tx, id);
        if (sale.isFrozen && ended === 'released') this.problems.push(`${id} was released while frozen`);
      }
    };
  }
}
