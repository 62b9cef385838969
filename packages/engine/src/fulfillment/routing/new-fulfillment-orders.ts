import { Injectable } from '@nestjs/common';
import { deadlinesOf } from '@sidestall/fulfillment';
import { newId, type FulfillmentOrderId, type Id } from '@sidestall/kernel';
import type { UnroutedOrder } from '../../ordering/routable-orders.ts';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import type { RetailerRecord } from '../retailer.store.ts';

/** A retailer is asked for a part of an order. */
export interface NewRequest {
  readonly order: UnroutedOrder;
  readonly retailer: RetailerRecord;
  readonly routingDecisionId: Id<'rtd'>;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

type Times = Pick<FulfillmentOrderRecord, 'requestedAt' | 'version'>;

/** Writes new fulfillment orders down, however many in one statement. */
@Injectable()
export class NewFulfillmentOrders {
  /** In the order given. */
  async insert(tx: Tx, requests: readonly NewRequest[]): Promise<FulfillmentOrderRecord[]> {
    if (requests.length === 0) return [];
    const { now } = (await tx.one<{ now: Date }>('SELECT now() AS now'))!;
    const drafts = requests.map((request) => draftOf(request, now));
    const written = await tx.rows<Times & { id: FulfillmentOrderId }>(
      `WITH f AS (INSERT INTO fulfillment.fulfillment_order (id, order_id, order_number, retailer_id, routing_decision_id, state,
                         shipping_address, email, accept_by, ship_by, auto_cancel_at)
                  SELECT id, order_id, order_number, retailer_id, routing_decision_id, 'requested', shipping_address, email,
                         accept_by, ship_by, auto_cancel_at
                    FROM jsonb_to_recordset($1) AS r(id text, order_id text, order_number text, retailer_id text,
                         routing_decision_id text, shipping_address jsonb, email text, accept_by timestamptz,
                         ship_by timestamptz, auto_cancel_at timestamptz)
                  RETURNING id, requested_at, version),
            l AS (INSERT INTO fulfillment.fulfillment_order_line (id, fulfillment_order_id, position, order_line_id, variant_id, sku,
                         title, variant_title, brand_name, quantity, unit_price_minor, currency, grams)
                  SELECT id, fulfillment_order_id, position, order_line_id, variant_id, sku, title, variant_title, brand_name,
                         quantity, unit_price_minor, currency, grams
                    FROM jsonb_to_recordset($2) AS r(id text, fulfillment_order_id text, position int, order_line_id text,
                         variant_id text, sku text, title text, variant_title text, brand_name text, quantity int,
                         unit_price_minor bigint, currency text, grams int))
       SELECT id, requested_at AS "requestedAt", version FROM f`,
      [
        JSON.stringify(drafts.map((draft, index) => headRow(draft, requests[index]!))),
        JSON.stringify(drafts.flatMap(lineRows)),
      ],
    );
    const times = new Map(written.map(({ id, ...rest }) => [id, rest]));
    return drafts.map((draft) => ({ ...draft, ...times.get(draft.id)! }));
  }
}

type Draft = Omit<FulfillmentOrderRecord, keyof Times>;

function draftOf({ order, retailer, lines }: NewRequest, now: Date): Draft {
  return {
    ...deadlinesOf(retailer.terms, now),
    lateAt: null,
    answerBy: null,
    addressVersion: 1,
    acknowledgeBy: null,
    heldAt: null,
    resumeState: null,
    id: newId('ful'),
    orderId: order.orderId,
    orderNumber: order.number,
    retailerId: retailer.id,
    state: 'requested',
    shippingAddress: order.address,
    email: order.email,
    reason: null,
    shipments: [],
    lines: lines.map(({ lineId, quantity }) => {
      const line = order.lines.find((it) => it.lineId === lineId)!;
      return {
        lineId: newId('fln'),
        orderLineId: line.lineId,
        variantId: line.variantId,
        sku: line.sku,
        title: line.title,
        variantTitle: line.variantTitle,
        brandName: line.brandName,
        quantity,
        acceptedQuantity: 0,
        shippedQuantity: 0,
        unitPriceMinor: line.unitPrice.amount,
        currency: line.unitPrice.currency,
        grams: line.grams,
      };
    }),
  };
}

const headRow = (draft: Draft, { routingDecisionId }: NewRequest) => ({
  id: draft.id,
  order_id: draft.orderId,
  order_number: draft.orderNumber,
  retailer_id: draft.retailerId,
  routing_decision_id: routingDecisionId,
  shipping_address: draft.shippingAddress,
  email: draft.email,
  accept_by: draft.acceptBy,
  ship_by: draft.shipBy,
  auto_cancel_at: draft.autoCancelAt,
});

const lineRows = (draft: Draft) =>
  draft.lines.map((line, index) => ({
    id: line.lineId,
    fulfillment_order_id: draft.id,
    position: index + 1,
    order_line_id: line.orderLineId,
    variant_id: line.variantId,
    sku: line.sku,
    title: line.title,
    variant_title: line.variantTitle,
    brand_name: line.brandName,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor,
    currency: line.currency,
    grams: line.grams,
  }));
