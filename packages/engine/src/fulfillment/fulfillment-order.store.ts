import { Injectable } from '@nestjs/common';
import { canMove, type FulfillmentOrderState, type RoutingExclusion } from '@sidestall/fulfillment';
import { type FulfillmentOrderId, type Id, type OrderId, type RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import type { FulfillmentOrderLineRecord, FulfillmentOrderRecord, ShipmentRecord } from './fulfillment-order.ts';

const COLUMNS = `f.id, f.order_id AS "orderId", f.order_number AS "orderNumber", f.retailer_id AS "retailerId", f.state,
  f.version, f.shipping_address AS "shippingAddress", f.email, f.requested_at AS "requestedAt", f.accept_by AS "acceptBy",
  f.ship_by AS "shipBy", f.reason`;

type Head = Omit<FulfillmentOrderRecord, 'lines' | 'shipments'>;
type OwnedLine = FulfillmentOrderLineRecord & { ownerId: FulfillmentOrderId };
type OwnedShipment = ShipmentRecord & { ownerId: FulfillmentOrderId };

export interface NewFulfillmentOrder {
  readonly id: FulfillmentOrderId;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly retailerId: RetailerId;
  readonly routingDecisionId: Id<'rtd'>;
  readonly shippingAddress: unknown;
  readonly email: string;
  readonly acceptWithinSeconds: number;
  readonly shipWithinSeconds: number;
  readonly lines: readonly Omit<FulfillmentOrderLineRecord, 'acceptedQuantity' | 'shippedQuantity'>[];
}

export interface ListFilter {
  readonly state?: FulfillmentOrderState;
  /** Only those older than this one. */
  readonly before?: string;
  readonly limit: number;
}

/** The SQL of fulfillment orders with their lines and parcels. */
@Injectable()
export class FulfillmentOrderStore {
  async insert(tx: Tx, order: NewFulfillmentOrder): Promise<void> {
    await tx.rows(
      `INSERT INTO fulfillment.fulfillment_order (id, order_id, order_number, retailer_id, routing_decision_id, state,
              shipping_address, email, accept_by, ship_by)
       VALUES ($1, $2, $3, $4, $5, 'requested', $6, $7, now() + make_interval(secs => $8), now() + make_interval(secs => $9))`,
      [
        order.id,
        order.orderId,
        order.orderNumber,
        order.retailerId,
        order.routingDecisionId,
        JSON.stringify(order.shippingAddress),
        order.email,
        order.acceptWithinSeconds,
        order.shipWithinSeconds,
      ],
    );
    const of = <K extends keyof NewFulfillmentOrder['lines'][number]>(key: K) => order.lines.map((line) => line[key]);
    await tx.rows(
      `INSERT INTO fulfillment.fulfillment_order_line (id, fulfillment_order_id, position, order_line_id, variant_id, sku,
              title, variant_title, brand_name, quantity, unit_price_minor, currency, grams)
       SELECT l.id, $1, l.position, l.order_line_id, l.variant_id, l.sku, l.title, l.variant_title, l.brand_name, l.quantity,
              l.unit_price_minor, l.currency, l.grams
         FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[],
                     $10::bigint[], $11::text[], $12::int[]) WITH ORDINALITY
           AS l(id, order_line_id, variant_id, sku, title, variant_title, brand_name, quantity, unit_price_minor, currency, grams, position)`,
      [
        order.id,
        of('lineId'),
        of('orderLineId'),
        of('variantId'),
        of('sku'),
        of('title'),
        of('variantTitle'),
        of('brandName'),
        of('quantity'),
        of('unitPriceMinor'),
        of('currency'),
        of('grams'),
      ],
    );
  }

  /** One of this retailer's, held against change until the transaction ends; somebody else's is not found. */
  async lock(tx: Tx, id: FulfillmentOrderId, retailerId?: RetailerId): Promise<FulfillmentOrderRecord | null> {
    const head = await tx.one<Head>(
      `SELECT ${COLUMNS} FROM fulfillment.fulfillment_order f
        WHERE f.id = $1 AND ($2::text IS NULL OR f.retailer_id = $2) FOR UPDATE`,
      [id, retailerId ?? null],
    );
    return head && (await this.#fill(tx, [head]))[0]!;
  }

  async find(sql: Sql, id: FulfillmentOrderId, retailerId: RetailerId): Promise<FulfillmentOrderRecord | null> {
    const head = await sql.one<Head>(
      `SELECT ${COLUMNS} FROM fulfillment.fulfillment_order f WHERE f.id = $1 AND f.retailer_id = $2`,
      [id, retailerId],
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
    answer: { readonly reason?: string; readonly note?: string } = {},
  ): Promise<boolean> {
    if (!canMove(order.state, to)) throw new Error(`A fulfillment order does not go from ${order.state} to ${to}`);
    const moved = await tx.rows(
      `UPDATE fulfillment.fulfillment_order
          SET state = $4, version = version + 1, answered_at = coalesce(answered_at, now()),
              reason = coalesce($5, reason), note = coalesce($6, note)
        WHERE id = $1 AND state = $2 AND version = $3 RETURNING id`,
      [order.id, order.state, order.version, to, answer.reason ?? null, answer.note ?? null],
    );
    return moved.length === 1;
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
    shipment: Omit<ShipmentRecord, 'shippedAt'>,
  ): Promise<ShipmentRecord> {
    const row = await tx.one<{ shippedAt: Date }>(
      `INSERT INTO fulfillment.shipment (id, fulfillment_order_id, carrier, tracking_number, tracking_key, tracking_url)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING shipped_at AS "shippedAt"`,
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
    return { ...shipment, shippedAt: row!.shippedAt };
  }

  /** Who must not be asked again for this order: whoever refused or stayed silent, for what they were asked. */
  async exclusions(sql: Sql, orderId: OrderId): Promise<RoutingExclusion[]> {
    return await sql.rows<RoutingExclusion>(
      `SELECT DISTINCT f.retailer_id AS "retailerId",
              CASE WHEN f.state IN ('expired', 'unreachable')
                     OR f.reason IN ('undeliverable_destination', 'incorrect_address', 'capacity') THEN NULL
                   ELSE l.variant_id END AS "variantId"
         FROM fulfillment.fulfillment_order f JOIN fulfillment.fulfillment_order_line l ON l.fulfillment_order_id = f.id
        WHERE f.order_id = $1
          AND (f.state IN ('rejected', 'expired', 'unreachable') OR (f.state <> 'requested' AND l.accepted < l.quantity))
        ORDER BY 1, 2`,
      [orderId],
    );
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
              s.tracking_key AS "trackingKey", s.tracking_url AS "trackingUrl", s.shipped_at AS "shippedAt",
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
