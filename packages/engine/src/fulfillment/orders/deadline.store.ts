import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

/** What is due of a fulfillment order, all of it by the database's clock. */
export interface DueOrder {
  readonly isUnanswered: boolean;
  /** Nobody said whether it can still be canceled. */
  readonly isCancellationDue: boolean;
  readonly isAcknowledgementDue: boolean;
  readonly isToBeRecalled: boolean;
  /** 1 four hours before it has to leave, 2 when it should have left, 3 a day later; 0 before all that. */
  readonly shipStage: number;
  /** How many of these its retailer was written to about. */
  readonly shipAlerts: number;
}

/** It was accepted, and something of it has still to leave. */
const TO_SHIP = `f.state IN ('accepted', 'in_progress', 'partially_shipped')`;

const STAGE = `CASE WHEN NOT ${TO_SHIP} THEN 0 WHEN f.ship_by + interval '24 hours' <= now() THEN 3 WHEN f.ship_by <= now() THEN 2
  WHEN f.ship_by - interval '4 hours' <= now() THEN 1 ELSE 0 END`;

const UNANSWERED = `f.state = 'requested' AND f.accept_by <= now()`;
const CANCELLATION = `f.state = 'cancel_requested' AND f.answer_by <= now()`;
const ACKNOWLEDGEMENT = `f.state IN ('accepted', 'in_progress') AND f.acknowledge_by <= now()`;
const RECALL = `${TO_SHIP} AND f.auto_cancel_at <= now()`;
const ALERT = `${TO_SHIP} AND f.ship_by <= now() + interval '4 hours' AND f.ship_alerts < ${STAGE}`;
const DUE = `((${UNANSWERED}) OR (${CANCELLATION}) OR (${ACKNOWLEDGEMENT}) OR (${RECALL}) OR (${ALERT}))`;

/** The SQL of what the clock does to fulfillment orders. */
@Injectable()
export class DeadlineStore {
  /** The longest waiting first, without those. */
  async due(sql: Sql, limit: number, without: readonly FulfillmentOrderId[] = []): Promise<FulfillmentOrderId[]> {
    const rows = await sql.rows<{ id: FulfillmentOrderId }>(
      `SELECT f.id FROM fulfillment.fulfillment_order f WHERE f.id <> ALL($2) AND ${DUE}
        ORDER BY least(f.accept_by, f.ship_by) LIMIT $1`,
      [limit, without],
    );
    return rows.map((row) => row.id);
  }

  /** Whether something is due of it. */
  async isDue(sql: Sql, id: FulfillmentOrderId): Promise<boolean> {
    return (await sql.one(`SELECT 1 FROM fulfillment.fulfillment_order f WHERE f.id = $1 AND ${DUE}`, [id])) !== null;
  }

  /** The caller holds its row. */
  async of(tx: Tx, id: FulfillmentOrderId): Promise<DueOrder> {
    const row = await tx.one<DueOrder>(
      `SELECT ${UNANSWERED} AS "isUnanswered", coalesce(${CANCELLATION}, false) AS "isCancellationDue",
              coalesce(${ACKNOWLEDGEMENT}, false) AS "isAcknowledgementDue", coalesce(${RECALL}, false) AS "isToBeRecalled",
              ${STAGE} AS "shipStage", f.ship_alerts AS "shipAlerts"
         FROM fulfillment.fulfillment_order f WHERE f.id = $1`,
      [id],
    );
    return row!;
  }

  /** Its retailer was written to; from the second letter on it is late. */
  async alerted(tx: Tx, id: FulfillmentOrderId, stage: number): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.fulfillment_order
          SET ship_alerts = $2, late_at = CASE WHEN $2 >= 2 THEN coalesce(late_at, ship_by) ELSE late_at END WHERE id = $1`,
      [id, stage],
    );
  }
}
