import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

export interface FraudWarningRow {
  /** Stripe's own name for it. */
  readonly id: string;
  readonly orderId: OrderId;
  readonly fraudType: string;
  readonly isActionable: boolean;
  readonly decision: 'refunded' | 'kept' | null;
  readonly createdAt: Date;
}

const COLUMNS = `stripe_warning AS id, order_id AS "orderId", fraud_type AS "fraudType", is_actionable AS "isActionable",
  decision, created_at AS "createdAt"`;

/** The SQL of what card networks suspect. */
@Injectable()
export class FraudWarningStore {
  /** Held by whoever decides, so that it is decided once. */
  lock(tx: Tx, id: string): Promise<FraudWarningRow | null> {
    return tx.one(`SELECT ${COLUMNS} FROM payments.fraud_warning WHERE stripe_warning = $1 FOR UPDATE`, [id]);
  }

  find(sql: Sql, id: string): Promise<FraudWarningRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.fraud_warning WHERE stripe_warning = $1`, [id]);
  }

  ofOrder(sql: Sql, orderId: OrderId): Promise<FraudWarningRow[]> {
    return sql.rows(
      `SELECT ${COLUMNS} FROM payments.fraud_warning WHERE order_id = $1 ORDER BY created_at, stripe_warning`,
      [orderId],
    );
  }

  /** The newest of the house, open ones first. */
  newest(sql: Sql, limit: number): Promise<FraudWarningRow[]> {
    return sql.rows(
      `SELECT ${COLUMNS} FROM payments.fraud_warning ORDER BY decision IS NOT NULL, created_at DESC, stripe_warning LIMIT $1`,
      [limit],
    );
  }

  /** Writes down what is suspected; true when it is news. */
  async keep(
    tx: Tx,
    warning: Pick<FraudWarningRow, 'id' | 'orderId' | 'fraudType' | 'isActionable'>,
  ): Promise<boolean> {
    const row = await tx.one<{ is_new: boolean }>(
      `INSERT INTO payments.fraud_warning AS w (stripe_warning, order_id, fraud_type, is_actionable) VALUES ($1, $2, $3, $4)
       ON CONFLICT (stripe_warning) DO UPDATE SET is_actionable = w.is_actionable AND excluded.is_actionable
       RETURNING xmax = 0 AS is_new`,
      [warning.id, warning.orderId, warning.fraudType, warning.isActionable],
    );
    return row!.is_new;
  }

  async decide(tx: Tx, id: string, decision: 'refunded' | 'kept'): Promise<void> {
    await tx.rows(`UPDATE payments.fraud_warning SET decision = $2 WHERE stripe_warning = $1`, [id, decision]);
  }
}
