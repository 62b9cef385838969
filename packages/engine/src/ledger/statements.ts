import { Injectable } from '@nestjs/common';
import {
  formatMoney,
  lowestId,
  money,
  subtractMoney,
  sumMoney,
  zeroMoney,
  type LedgerTxId,
  type Money,
  type OrderId,
  type PartyId,
} from '@sidestall/kernel';
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
  netting: 'netted',
};
const TAKINGS = ['refund-taken', 'dispute-taken', 'refund-returned', 'dispute-returned'];
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
 * What an account held before a transaction, `$until`: its newest snapshot up to there and the entries since. Joined to
 * an account named `a`.
 */
const heldBefore = (until: string): string => `
  LEFT JOIN LATERAL (SELECT upto_tx, balance FROM ledger.snapshot
                      WHERE account_id = a.id AND upto_tx <= ${until} ORDER BY upto_tx DESC LIMIT 1) snap ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(snap.balance, 0) + coalesce(sum(e.amount), 0) AS amount
      FROM ledger.entry e JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
     WHERE e.account_id = a.id AND e.tx_id >= coalesce(snap.upto_tx, '') AND e.tx_id < ${until}) held`;

/** Sorts after every transaction. */
const EVERYTHING = 'ltx_z';

/** Transaction ids sort by the time they were made: a period is a range of them. */
const bounds = ({ from, until }: Period): [LedgerTxId, LedgerTxId] => [
  lowestId('ltx', from.getTime()),
  lowestId('ltx', until.getTime()),
];

interface Movement {
  readonly txId: LedgerTxId;
  readonly at: Date;
  readonly kind: string;
  readonly orderId: OrderId | null;
  readonly amount: number;
  /** Of a netting: what left the released money for the debt. */
  readonly kept: number;
  /** Of a taking or giving: which shares it changed. */
  readonly parts:
    | readonly {
        readonly itemId: string;
        readonly role: string;
        readonly partyId: string | null;
        readonly amountMinor: number;
      }[]
    | null;
}

interface ShareDetail {
  readonly orderId: OrderId;
  readonly itemId: string;
  readonly role: string;
  readonly title: string;
  readonly quantity: number;
  readonly rateBp: number | null;
  readonly amount: number;
  readonly state: PayableState;
  readonly releaseAt: Date | null;
}

/**
 * What a party earned, gave back and was paid, read from the ledger itself, so that it cannot say anything else. A
 * party's position is what we owe it less what it owes us: its payable accounts minus its receivable. Each transaction
 * that changes it is a line or more; keeping a debt from released money is a line of nothing, since it explains a
 * smaller transfer; releasing is none.
 */
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
                coalesce(-sum(held.amount) FILTER (WHERE a.code LIKE 'payable:%:pending/%'), 0)::bigint AS pending,
                coalesce(-sum(held.amount) FILTER (WHERE a.code LIKE 'payable:%:available/%'), 0)::bigint AS available,
                coalesce(sum(held.amount) FILTER (WHERE a.code LIKE 'receivable:%'), 0)::bigint AS receivable
           FROM ledger.account a ${heldBefore('$2')}
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
      [partyIds, EVERYTHING],
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
  async sums(sql: Sql, partyId: PartyId, period: Period): Promise<PeriodSums> {
    const { currency } = period;
    const row = await sql.one<Record<'opening' | 'takenBack' | 'paid' | 'change', number>>(
      `WITH moves AS (
         SELECT t.kind, -e.amount AS amount
           FROM ledger.account a JOIN ledger.entry e ON e.account_id = a.id AND e.tx_id >= $3 AND e.tx_id < $4
           JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
          WHERE a.party_id = $1 AND a.currency = $2)
       SELECT (SELECT coalesce(-sum(held.amount), 0)::bigint FROM ledger.account a ${heldBefore('$3')}
                WHERE a.party_id = $1 AND a.currency = $2) AS opening,
              coalesce(-sum(amount) FILTER (WHERE kind = ANY ($5)), 0)::bigint AS "takenBack",
              coalesce(-sum(amount) FILTER (WHERE kind IN ('transfer', 'reversal')), 0)::bigint AS paid,
              coalesce(sum(amount), 0)::bigint AS change
         FROM moves`,
      [partyId, currency, ...bounds(period), TAKINGS],
    );
    const { opening, takenBack, paid, change } = row!;
    return {
      opening: money(opening, currency),
      earned: money(change + takenBack + paid, currency),
      takenBack: money(takenBack, currency),
      paid: money(paid, currency),
      closing: money(opening + change, currency),
    };
  }

  /** Lines of the period, oldest first; a page holds `limit` transactions, all lines of each. */
  async lines(
    sql: Sql,
    partyId: PartyId,
    period: Period,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<{ readonly lines: StatementLineRow[]; readonly next: string | null }> {
    const found = await sql.rows<Movement>(
      `SELECT t.id AS "txId", t.created_at AS at, t.kind, t.order_id AS "orderId", -sum(e.amount)::bigint AS amount,
              coalesce(sum(e.amount) FILTER (WHERE a.code LIKE 'payable:%'), 0)::bigint AS kept,
              coalesce(t.meta -> 'taken' -> 'shares', t.meta -> 'given') AS parts
         FROM ledger.account a JOIN ledger.entry e ON e.account_id = a.id AND e.tx_id >= $3 AND e.tx_id < $4 AND e.tx_id > $5
         JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
        WHERE a.party_id = $1 AND a.currency = $2
        GROUP BY t.id HAVING sum(e.amount) <> 0 OR t.kind = 'netting' ORDER BY t.id LIMIT $6`,
      [partyId, period.currency, ...bounds(period), page.after ?? '', page.limit + 1],
    );
    const moves = found.slice(0, page.limit);
    const shares = await this.#shares(sql, partyId, [
      ...new Set(
        moves.flatMap((move) => (move.orderId && (move.kind === 'capture' || move.parts) ? [move.orderId] : [])),
      ),
    ]);
    return {
      lines: moves.flatMap((move) => linesOf(move, partyId, shares, period.currency)),
      next: found.length > moves.length ? moves.at(-1)!.txId : null,
    };
  }

  #shares(sql: Sql, partyId: PartyId, orderIds: readonly OrderId[]): Promise<ShareDetail[]> {
    if (orderIds.length === 0) return Promise.resolve([]);
    return sql.rows(
      `SELECT s.order_id AS "orderId", s.item_id AS "itemId", s.role, s.title, s.quantity, s.rate_bp AS "rateBp",
              s.amount_minor AS amount, b.state, b.release_at AS "releaseAt"
         FROM ledger.share s JOIN ledger.payable b ON b.order_id = s.order_id AND b.party_id = s.party_id
        WHERE s.party_id = $1 AND s.order_id = ANY ($2) ORDER BY s.order_id, s.item_id, s.role`,
      [partyId, orderIds],
    );
  }
}

function linesOf(
  move: Movement,
  partyId: PartyId,
  shares: readonly ShareDetail[],
  currency: string,
): StatementLineRow[] {
  const kind = KINDS[move.kind] ?? 'adjustment';
  const common = {
    at: move.at,
    kind,
    orderId: move.orderId,
    quantity: null,
    rateBp: null,
    state: null,
    releaseAt: null,
  };
  const ofOrder = shares.filter((share) => share.orderId === move.orderId);
  const details =
    kind === 'sale'
      ? ofOrder.map(({ itemId, role, amount, title, ...share }) => {
          return {
            ...common,
            ...share,
            kind,
            id: `${move.txId}.${itemId}/${role}`,
            title,
            amount: money(amount, currency),
          };
        })
      : (move.parts ?? [])
          .filter((part) => part.partyId === partyId)
          .map(({ itemId, role, amountMinor }) => {
            const share = ofOrder.find((one) => one.itemId === itemId && one.role === role);
            const amount = money(kind === 'reinstated' ? amountMinor : -amountMinor, currency);
            const title = share ? `${TITLES[kind]}: ${share.title}` : TITLES[kind];
            return { ...common, id: `${move.txId}.${itemId}/${role}`, title, rateBp: share?.rateBp ?? null, amount };
          });
  // What the ledger says counts: details that do not come to it are not shown.
  if (
    details.length > 0 &&
    sumMoney(
      details.map((line) => line.amount),
      currency,
    ).amount === move.amount
  )
    return details;
  const title = kind === 'netted' ? nettedTitle(money(move.kept, currency)) : TITLES[kind];
  return [{ ...common, id: move.txId, title, amount: money(move.amount, currency) }];
}

/** Netting moves money between a party's own accounts, so its amount is nothing: the title says how much. */
function nettedTitle(kept: Money): string {
  if (kept.amount >= 0) return `${TITLES.netted}: ${formatMoney(kept)}`;
  return `Added what was owed to you: ${formatMoney(subtractMoney(zeroMoney(kept.currency), kept))}`;
}
