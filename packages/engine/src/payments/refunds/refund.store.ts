import { Injectable } from '@nestjs/common';
import type { OrderId, OrderLineId, RefundId } from '@sidestall/kernel';
import type { Taken } from '@sidestall/ledger';
import type { RefundState } from '@sidestall/payments';
import type { Sql, Tx } from '../../platform/database.ts';

/** What a refund is for, and whose shares paid it. */
export interface RefundItems {
  readonly parts: readonly {
    readonly itemId: string;
    /** Null for shipping. */
    readonly lineId: OrderLineId | null;
    readonly title: string;
    readonly quantity: number;
    readonly amountMinor: number;
  }[];
  readonly taken: Taken;
}

export interface RefundRow {
  readonly id: RefundId;
  readonly orderId: OrderId;
  readonly requestKey: string;
  readonly state: RefundState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
  readonly note: string | null;
  readonly askedBy: string;
  readonly items: RefundItems;
  readonly attempt: number;
  /** The driver's own name for it, once it has one. */
  readonly reference: string | null;
  readonly failureReason: string | null;
  /** `YYYY-MM-DD`. */
  readonly expectedBy: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export interface NewRefund extends Pick<
  RefundRow,
  'id' | 'orderId' | 'requestKey' | 'amountMinor' | 'currency' | 'reason' | 'note' | 'askedBy' | 'items' | 'expectedBy'
> {}

const COLUMNS = `id, order_id AS "orderId", request_key AS "requestKey", state, amount_minor AS "amountMinor", currency, reason,
  note, asked_by AS "askedBy", items, attempt, stripe_refund AS reference, failure_reason AS "failureReason",
  expected_by::text AS "expectedBy", created_at AS "createdAt", settled_at AS "settledAt"`;

/** The SQL of refunds. Whoever changes one holds the order's sale first. */
@Injectable()
export class RefundStore {
  find(sql: Sql, id: RefundId): Promise<RefundRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.refund WHERE id = $1`, [id]);
  }

  byReference(sql: Sql, reference: string): Promise<RefundRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.refund WHERE stripe_refund = $1`, [reference]);
  }

  byKey(sql: Sql, orderId: OrderId, requestKey: string): Promise<RefundRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.refund WHERE order_id = $1 AND request_key = $2`, [
      orderId,
      requestKey,
    ]);
  }

  ofOrder(sql: Sql, orderId: OrderId): Promise<RefundRow[]> {
    return sql.rows(`SELECT ${COLUMNS} FROM payments.refund WHERE order_id = $1 ORDER BY id`, [orderId]);
  }

  async insert(tx: Tx, refund: NewRefund): Promise<void> {
    await tx.rows(
      `INSERT INTO payments.refund (id, order_id, request_key, state, amount_minor, currency, reason, note, asked_by, items, expected_by)
       VALUES ($1, $2, $3, 'requested', $4, $5, $6, $7, $8, $9, $10)`,
      [
        refund.id,
        refund.orderId,
        refund.requestKey,
        refund.amountMinor,
        refund.currency,
        refund.reason,
        refund.note,
        refund.askedBy,
        JSON.stringify(refund.items),
        refund.expectedBy,
      ],
    );
  }

  async apply(
    tx: Tx,
    id: RefundId,
    told: {
      readonly state: RefundState;
      readonly reference: string | null;
      readonly failureReason: string | null;
    },
  ): Promise<void> {
    await tx.rows(
      `UPDATE payments.refund SET state = $2, stripe_refund = coalesce($3, stripe_refund),
              failure_reason = coalesce($4, failure_reason),
              settled_at = CASE WHEN $2 IN ('succeeded', 'failed', 'canceled') THEN now() END
        WHERE id = $1`,
      [id, told.state, told.reference, told.failureReason],
    );
  }

  /** True while nobody can have asked for it before, other than a moment ago. */
  async isFresh(sql: Sql, id: RefundId): Promise<boolean> {
    const row = await sql.one(
      `SELECT 1 FROM payments.refund WHERE id = $1 AND created_at > now() - interval '1 minute'`,
      [id],
    );
    return row !== null;
  }

  /** The next try is asked for under a key of its own: its number. */
  async tryAnew(tx: Tx, id: RefundId): Promise<number> {
    const row = await tx.one<{ attempt: number }>(
      `UPDATE payments.refund SET state = 'pending', attempt = attempt + 1 WHERE id = $1 RETURNING attempt`,
      [id],
    );
    return row!.attempt;
  }
}
