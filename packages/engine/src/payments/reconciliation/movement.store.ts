import { Injectable } from '@nestjs/common';
import type { BooksOfCurrency, LooseEnd } from '@sidestall/payments';
import type { Sql, Tx } from '../../platform/database.ts';
import type { Movement } from '../stripe/balance.gateway.ts';

/** How long one half may wait for the other: events come late, and Stripe books some things a while after it answers. */
export const GRACE_MINUTES = 30;

/** The SQL of the mirror of Stripe's balance, and of what it and the ledger say of each other. */
@Injectable()
export class MovementStore {
  async keep(tx: Tx, movement: Movement): Promise<void> {
    await tx.rows(
      `INSERT INTO payments.balance_movement
         (id, type, reporting_category, amount_minor, fee_minor, net_minor, currency, source, available_on, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
      [
        movement.id,
        movement.type,
        movement.reportingCategory,
        movement.amountMinor,
        movement.feeMinor,
        movement.netMinor,
        movement.currency,
        movement.source,
        movement.availableOn,
        movement.createdAt,
      ],
    );
  }

  /** True while a movement may still be explained by something on its way to us. */
  async isYoung(sql: Sql, id: string): Promise<boolean> {
    const row = await sql.one(
      `SELECT 1 FROM payments.balance_movement WHERE id = $1 AND seen_at > now() - make_interval(mins => $2)`,
      [id, GRACE_MINUTES],
    );
    return row !== null;
  }

  /** Those of them whose every part is tied already. */
  async settled(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
    const rows = await sql.rows<{ id: string }>(
      `SELECT m.id FROM payments.balance_movement m
        WHERE m.id = ANY ($1)
          AND (m.amount_minor = 0 OR EXISTS (SELECT 1 FROM ledger.psp_link l WHERE l.balance_transaction = m.id AND l.part = 'amount'))
          AND (m.fee_minor = 0 OR EXISTS (SELECT 1 FROM ledger.psp_link l WHERE l.balance_transaction = m.id AND l.part = 'fee'))`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Movements kept and not yet tied, which no list of recent ones need show. */
  async unsettled(sql: Sql): Promise<string[]> {
    const rows = await sql.rows<{ id: string }>(`SELECT DISTINCT id FROM (${LOOSE_MOVEMENTS}) loose ORDER BY id`, [
      GRACE_MINUTES,
    ]);
    return rows.map((row) => row.id);
  }

  /** Movements in suspense that nobody has explained since. */
  async suspended(sql: Sql): Promise<string[]> {
    const rows = await sql.rows<{ id: string }>(
      `SELECT DISTINCT l.balance_transaction AS id FROM ledger.psp_link l JOIN ledger.tx t ON t.id = l.tx_id AND t.kind = 'suspense'
        WHERE NOT EXISTS (SELECT 1 FROM ledger.tx e WHERE e.idem_key = t.idem_key || '-explained')`,
    );
    return rows.map((row) => row.id);
  }

  async fileUnderPayout(tx: Tx, ids: readonly string[], payout: string): Promise<void> {
    await tx.rows(
      `UPDATE payments.balance_movement SET payout = $2 WHERE id = ANY ($1) AND payout IS DISTINCT FROM $2`,
      [ids, payout],
    );
  }

  async count(sql: Sql): Promise<number> {
    return (await sql.one<{ n: number }>(`SELECT count(*)::int AS n FROM payments.balance_movement`))!.n;
  }

  /**
   * Where to read on from: some days before the newest movement of the last comparison that was clean, since some are
   * listed late. Movements that events told of since prove nothing about those before them.
   */
  async readFrom(sql: Sql, overlapDays: number): Promise<Date | null> {
    const row = await sql.one<{ since: Date | null }>(
      `SELECT m.created_at - make_interval(days => $1) AS since
         FROM payments.reconciliation r JOIN payments.balance_movement m ON m.id = r.cursor
        WHERE r.state = 'clean' ORDER BY r.id DESC LIMIT 1`,
      [overlapDays],
    );
    return row?.since ?? null;
  }

  async newest(sql: Sql): Promise<string | null> {
    const row = await sql.one<{ id: string }>(
      `SELECT id FROM payments.balance_movement ORDER BY created_at DESC, id DESC LIMIT 1`,
    );
    return row?.id ?? null;
  }

  /** Both books by currency. The transaction must see one moment: the caller opened it so. */
  async books(tx: Tx, stripeTotals: ReadonlyMap<string, number>): Promise<BooksOfCurrency[]> {
    const categories = await tx.rows<{ currency: string; category: string; count: number; netMinor: number }>(
      `SELECT currency, reporting_category AS category, count(*)::int AS count, sum(net_minor)::bigint AS "netMinor"
         FROM payments.balance_movement GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    const accounts = await tx.rows<{ name: string; currency: string; sum: number }>(
      `SELECT split_part(a.code, '/', 1) AS name, a.currency, sum(e.amount)::bigint AS sum
         FROM ledger.account a JOIN ledger.entry e ON e.account_id = a.id JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
        WHERE a.code LIKE 'stripe:balance/%' OR a.code LIKE 'suspense/%' GROUP BY 1, 2`,
    );
    const movements = await tx.rows<LooseEnd & { currency: string }>(
      `SELECT id AS subject, currency, sum(amount)::bigint AS "amountMinor", bool_and(is_young) AS "isYoung"
         FROM (${LOOSE_MOVEMENTS}) loose GROUP BY 1, 2 ORDER BY 1`,
      [GRACE_MINUTES],
    );
    const postings = await tx.rows<LooseEnd & { currency: string }>(LOOSE_POSTINGS, [GRACE_MINUTES]);
    const sumOf = (name: string, currency: string): number =>
      accounts.find((row) => row.name === name && row.currency === currency)?.sum ?? 0;
    const currencies = new Set([
      ...categories.map((row) => row.currency),
      ...accounts.map((row) => row.currency),
      ...[...stripeTotals].filter(([, total]) => total !== 0).map(([currency]) => currency),
    ]);
    return [...currencies].sort().map((currency) => ({
      currency,
      categories: categories.filter((row) => row.currency === currency),
      stripeBalanceMinor: stripeTotals.get(currency) ?? null,
      ledgerMinor: sumOf('stripe:balance', currency),
      suspenseMinor: sumOf('suspense', currency),
      looseMovements: movements.filter((row) => row.currency === currency),
      loosePostings: postings.filter((row) => row.currency === currency),
    }));
  }
}

/** Parts of movements that no transaction is tied to; a fee takes from the balance. */
const LOOSE_MOVEMENTS = `
  SELECT m.id, m.currency, p.amount, m.seen_at > now() - make_interval(mins => $1) AS is_young
    FROM payments.balance_movement m
   CROSS JOIN LATERAL (VALUES ('amount', m.amount_minor), ('fee', -m.fee_minor)) AS p(part, amount)
   WHERE p.amount <> 0
     AND NOT EXISTS (SELECT 1 FROM ledger.psp_link l WHERE l.balance_transaction = m.id AND l.part = p.part)`;

/**
 * What transactions moved on \`stripe:balance\` beyond the movements tied to them. One that was in suspense first is tied
 * there: what took it out again counts for the transaction that explains it.
 */
const LOOSE_POSTINGS = `
  WITH moved AS (
    SELECT coalesce(t.meta->>'explains', t.id) AS tx_id, a.currency, sum(e.amount) AS amount, max(t.created_at) AS at
      FROM ledger.account a JOIN ledger.entry e ON e.account_id = a.id JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
     WHERE a.code LIKE 'stripe:balance/%' GROUP BY 1, 2
  ), tied AS (
    SELECT tx_id, currency, sum(amount_minor) AS amount FROM ledger.psp_link GROUP BY 1, 2
  )
  SELECT t.idem_key AS subject, m.currency, (m.amount - coalesce(k.amount, 0))::bigint AS "amountMinor",
         m.at > now() - make_interval(mins => $1) AS "isYoung"
    FROM moved m JOIN ledger.tx t ON t.id = m.tx_id
    LEFT JOIN tied k ON k.tx_id = m.tx_id AND k.currency = m.currency
   WHERE m.amount <> coalesce(k.amount, 0) ORDER BY 1`;
