import { Injectable } from '@nestjs/common';
import type { BrandId, OrderId, RefundId, RetailerId, ReturnId } from '@sidestall/kernel';
import type { CountedReturn, JudgedUnits, ReturnOutcome, ReturnState } from '@sidestall/ordering';
import type { Sql, Tx } from '../../platform/database.ts';
import type { ReturnActor } from './return-actor.ts';

export interface ReturnRow extends CountedReturn {
  readonly id: ReturnId;
  readonly orderId: OrderId;
  readonly brandId: BrandId;
  /** Who sent the goods and takes them back; null where several did, or nobody any more knows. */
  readonly retailerId: RetailerId | null;
  readonly reason: string;
  readonly note: string | null;
  readonly answerNote: string | null;
  readonly received: readonly JudgedUnits[] | null;
  readonly outcome: ReturnOutcome | null;
  readonly refundsShipping: boolean;
  readonly refundId: RefundId | null;
  readonly instructions: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
  readonly receivedAt: Date | null;
  readonly inspectedAt: Date | null;
  /** When the state ends by itself. */
  readonly dueAt: Date | null;
}

/** What changes with a step; what is left out stays. */
export interface ReturnMove {
  readonly state: ReturnState;
  readonly by: ReturnActor;
  /** Days until the state ends by itself; null when it does not. */
  readonly dueInDays: number | null;
  /** Empty, it takes away what was said before. */
  readonly answerNote?: string | null;
  readonly instructions?: string | null;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly received?: readonly JudgedUnits[];
  readonly outcome?: ReturnOutcome | null;
  readonly refundsShipping?: boolean;
  readonly refundId?: RefundId | null;
}

const COLUMNS = `id, order_id AS "orderId", brand_id AS "brandId", retailer_id AS "retailerId", state, reason, note, lines,
  received, outcome, refunds_shipping AS "refundsShipping", answer_note AS "answerNote", refund_id AS "refundId", instructions,
  carrier, tracking_number AS "trackingNumber", created_at AS "createdAt", answered_at AS "answeredAt",
  received_at AS "receivedAt", inspected_at AS "inspectedAt", due_at AS "dueAt"`;

/** The SQL of returns. Whoever changes one holds the order's row. */
@Injectable()
export class ReturnStore {
  async find(sql: Sql, id: ReturnId): Promise<ReturnRow | null> {
    return await sql.one<ReturnRow>(`SELECT ${COLUMNS} FROM ordering.return WHERE id = $1`, [id]);
  }

  async ofOrder(sql: Sql, orderId: OrderId): Promise<ReturnRow[]> {
    return await sql.rows<ReturnRow>(`SELECT ${COLUMNS} FROM ordering.return WHERE order_id = $1 ORDER BY id`, [
      orderId,
    ]);
  }

  /** A retailer's own, the newest first. */
  async ofRetailer(
    sql: Sql,
    retailerId: RetailerId,
    page: { readonly before: ReturnId | null; readonly state: ReturnState | null; readonly limit: number },
  ): Promise<ReturnRow[]> {
    return await sql.rows<ReturnRow>(
      `SELECT ${COLUMNS} FROM ordering.return
        WHERE retailer_id = $1 AND ($2::text IS NULL OR id < $2) AND ($3::text IS NULL OR state = $3) ORDER BY id DESC LIMIT $4`,
      [retailerId, page.before, page.state, page.limit],
    );
  }

  async insert(
    tx: Tx,
    asked: Pick<ReturnRow, 'id' | 'orderId' | 'brandId' | 'retailerId' | 'reason' | 'note' | 'lines'>,
    dueInDays: number | null,
  ): Promise<void> {
    await tx.rows(
      `WITH told AS (INSERT INTO ordering.return_event (return_id, to_state, actor_kind, actor_id)
                     VALUES ($1, 'requested', 'buyer', $2))
       INSERT INTO ordering.return (id, order_id, brand_id, retailer_id, state, reason, note, lines, due_at)
       VALUES ($1, $2, $3, $4, 'requested', $5, $6, $7, now() + make_interval(days => $8::int))`,
      [
        asked.id,
        asked.orderId,
        asked.brandId,
        asked.retailerId,
        asked.reason,
        asked.note,
        JSON.stringify(asked.lines),
        dueInDays,
      ],
    );
  }

  /** Moves it on and writes down who did, in one statement. */
  async move(tx: Tx, id: ReturnId, move: ReturnMove): Promise<void> {
    await tx.rows(
      `WITH before AS (SELECT state FROM ordering.return WHERE id = $1),
            told AS (INSERT INTO ordering.return_event (return_id, from_state, to_state, actor_kind, actor_id)
                     SELECT $1, before.state, $2, $12::text, $13::text FROM before)
       UPDATE ordering.return
          SET state = $2, due_at = now() + make_interval(days => $3::int), answer_note = nullif(coalesce($4, answer_note), ''),
              instructions = coalesce($5, instructions), carrier = coalesce($6, carrier),
              tracking_number = coalesce($7, tracking_number), received = coalesce($8::jsonb, received),
              outcome = coalesce($9, outcome), refunds_shipping = coalesce($10, refunds_shipping),
              refund_id = coalesce($11, refund_id), answered_at = coalesce(answered_at, now()),
              last_scan_at = CASE WHEN $2 = 'in_transit' THEN now() ELSE last_scan_at END,
              received_at = CASE WHEN $2 = 'received' THEN coalesce(received_at, now()) ELSE received_at END,
              inspected_at = CASE WHEN $2 = 'inspected' THEN now() ELSE inspected_at END
        WHERE id = $1`,
      [
        id,
        move.state,
        move.dueInDays,
        move.answerNote ?? null,
        move.instructions ?? null,
        move.carrier ?? null,
        move.trackingNumber ?? null,
        move.received ? JSON.stringify(move.received) : null,
        move.outcome ?? null,
        move.refundsShipping ?? null,
        move.refundId ?? null,
        move.by.kind,
        move.by.id,
      ],
    );
  }

  /** The carrier has it: the days until it counts as lost begin again. */
  async scanned(tx: Tx, id: ReturnId, label: { carrier: string; trackingNumber: string }, days: number): Promise<void> {
    await tx.rows(
      `UPDATE ordering.return SET carrier = $2, tracking_number = $3, last_scan_at = now(),
              due_at = now() + make_interval(days => $4::int) WHERE id = $1`,
      [id, label.carrier, label.trackingNumber, days],
    );
  }

  /** Looks again after so long. */
  async postpone(tx: Tx, id: ReturnId, seconds: number): Promise<void> {
    await tx.rows(`UPDATE ordering.return SET due_at = now() + make_interval(secs => $2) WHERE id = $1`, [id, seconds]);
  }

  /** Returns whose state ends by itself now, the longest overdue first. */
  async due(sql: Sql, limit: number): Promise<ReturnId[]> {
    const rows = await sql.rows<{ id: ReturnId }>(
      `SELECT id FROM ordering.return WHERE due_at <= now() ORDER BY due_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }

  async isDue(tx: Tx, id: ReturnId): Promise<boolean> {
    return (await tx.one(`SELECT 1 FROM ordering.return WHERE id = $1 AND due_at <= now()`, [id])) !== null;
  }

  /** When the last parcel of an order left or arrived; null while none has left. */
  async lastMovedAt(sql: Sql, orderId: OrderId): Promise<Date | null> {
    const row = await sql.one<{ at: Date | null }>(
      `SELECT max(at) AS at FROM ordering.order_event WHERE order_id = $1 AND kind IN ('shipped', 'delivered')`,
      [orderId],
    );
    return row?.at ?? null;
  }
}
