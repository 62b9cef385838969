import { Injectable } from '@nestjs/common';
import type { Address } from '@sidestall/contracts';
import { canBeForced, canMove, type FulfillmentOrderState, type PostponedDeadlines } from '@sidestall/fulfillment';
import type { FulfillmentOrderId, OrderId, RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import { BY_ITSELF, type Actor } from './orders/actor.ts';
import type {
  FulfillmentOrderLineRecord,
  FulfillmentOrderRecord,
  ParcelLabel,
  ShipmentRecord,
} from './fulfillment-order.ts';

const COLUMNS = `f.id, f.order_id AS "orderId", f.order_number AS "orderNumber", f.retailer_id AS "retailerId", f.state,
  f.version, f.shipping_address AS "shippingAddress", f.email, f.requested_at AS "requestedAt", f.accept_by AS "acceptBy",
  f.ship_by AS "shipBy", f.late_at AS "lateAt", f.auto_cancel_at AS "autoCancelAt", f.answer_by AS "answerBy",
  f.address_version AS "addressVersion", f.acknowledge_by AS "acknowledgeBy", f.held_at AS "heldAt",
  f.resume_state AS "resumeState", f.reason`;

/** What becomes of a parcel after its label. */
const PARCEL = `shipped_at AS "shippedAt", state, delivered_at AS "deliveredAt", is_presumed_delivered AS "isPresumedDelivered",
  failure_note AS "failureNote", remedy, due_at AS "dueAt", replaces_id AS "replacesId"`;

type Head = Omit<FulfillmentOrderRecord, 'lines' | 'shipments'>;
type OwnedLine = FulfillmentOrderLineRecord & { ownerId: FulfillmentOrderId };
type OwnedShipment = ShipmentRecord & { ownerId: FulfillmentOrderId };

export interface ListFilter {
  readonly state?: FulfillmentOrderState;
  /** Only those older than this one. */
  readonly before?: string;
  readonly limit: number;
}

/** Why a fulfillment order moves, and by whose hand; a deadline or a carrier needs no name. */
export interface MoveReason {
  readonly reason?: string;
  readonly note?: string;
  readonly by?: Actor;
  /** An operator hands over what was over. */
  readonly isForced?: boolean;
}

/** The SQL of fulfillment orders with their lines and parcels. */
@Injectable()
export class FulfillmentOrderStore {
  /** One of this retailer's, held against change until the transaction ends; somebody else's is not found. */
  async lock(tx: Tx, id: FulfillmentOrderId, retailerId?: RetailerId): Promise<FulfillmentOrderRecord | null> {
    const head = await tx.one<Head>(
      `SELECT ${COLUMNS} FROM fulfillment.fulfillment_order f
        WHERE f.id = $1 AND ($2::text IS NULL OR f.retailer_id = $2) FOR UPDATE`,
      [id, retailerId ?? null],
    );
    return head && (await this.#fill(tx, [head]))[0]!;
  }

  /** As with `lock`, one of somebody else's is not found. */
  async find(sql: Sql, id: FulfillmentOrderId, retailerId?: RetailerId): Promise<FulfillmentOrderRecord | null> {
    const head = await sql.one<Head>(
      `SELECT ${COLUMNS} FROM fulfillment.fulfillment_order f
        WHERE f.id = $1 AND ($2::text IS NULL OR f.retailer_id = $2)`,
      [id, retailerId ?? null],
    );
    return head && (await this.#fill(sql, [head]))[0]!;
  }

  /** The newest first. */
  async list(sql: Sql, retailerId: RetailerId, filter: ListFilter): Promise<FulfillmentOrderRecord[]> {
    const heads = await sql.rows<Head>(
      `SELECT ${COLUMNS} FROM fulfillment.fulfillment_order f
        WHERE f.retailer_id = $1 AND ($2::text IS NULL OR f.state = $2) AND ($3::text IS NULL OR f.id < $3)
        ORDER BY f.id DESC LIMIT $4`,
      [retailerId, filter.state ?? null, filter.before ?? null, filter.limit],
    );
    return await this.#fill(sql, heads);
  }

  /** All of one order, the oldest first. */
  async ofOrder(sql: Sql, orderId: OrderId): Promise<FulfillmentOrderRecord[]> {
    const heads = await sql.rows<Head>(
      `SELECT ${COLUMNS} FROM fulfillment.fulfillment_order f WHERE f.order_id = $1 ORDER BY f.id`,
      [orderId],
    );
    return await this.#fill(sql, heads);
  }

  /**
   * Moves it on, if it still is what the caller saw; false when somebody was quicker. A move the state table does not know
   * is a bug.
   */
  async move(
    tx: Tx,
    order: FulfillmentOrderRecord,
    to: FulfillmentOrderState,
    { by = BY_ITSELF, ...answer }: MoveReason = {},
  ): Promise<boolean> {
    const isAllowed = canMove(order.state, to) || (answer.isForced && to === 'accepted' && canBeForced(order.state));
    if (!isAllowed) throw new Error(`A fulfillment order does not go from ${order.state} to ${to}`);
    // A question whether it can still be canceled stays open over a hold, with its deadline.
    const isQuestionKept = [order.state, to].includes('on_hold') && [order.state, to].includes('cancel_requested');
    const moved = await tx.rows(
      `WITH moved AS (
         UPDATE fulfillment.fulfillment_order
            SET state = $4, version = version + 1, reason = coalesce($5, reason), note = coalesce($6, note),
                answered_at = CASE WHEN $4 IN ('on_hold', 'requested') THEN answered_at ELSE coalesce(answered_at, now()) END,
                resume_state = CASE WHEN $4 = 'cancel_requested' AND $7 THEN wished_in
                                    WHEN $4 IN ('on_hold', 'cancel_requested') THEN $2 END,
                wished_in = CASE WHEN $7 THEN wished_in WHEN $4 = 'cancel_requested' THEN $2 END,
                held_at = CASE WHEN $4 = 'on_hold' THEN now() END, answer_by = CASE WHEN $7 THEN answer_by END
          WHERE id = $1 AND state = $2 AND version = $3 RETURNING id, version)
       INSERT INTO fulfillment.fulfillment_order_event
              (fulfillment_order_id, kind, version, from_state, to_state, actor_kind, actor_id, reason)
       SELECT id, 'moved', version, $2, $4, $8, $9, nullif(concat_ws(': ', $5, $6), '') FROM moved RETURNING id`,
      [
        order.id,
        order.state,
        order.version,
        to,
        answer.reason ?? null,
        answer.note ?? null,
        isQuestionKept,
        by.kind,
        by.id,
      ],
    );
    return moved.length === 1;
  }

  /** Until when its retailer may say whether it can still be canceled. */
  async setAnswerBy(tx: Tx, id: FulfillmentOrderId, answerBy: Date): Promise<void> {
    await tx.rows(`UPDATE fulfillment.fulfillment_order SET answer_by = $2 WHERE id = $1`, [id, answerBy]);
  }

  /** Whoever has accepted it has to say by then that it knows the new one. */
  async setAddress(tx: Tx, id: FulfillmentOrderId, address: Address, acknowledgeBy: Date | null): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.fulfillment_order
          SET shipping_address = $2, address_version = address_version + 1, version = version + 1, acknowledge_by = $3
        WHERE id = $1`,
      [id, JSON.stringify(address), acknowledgeBy],
    );
  }

  /** It is held already, and for another reason from now on. */
  async holdFor(tx: Tx, id: FulfillmentOrderId, reason: string): Promise<void> {
    await tx.rows(`UPDATE fulfillment.fulfillment_order SET reason = $2 WHERE id = $1 AND state = 'on_hold'`, [
      id,
      reason,
    ]);
  }

  async acknowledge(tx: Tx, id: FulfillmentOrderId): Promise<void> {
    await tx.rows(`UPDATE fulfillment.fulfillment_order SET acknowledge_by = NULL WHERE id = $1`, [id]);
  }

  /** Moves every deadline of a held one by as long as it was held, and then to where its retailer works. */
  async postpone(
    tx: Tx,
    id: FulfillmentOrderId,
    toWork: (deadlines: PostponedDeadlines) => PostponedDeadlines,
  ): Promise<void> {
    const later = await tx.one<PostponedDeadlines>(
      `SELECT accept_by + (now() - held_at) AS "acceptBy", ship_by + (now() - held_at) AS "shipBy",
              auto_cancel_at + (now() - held_at) AS "autoCancelAt", answer_by + (now() - held_at) AS "answerBy"
         FROM fulfillment.fulfillment_order WHERE id = $1 AND held_at IS NOT NULL`,
      [id],
    );
    if (!later) return;
    const { acceptBy, shipBy, autoCancelAt, answerBy } = toWork(later);
    await tx.rows(
      `UPDATE fulfillment.fulfillment_order
          SET accept_by = $2, ship_by = $3, auto_cancel_at = $4, answer_by = $5,
              acknowledge_by = acknowledge_by + (now() - held_at),
              late_at = CASE WHEN $3 <= now() THEN late_at END
        WHERE id = $1`,
      [id, acceptBy, shipBy, autoCancelAt, answerBy],
    );
  }

  /** What can never be recalled is not looked at again; why stands in its story. */
  letRecallGo(tx: Tx, id: FulfillmentOrderId, reason: string): Promise<void> {
    return this.#letGo(tx, id, 'auto_cancel_at', 'recalled', reason);
  }

  /** Nobody waits any more for a word whether it can still be canceled; why stands in its story. */
  letQuestionGo(tx: Tx, id: FulfillmentOrderId, reason: string): Promise<void> {
    return this.#letGo(tx, id, 'answer_by', 'canceled', reason);
  }

  async #letGo(
    tx: Tx,
    id: FulfillmentOrderId,
    deadline: 'auto_cancel_at' | 'answer_by',
    to: FulfillmentOrderState,
    reason: string,
  ): Promise<void> {
    await tx.rows(
      `WITH gone AS (UPDATE fulfillment.fulfillment_order SET ${deadline} = NULL WHERE id = $1 RETURNING id, version, state)
       INSERT INTO fulfillment.fulfillment_order_event
              (fulfillment_order_id, kind, version, from_state, to_state, actor_kind, reason)
       SELECT id, 'noted', version, state, $2, 'system', $3 FROM gone`,
      [id, to, reason],
    );
  }

  async setAccepted(tx: Tx, lines: readonly { lineId: string; accepted: number }[]): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.fulfillment_order_line l SET accepted = a.accepted
         FROM unnest($1::text[], $2::int[]) AS a(id, accepted) WHERE l.id = a.id`,
      [lines.map((line) => line.lineId), lines.map((line) => line.accepted)],
    );
  }

  async addShipment(
    tx: Tx,
    orderId: FulfillmentOrderId,
    shipment: ParcelLabel & Pick<ShipmentRecord, 'lines'>,
  ): Promise<ShipmentRecord> {
    const row = await tx.one<Omit<ShipmentRecord, keyof ParcelLabel | 'lines'>>(
      `INSERT INTO fulfillment.shipment (id, fulfillment_order_id, carrier, tracking_number, tracking_key, tracking_url)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${PARCEL}`,
      [shipment.id, orderId, shipment.carrier, shipment.trackingNumber, shipment.trackingKey, shipment.trackingUrl],
    );
    const values = [shipment.lines.map((line) => line.lineId), shipment.lines.map((line) => line.quantity)];
    await tx.rows(
      `INSERT INTO fulfillment.shipment_line (shipment_id, line_id, quantity)
       SELECT $3, l.id, l.quantity FROM unnest($1::text[], $2::int[]) AS l(id, quantity)`,
      [...values, shipment.id],
    );
    await tx.rows(
      `UPDATE fulfillment.fulfillment_order_line l SET shipped = l.shipped + s.quantity
         FROM unnest($1::text[], $2::int[]) AS s(id, quantity) WHERE l.id = s.id`,
      values,
    );
    return { ...shipment, ...row! };
  }

  async #fill(sql: Sql, heads: readonly Head[]): Promise<FulfillmentOrderRecord[]> {
    if (heads.length === 0) return [];
    const ids = heads.map((head) => head.id);
    const lines = await sql.rows<OwnedLine>(
      `SELECT fulfillment_order_id AS "ownerId", id AS "lineId", order_line_id AS "orderLineId", variant_id AS "variantId",
              sku, title, variant_title AS "variantTitle", brand_name AS "brandName", quantity,
              accepted AS "acceptedQuantity", shipped AS "shippedQuantity", unit_price_minor AS "unitPriceMinor", currency, grams
         FROM fulfillment.fulfillment_order_line WHERE fulfillment_order_id = ANY($1) ORDER BY position`,
      [ids],
    );
    const shipments = await sql.rows<OwnedShipment>(
      `SELECT s.fulfillment_order_id AS "ownerId", s.id, s.carrier, s.tracking_number AS "trackingNumber",
              s.tracking_key AS "trackingKey", s.tracking_url AS "trackingUrl", ${PARCEL},
              (SELECT jsonb_agg(jsonb_build_object('lineId', l.line_id, 'quantity', l.quantity) ORDER BY l.line_id)
                 FROM fulfillment.shipment_line l WHERE l.shipment_id = s.id) AS lines
         FROM fulfillment.shipment s WHERE s.fulfillment_order_id = ANY($1) ORDER BY s.shipped_at, s.id`,
      [ids],
    );
    return heads.map((head) => ({
      ...head,
      lines: lines.filter((line) => line.ownerId === head.id).map(({ ownerId: _, ...line }) => line),
      shipments: shipments.filter((it) => it.ownerId === head.id).map(({ ownerId: _, ...it }) => it),
    }));
  }
}
