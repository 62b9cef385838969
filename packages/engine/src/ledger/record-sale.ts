import { Injectable } from '@nestjs/common';
import {
  money,
  newId,
  sumMoney,
  type BrandId,
  type CreatorId,
  type Money,
  type OrderId,
  type OrderLineId,
  type PartyId,
  type RetailerId,
} from '@sidestall/kernel';
import {
  SHARE_ROLES,
  credit,
  debit,
  deferredFee,
  payablePending,
  stripeBalance,
  taxOwed,
  type Entry,
  type ShareRole,
  type Split,
  type SplitTerms,
} from '@sidestall/ledger';
import type { Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';
import { PartyStore } from './party.store.ts';

/** One thing a buyer paid for: goods of a line from one retailer, or that retailer's shipping. */
export interface SaleItem {
  readonly itemId: string;
  readonly lineId: OrderLineId | null;
  readonly title: string;
  readonly quantity: number;
  readonly retailer: { readonly id: RetailerId; readonly name: string };
  readonly brand: { readonly id: BrandId; readonly name: string } | null;
  readonly creator: { readonly id: CreatorId; readonly name: string } | null;
  readonly gross: Money;
  readonly tax: Money;
  readonly jurisdiction: string | null;
  readonly split: Split;
  readonly terms: SplitTerms | null;
}

export interface SaleDraft {
  readonly orderId: OrderId;
  readonly currency: string;
  readonly chargeId: string | null;
  readonly items: readonly SaleItem[];
}

interface Part {
  readonly item: SaleItem;
  readonly role: ShareRole;
  readonly partyId: PartyId | null;
  readonly amount: Money;
}

const rateOf = (role: ShareRole, terms: SplitTerms | null): number | null => {
  if (!terms) return null;
  if (role === 'partner') return terms.partnerBp;
  if (role === 'creator') return terms.creatorBp;
  return role === 'platform' ? terms.platformBp : null;
};

/** Writes a captured order down as money: what was paid, who shares it, what each party is owed. Once for an order. */
@Injectable()
export class RecordSale {
  constructor(
    private readonly ledger: LedgerService,
    private readonly parties: PartyStore,
  ) {}

  async execute(tx: Tx, sale: SaleDraft): Promise<{ isNew: boolean }> {
    const captured = sumMoney(
      sale.items.map((item) => item.gross),
      sale.currency,
    );
    const added = await tx.one(
      `INSERT INTO ledger.sale (order_id, currency, captured_minor, stripe_charge) VALUES ($1, $2, $3, $4)
       ON CONFLICT (order_id) DO NOTHING RETURNING order_id`,
      [sale.orderId, sale.currency, captured.amount, sale.chargeId],
    );
    if (!added) return { isNew: false };
    const parts = await this.#parts(tx, sale);
    await this.#writeShares(tx, sale.orderId, parts);
    await this.#writePayables(tx, sale, parts);
    await this.ledger.post(tx, {
      idemKey: `capture-${sale.orderId}`,
      kind: 'capture',
      orderId: sale.orderId,
      entries: [
        debit(stripeBalance(sale.currency), captured),
        ...parts.filter((part) => part.amount.amount > 0).map((part) => this.#entry(part)),
      ],
    });
    return { isNew: true };
  }

  #entry({ item, role, partyId, amount }: Part): Entry {
    if (role === 'tax') return credit(taxOwed(item.jurisdiction ?? 'none', amount.currency), amount);
    return credit(partyId ? payablePending(partyId, amount.currency) : deferredFee(amount.currency), amount);
  }

  async #parts(tx: Tx, sale: SaleDraft): Promise<Part[]> {
    const parts: Part[] = [];
    for (const item of sale.items) {
      const sum = sumMoney(
        SHARE_ROLES.map((role) => item.split[role]),
        sale.currency,
      );
      if (sum.amount !== item.gross.amount)
        throw new Error(`The shares of ${item.itemId} come to ${sum.amount} of ${item.gross.amount}`);
      // What a coupon made free is nobody's share, and was sold all the same: it keeps one of nothing.
      if (item.gross.amount === 0) parts.push({ item, role: 'tax', amount: item.tax, partyId: null });
      for (const role of SHARE_ROLES) {
        const amount = item.split[role];
        if (amount.amount === 0) continue;
        parts.push({ item, role, amount, partyId: await this.#partyOf(tx, item, role) });
      }
    }
    return parts;
  }

  async #partyOf(tx: Tx, item: SaleItem, role: ShareRole): Promise<PartyId | null> {
    if (role === 'tax' || role === 'platform') return null;
    const [kind, subject] = role === 'partner' ? (['retailer', item.retailer] as const) : ([role, item[role]] as const);
    if (!subject) throw new Error(`${item.itemId} has a share for a ${role} and no ${role}`);
    return this.parties.ensure(tx, { kind, subjectId: subject.id, name: subject.name });
  }

  async #writeShares(tx: Tx, orderId: OrderId, parts: readonly Part[]): Promise<void> {
    const rows = parts.map(({ item, role, partyId, amount }) => ({
      order_id: orderId,
      item_id: item.itemId,
      role,
      line_id: item.lineId,
      party_id: partyId,
      brand_id: item.brand?.id ?? null,
      title: item.title,
      quantity: item.quantity,
      rate_bp: rateOf(role, item.terms),
      jurisdiction: role === 'tax' ? item.jurisdiction : null,
      amount_minor: amount.amount,
      refunded_minor: 0,
    }));
    await tx.rows(`INSERT INTO ledger.share SELECT * FROM jsonb_populate_recordset(NULL::ledger.share, $1)`, [
      JSON.stringify(rows),
    ]);
  }

  async #writePayables(tx: Tx, sale: SaleDraft, parts: readonly Part[]): Promise<void> {
    const owed = new Map<PartyId, { amount: number; rule: 'shipped' | 'window'; days: number }>();
    for (const { item, role, partyId, amount } of parts) {
      if (!partyId) continue;
      const known = owed.get(partyId);
      const days = role === 'partner' ? 0 : (item.terms?.returnWindowDays ?? 0);
      owed.set(partyId, {
        amount: (known?.amount ?? 0) + amount.amount,
        rule: role === 'partner' ? 'shipped' : 'window',
        days: Math.max(known?.days ?? 0, days),
      });
    }
    const rows = [...owed].map(([partyId, { amount, rule, days }]) => ({
      id: newId('pbl'),
      partyId,
      amount: money(amount, sale.currency).amount,
      rule,
      days,
    }));
    await tx.rows(
      `INSERT INTO ledger.payable (id, order_id, party_id, currency, amount_minor, release_rule, release_days)
       SELECT id, $1, "partyId", $2, amount, rule, days
         FROM jsonb_to_recordset($3) AS r(id text, "partyId" text, amount bigint, rule text, days int)`,
      [sale.orderId, sale.currency, JSON.stringify(rows)],
    );
  }
}
