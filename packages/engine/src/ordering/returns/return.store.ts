import { Injectable } from '@nestjs/common';
import type { BrandId, OrderId, RefundId, ReturnId } from '@sidestall/kernel';
import type { CountedReturn, UnitsOfLine } from '@sidestall/ordering';
import type { Sql, Tx } from '../../platform/database.ts';

export interface ReturnRow extends CountedReturn {
  readonly id: ReturnId;
  readonly orderId: OrderId;
  readonly brandId: BrandId;
  readonly reason: string;
  readonly note: string | null;
  readonly answerNote: string | null;
  readonly refundId: RefundId | null;
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
}

const COLUMNS = `id, order_id AS "orderId", brand_id AS "brandId", state, reason, note, lines, received,
  answer_note AS "answerNote", refund_id AS "refundId", created_at AS "createdAt", answered_at AS "answeredAt"`;

/** The SQL of returns. Whoever changes one holds the order's row. */
@Injectable()
export class ReturnStore {
  find(sql: Sql, id: ReturnId): Promise<ReturnRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM ordering.return WHERE id = $1`, [id]);
  }

  ofOrder(sql: Sql, orderId: OrderId): Promise<ReturnRow[]> {
    return sql.rows(`SELECT ${COLUMNS} FROM ordering.return WHERE order_id = $1 ORDER BY id`, [orderId]);
  }

  async insert(
    tx: Tx,
    asked: Pick<ReturnRow, 'id' | 'orderId' | 'brandId' | 'reason' | 'note' | 'lines'>,
  ): Promise<void> {
    await tx.rows(
      `INSERT INTO ordering.return (id, order_id, brand_id, state, reason, note, lines) VALUES ($1, $2, $3, 'requested', $4, $5, $6)`,
      [asked.id, asked.orderId, asked.brandId, asked.reason, asked.note, JSON.stringify(asked.lines)],
    );
  }

  async answer(
    tx: Tx,
    id: ReturnId,
    answer: {
      readonly state: 'received' | 'refused' | 'withdrawn';
      readonly received?: readonly UnitsOfLine[];
      readonly note?: string | null;
      readonly refundId?: RefundId | null;
    },
  ): Promise<void> {
    await tx.rows(
      `UPDATE ordering.return SET state = $2, received = $3, answer_note = $4, refund_id = $5, answered_at = now() WHERE id = $1`,
      [
        id,
        answer.state,
        answer.received ? JSON.stringify(answer.received) : null,
        answer.note ?? null,
        answer.refundId ?? null,
      ],
    );
  }

  /** When the last parcel of an order left; null while none has. */
  async lastShippedAt(sql: Sql, orderId: OrderId): Promise<Date | null> {
    const row = await sql.one<{ at: Date | null }>(
      `SELECT max(at) AS at FROM ordering.order_event WHERE order_id = $1 AND kind = 'shipped'`,
      [orderId],
    );
    return row?.at ?? null;
  }
}
