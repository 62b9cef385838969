import { Injectable } from '@nestjs/common';
import type { ParcelNewsKind, ParcelRemedy, ShipmentState } from '@sidestall/fulfillment';
import {
  newId,
  type FulfillmentOrderId,
  type Id,
  type OrderId,
  type RefundId,
  type RetailerId,
  type ShipmentId,
} from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';
import type { ParcelLabel, ShipmentRecord } from '../fulfillment-order.ts';

/** Who sent a parcel, and for which order. */
export interface ParcelOwner {
  readonly fulfillmentOrderId: FulfillmentOrderId;
  readonly orderId: OrderId;
  readonly retailerId: RetailerId;
}

/** What somebody said of a parcel and what is kept of it. */
export interface ParcelNewsRow {
  readonly id: Id<'pev'>;
  readonly kind: ParcelNewsKind;
  readonly at: Date;
  readonly note: string | null;
}

/** What changes of a parcel that moves on; nothing else of its fate is kept. */
export interface ParcelMove {
  readonly state: ShipmentState;
  readonly at: Date;
  readonly isPresumed?: boolean;
  readonly note?: string | null;
  /** Days until something happens by itself; null when nothing will. */
  readonly dueInDays: number | null;
}

/** The SQL of parcels after they left. Whoever changes one holds its fulfillment order's row. */
@Injectable()
export class ParcelStore {
  async ownerOf(sql: Sql, shipmentId: ShipmentId): Promise<ParcelOwner | null> {
    return await sql.one<ParcelOwner>(
      `SELECT f.id AS "fulfillmentOrderId", f.order_id AS "orderId", f.retailer_id AS "retailerId"
         FROM fulfillment.shipment s JOIN fulfillment.fulfillment_order f ON f.id = s.fulfillment_order_id WHERE s.id = $1`,
      [shipmentId],
    );
  }

  /** Keeps what was said, whatever comes of it; the same said again is kept once. Nothing has happened in the future. */
  async keepNews(
    tx: Tx,
    orderId: FulfillmentOrderId,
    trackingKey: string,
    news: { readonly kind: ParcelNewsKind; readonly at?: Date; readonly note?: string | null },
  ): Promise<ParcelNewsRow> {
    const row = await tx.one<ParcelNewsRow>(
      `INSERT INTO fulfillment.parcel_event (id, fulfillment_order_id, tracking_key, kind, at, note)
       VALUES ($1, $2, $3, $4, least(coalesce($5::timestamptz, now()), now()), $6)
       ON CONFLICT (fulfillment_order_id, tracking_key, kind, at) DO UPDATE SET note = coalesce(parcel_event.note, excluded.note)
       RETURNING id, kind, at, note`,
      [newId('pev'), orderId, trackingKey, news.kind, news.at ?? null, news.note ?? null],
    );
    return row!;
  }

  /** What was said before the parcel was known, the oldest first. */
  async earlyNews(tx: Tx, orderId: FulfillmentOrderId, trackingKey: string): Promise<ParcelNewsRow[]> {
    return await tx.rows<ParcelNewsRow>(
      `SELECT id, kind, at, note FROM fulfillment.parcel_event
        WHERE fulfillment_order_id = $1 AND tracking_key = $2 AND applied_at IS NULL ORDER BY at, id`,
      [orderId, trackingKey],
    );
  }

  async markApplied(tx: Tx, newsId: Id<'pev'>): Promise<void> {
    await tx.rows(`UPDATE fulfillment.parcel_event SET applied_at = coalesce(applied_at, now()) WHERE id = $1`, [
      newsId,
    ]);
  }

  /** The carrier has seen it: it counts as delivered later, if nobody says otherwise. */
  async scanned(tx: Tx, id: ShipmentId, at: Date, days: number): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.shipment
          SET first_scan_at = least(first_scan_at, $2), last_scan_at = greatest(last_scan_at, $2),
              due_at = CASE WHEN state = 'in_transit' THEN greatest(due_at, $2::timestamptz + make_interval(days => $3)) ELSE due_at END
        WHERE id = $1`,
      [id, at, days],
    );
  }

  async move(tx: Tx, id: ShipmentId, move: ParcelMove): Promise<void> {
    const isDelivered = move.state === 'delivered';
    await tx.rows(
      `UPDATE fulfillment.shipment
          SET state = $2, delivered_at = CASE WHEN $4 THEN $3::timestamptz END, is_presumed_delivered = $5,
              failed_at = CASE WHEN $4 THEN NULL ELSE $3::timestamptz END, failure_note = $6, remedy = NULL,
              due_at = now() + make_interval(days => $7)
        WHERE id = $1`,
      [id, move.state, move.at, isDelivered, move.isPresumed ?? false, move.note ?? null, move.dueInDays],
    );
  }

  /** Says what is done about a parcel that did not arrive; `seconds` until that must have happened. */
  async remedy(
    tx: Tx,
    id: ShipmentId,
    remedy: ParcelRemedy,
    more: { readonly seconds?: number; readonly refundId?: RefundId | null } = {},
  ): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.shipment SET remedy = $2, due_at = now() + make_interval(secs => $3), refund_id = coalesce($4, refund_id)
        WHERE id = $1`,
      [id, remedy, more.seconds ?? null, more.refundId ?? null],
    );
  }

  /** Leaves what is due for later. */
  async postpone(tx: Tx, id: ShipmentId, seconds: number): Promise<void> {
    await tx.rows(`UPDATE fulfillment.shipment SET due_at = now() + make_interval(secs => $2) WHERE id = $1`, [
      id,
      seconds,
    ]);
  }

  /** A parcel with the same things once more. The units have left before: no line counts them again. */
  async addReplacement(
    tx: Tx,
    orderId: FulfillmentOrderId,
    label: ParcelLabel,
    replaced: ShipmentRecord,
  ): Promise<void> {
    await tx.rows(
      `WITH parcel AS (INSERT INTO fulfillment.shipment (id, fulfillment_order_id, carrier, tracking_number, tracking_key, tracking_url, replaces_id)
                       VALUES ($1, $2, $3, $4, $5, $6, $7))
       INSERT INTO fulfillment.shipment_line (shipment_id, line_id, quantity)
       SELECT $1, line_id, quantity FROM fulfillment.shipment_line WHERE shipment_id = $7`,
      [label.id, orderId, label.carrier, label.trackingNumber, label.trackingKey, label.trackingUrl, replaced.id],
    );
  }

  /** Parcels for which something is due, the longest waiting first. */
  async due(sql: Sql, limit: number): Promise<ShipmentId[]> {
    const rows = await sql.rows<{ id: ShipmentId }>(
      `SELECT id FROM fulfillment.shipment WHERE due_at <= now() ORDER BY due_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }
}
