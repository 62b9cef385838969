import { Injectable } from '@nestjs/common';
import { money, type LedgerTxId, type Money, type OrderId, type PartyId } from '@sidestall/kernel';
import type { PayableState } from '@sidestall/ledger';
import type { Sql } from '../platform/database.ts';

export interface PartyBalance {
  readonly currency: string;
  readonly pending: Money;
  readonly available: Money;
  readonly receivable: Money;
  readonly transferred: Money;
  readonly frozen: Money;
  readonly nextReleaseAt: Date | null;
}

export type StatementLineKind =
  'sale' | 'refund' | 'dispute' | 'reinstated' | 'netted' | 'transfer' | 'reversal' | 'adjustment';

/** One line of a statement; what the party gains is positive. */
export interface StatementLineRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: StatementLineKind;
  readonly orderId: OrderId | null;
  readonly title: string;
  readonly quantity: number | null;
  readonly rateBp: number | null;
  readonly state: PayableState | null;
  readonly releaseAt: Date | null;
  readonly amount: Money;
}

export interface Period {
  readonly currency: string;
  readonly from: Date;
  /** The first instant that no longer belongs to it. */
  readonly until: Date;
}

export interface PeriodSums {
  readonly opening: Money;
  readonly earned: Money;
  readonly takenBack: Money;
  readonly paid: Money;
  readonly closing: Money;
}

const KINDS: Readonly<Record<string, StatementLineKind>> = {
  capture: 'sale',
  'refund-taken': 'refund',
  'dispute-taken': 'dispute',
  'refund-returned': 'reinstated',
  'dispute-returned': 'reinstated',
  transfer: 'transfer',
  reversal: 'reversal',
};
const TITLES: Readonly<Record<StatementLineKind, string>> = {
  sale: 'Sale',
  refund: 'Refund to the buyer',
  dispute: 'Lost dispute',
  reinstated: 'Given back',
  netted: 'Kept for what was owed',
  transfer: 'Transfer to your Stripe account',
  reversal: 'Fetched back from your Stripe account',
  adjustment: 'Adjustment',
};

/**
 * A party's position is what we owe it, less what it owes us: its payable accounts minus its receivable. Each transaction
 * that changes it is a line; moving money from pending to available, or netting a debt, changes nothing.
 */
const POSITIONS = `
  SELECT e.tx_id, -sum(e.amount)::bigint AS amount
    FROM ledger.account a JOIN ledger.entry e ON e.account_id = a.id
   WHERE a.party_id = $1 AND a.currency = $2
   GROUP BY e.tx_id HAVING sum(e.amount) <> 0`;

interface Movement {
  readonly txId: LedgerTxId;
  readonly at: Date;
  readonly kind: string;
  readonly orderId: OrderId | null;
  readonly amount: number;
}

interface ShareDetail {
  readonly orderId: OrderId;
  readonly itemId: string;
  readonly title: string;
  readonly quantity: number;
  readonly rateBp: number | null;
  readonly amount: number;
  readonly state: PayableState;
  readonly releaseAt: Date | null;
}

/** What a party earned, gave back and was paid, read from the ledger itself, so that it cannot say anything else. */
@Injectable()
export class Statements {
  async balances(sql: Sql, partyIds: readonly PartyId[]): Promise<Map<PartyId, PartyBalance[]>> {
    const rows = await sql.rows<{
      partyId: PartyId;
      currency: string;
      pending: number;
      available: number;
      receivable: number;
      transferred: number;
      frozen: number;
      nextReleaseAt: Date | null;
    }>(
      `WITH sums AS (
         SELECT a.party_id, a.currency,
                coalesce(-sum(e.amount) FILTER (WHERE a.code LIKE 'payable:%:pending/%'), 0)::bigint AS pending,
                coalesce(-sum(e.amount) FILTER (WHERE a.code LIKE 'payable:%:available/%'), 0)::bigint AS available,
                coalesce(sum(e.amount) FILTER (WHERE a.code LIKE 'receivable:%'), 0)::bigint AS receivable
           FROM ledger.account a JOIN ledger.entry e ON e.account_id = a.id
          WHERE a.party_id = ANY ($1) GROUP BY 1, 2),
       owed AS (
         SELECT b.party_id, b.currency, sum(b.transferred_minor - b.returned_minor)::bigint AS transferred,
                coalesce(sum(b.amount_minor - b.taken_minor - b.netted_minor - b.transferred_minor + b.returned_minor)
                           FILTER (WHERE s.frozen_for <> '{}' AND b.state IN ('pending', 'available')), 0)::bigint AS frozen,
                min(b.release_at) FILTER (WHERE b.state = 'pending') AS next_release_at
           FROM ledger.payable b JOIN ledger.sale s ON s.order_id = b.order_id WHERE b.party_id = ANY ($1) GROUP BY 1, 2)
       SELECT sums.party_id AS "partyId", sums.currency, pending, available, receivable, coalesce(transferred, 0) AS transferred,
              coalesce(frozen, 0) AS frozen, next_release_at AS "nextReleaseAt"
         FROM sums LEFT JOIN owed USING (party_id, currency) ORDER BY 1, 2`,
      [partyIds],
    );
    const found = new Map<PartyId, PartyBalance[]>(partyIds.map((id) => [id, []]));
    for (const { partyId, currency, nextReleaseAt, ...sums } of rows) {
      found.get(partyId)!.push({
        currency,
        pending: money(sums.pending, currency),
        available: money(sums.available, currency),
        receivable: money(sums.receivable, currency),
        transferred: money(sums.transferred, currency),
        frozen: money(sums.frozen, currency),
        nextReleaseAt,
      });
    }
    return found;
  }

  async currenciesOf(sql: Sql, partyId: PartyId): Promise<string[]> {
    const rows = await sql.rows<{ currency: string }>(
      `SELECT DISTINCT currency FROM ledger.account WHERE party_id = $1 ORDER BY currency`,
      [partyId],
    );
    return rows.map((row) => row.currency);
  }

  /** What the period began with, what came and went, and what it ended with. */
  async sums(sql: Sql, partyId: PartyId, { currency, from, until }: Period): Promise<PeriodSums> {
    const row = await sql.one<Record<'opening' | 'earned' | 'takenBack' | 'paid' | 'closing', number>>(
      `WITH moves AS (
         SELECT t.kind, t.created_at AS at, p.amount FROM (${POSITIONS}) p JOIN ledger.tx t ON t.id = p.tx_id AND t.state = 'posted')
       SELECT coalesce(sum(amount) FILTER (WHERE at < $3), 0)::bigint AS opening,
              coalesce(sum(amount) FILTER (WHERE at >= $3 AND at < $4 AND kind = 'capture'), 0)::bigint AS earned,
              coalesce(-sum(amount) FILTER (WHERE at >= $3 AND at < $4 AND kind NOT IN ('capture', 'transfer', 'reversal')), 0)::bigint AS "takenBack",
              coalesce(-sum(amount) FILTER (WHERE at >= $3 AND at < $4 AND kind IN ('transfer', 'reversal')), 0)::bigint AS paid,
              coalesce(sum(amount) FILTER (WHERE at < $4), 0)::bigint AS closing
         FROM moves`,
      [partyId, currency, from, until],
    );
    return {
      opening: money(row!.opening, currency),
      earned: money(row!.earned, currency),
      takenBack: money(row!.takenBack, currency),
      paid: money(row!.paid, currency),
      closing: money(row!.closing, currency),
    };
  }

  /** Lines of the period, oldest first; a page holds `limit` transactions, all lines of each. */
  async lines(
    sql: Sql,
    partyId: PartyId,
    { currency, from, until }: Period,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<{ readonly lines: StatementLineRow[]; readonly next: string | null }> {
    const found = await sql.rows<Movement>(
      `SELECT t.id AS "txId", t.created_at AS at, t.kind, t.order_id AS "orderId", p.amount
         FROM (${POSITIONS}) p JOIN ledger.tx t ON t.id = p.tx_id AND t.state = 'posted'
        WHERE t.created_at >= $3 AND t.created_at < $4 AND t.id > $5 ORDER BY t.id LIMIT $6`,
      [partyId, currency, from, until, page.after ?? '', page.limit + 1],
    );
    const moves = found.slice(0, page.limit);
    const shares = await this.#shares(sql, partyId, [
      ...new Set(moves.flatMap((move) => (move.kind === 'capture' && move.orderId ? [move.orderId] : []))),
    ]);
    return {
      lines: moves.flatMap((move) => this.#linesOf(move, shares, currency)),
      next: found.length > moves.length ? moves.at(-1)!.txId : null,
    };
  }

  #linesOf(move: Movement, shares: readonly ShareDetail[], currency: string): StatementLineRow[] {
    const kind = KINDS[move.kind] ?? 'adjustment';
    const common = { at: move.at, kind, orderId: move.orderId };
    if (kind !== 'sale') {
      return [
        {
          ...common,
          id: move.txId,
          title: TITLES[kind],
          quantity: null,
          rateBp: null,
          state: null,
          releaseAt: null,
          amount: money(move.amount, currency),
        },
      ];
    }
    return shares
      .filter((share) => share.orderId === move.orderId)
      .map((share) => ({
        ...common,
        id: `${move.txId}.${share.itemId}`,
        title: share.title,
        quantity: share.quantity,
        rateBp: share.rateBp,
        state: share.state,
        releaseAt: share.releaseAt,
        amount: money(share.amount, currency),
      }));
  }

  #shares(sql: Sql, partyId: PartyId, orderIds: readonly OrderId[]): Promise<ShareDetail[]> {
    return sql.rows(
      `SELECT s.order_id AS "orderId", s.item_id || '/' || s.role AS "itemId", s.title, s.quantity, s.rate_bp AS "rateBp",
              s.amount_minor AS amount, b.state, b.release_at AS "releaseAt"
         FROM ledger.share s JOIN ledger.payable b ON b.order_id = s.order_id AND b.party_id = s.party_id
        WHERE s.party_id = $1 AND s.order_id = ANY ($2) ORDER BY s.order_id, s.item_id, s.role`,
      [partyId, orderIds],
    );
  }
}
