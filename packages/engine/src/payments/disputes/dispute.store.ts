import { Injectable } from '@nestjs/common';
import type { DisputeId, OrderId } from '@sidestall/kernel';
import type { Taken } from '@sidestall/ledger';
import { blocksRefunds, DISPUTE_TRANSITIONS, isContested, type DisputeStatus } from '@sidestall/payments';
import type { Sql, Tx } from '../../platform/database.ts';

export interface DisputeRow {
  readonly id: DisputeId;
  readonly orderId: OrderId;
  /** Stripe's own name for it. */
  readonly reference: string;
  readonly status: DisputeStatus;
  readonly reason: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly isInquiry: boolean;
  readonly funds: 'none' | 'withdrawn' | 'reinstated';
  readonly evidenceDueBy: Date | null;
  readonly evidence: Readonly<Record<string, string>> | null;
  readonly evidenceSentAt: Date | null;
  /** What the parties lost with it, and what nobody's share could pay. */
  readonly taken: { readonly shares: Taken; readonly lossMinor: number } | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

const COLUMNS = `id, order_id AS "orderId", stripe_dispute AS reference, status, reason, amount_minor AS "amountMinor", currency,
  is_inquiry AS "isInquiry", funds, evidence_due_by AS "evidenceDueBy", evidence, evidence_sent_at AS "evidenceSentAt", taken,
  opened_at AS "openedAt", closed_at AS "closedAt"`;

const those = (which: (status: DisputeStatus) => boolean): DisputeStatus[] =>
  (Object.keys(DISPUTE_TRANSITIONS) as DisputeStatus[]).filter(which);

/** The SQL of disputes. Whoever changes one holds the order's sale first. */
@Injectable()
export class DisputeStore {
  find(sql: Sql, id: DisputeId): Promise<DisputeRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.dispute WHERE id = $1`, [id]);
  }

  byReference(sql: Sql, reference: string): Promise<DisputeRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.dispute WHERE stripe_dispute = $1`, [reference]);
  }

  ofOrder(sql: Sql, orderId: OrderId): Promise<DisputeRow[]> {
    return sql.rows(`SELECT ${COLUMNS} FROM payments.dispute WHERE order_id = $1 ORDER BY id`, [orderId]);
  }

  /** The newest first, from before that one on. */
  page(sql: Sql, before: DisputeId | null, limit: number): Promise<DisputeRow[]> {
    return sql.rows(
      `SELECT ${COLUMNS} FROM payments.dispute WHERE $1::text IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [before, limit],
    );
  }

  /** True when a refund would pay twice: the card network has, or keeps, the money. */
  async isBlocking(sql: Sql, orderId: OrderId): Promise<boolean> {
    const row = await sql.one(`SELECT 1 FROM payments.dispute WHERE order_id = $1 AND status = ANY ($2) LIMIT 1`, [
      orderId,
      those(blocksRefunds),
    ]);
    return row !== null;
  }

  /** True while any dispute of the order is undecided with the money withdrawn. */
  async isContested(sql: Sql, orderId: OrderId): Promise<boolean> {
    const row = await sql.one(`SELECT 1 FROM payments.dispute WHERE order_id = $1 AND status = ANY ($2) LIMIT 1`, [
      orderId,
      those(isContested),
    ]);
    return row !== null;
  }

  /** Writes a dispute down when it is first heard of. */
  async insert(
    tx: Tx,
    dispute: Pick<
      DisputeRow,
      'id' | 'orderId' | 'reference' | 'status' | 'reason' | 'amountMinor' | 'currency' | 'isInquiry' | 'openedAt'
    >,
  ): Promise<void> {
    await tx.rows(
      `INSERT INTO payments.dispute (id, order_id, stripe_dispute, status, reason, amount_minor, currency, is_inquiry, opened_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (stripe_dispute) DO NOTHING`,
      [
        dispute.id,
        dispute.orderId,
        dispute.reference,
        dispute.status,
        dispute.reason,
        dispute.amountMinor,
        dispute.currency,
        dispute.isInquiry,
        dispute.openedAt,
      ],
    );
  }

  async apply(
    tx: Tx,
    id: DisputeId,
    now: Pick<DisputeRow, 'status' | 'isInquiry' | 'funds' | 'evidenceDueBy' | 'taken' | 'amountMinor'> & {
      readonly isOver: boolean;
      /** The bank asks anew, e.g. after an inquiry became a chargeback: what was sent before is no answer to it. */
      readonly isAskedAnew: boolean;
    },
  ): Promise<void> {
    await tx.rows(
      `UPDATE payments.dispute SET status = $2, is_inquiry = $3, funds = $4, evidence_due_by = $5, taken = $6, amount_minor = $7,
              closed_at = CASE WHEN $8 THEN coalesce(closed_at, now()) END,
              evidence_sent_at = CASE WHEN NOT $9 THEN evidence_sent_at END
        WHERE id = $1`,
      [
        id,
        now.status,
        now.isInquiry,
        now.funds,
        now.evidenceDueBy,
        now.taken && JSON.stringify(now.taken),
        now.amountMinor,
        now.isOver,
        now.isAskedAnew,
      ],
    );
  }

  /** Keeps what would be sent, so that a person can read it first. */
  async keepEvidence(tx: Tx, id: DisputeId, evidence: Readonly<Record<string, string>>): Promise<void> {
    await tx.rows(`UPDATE payments.dispute SET evidence = $2 WHERE id = $1`, [id, JSON.stringify(evidence)]);
  }

  async sentEvidence(tx: Tx, id: DisputeId): Promise<void> {
    await tx.rows(`UPDATE payments.dispute SET evidence_sent_at = now() WHERE id = $1`, [id]);
  }
}
