import { Injectable } from '@nestjs/common';
import type { Address } from '@sidestall/contracts';
import {
  newId,
  type BrandId,
  type DropId,
  type ListingId,
  type OrderId,
  type OrderLineId,
  type ProductId,
  type QuoteId,
  type RetailerId,
  type StreamId,
  type VariantId,
} from '@sidestall/kernel';
import type { LineUnits, OrderState, PricedLine } from '@sidestall/ordering';
import { PaymentStore, type PaymentRow } from '../payments/payment.store.ts';
import type { Sql, Tx } from '../platform/database.ts';
import type { QuotedContent } from './quote.store.ts';

export interface OrderRow {
  readonly id: OrderId;
  readonly number: string;
  readonly quoteId: QuoteId;
  readonly state: OrderState;
  readonly version: number;
  readonly email: string;
  readonly shippingAddress: Address;
  readonly country: string;
  readonly currency: string;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly isTaxIncluded: boolean;
  readonly totalMinor: number;
  readonly streamId: StreamId | null;
  readonly placedAt: Date;
}

export interface OrderLineRow extends LineUnits {
  readonly id: OrderLineId;
  readonly listingId: ListingId;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly brandId: BrandId;
  readonly brandName: string;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly grams: number;
  readonly unitPriceMinor: number;
  /** What coupons take off the whole line. */
  readonly discountMinor: number;
  readonly dropId: DropId | null;
}

export interface NewOrder {
  readonly id: OrderId;
  readonly number: string;
  readonly quoteId: QuoteId;
  readonly email: string;
  readonly shippingAddress: Address;
  readonly content: QuotedContent;
  readonly streamId: StreamId | null;
  readonly marketingConsent: boolean;
}

/** How many units of a line move where. Only whole units move, and they always add up. */
export interface LineMove {
  readonly lineId: OrderLineId;
  /** Who took the units on, ships them or gives them up; told wherever `accepted` or `shipped` changes. */
  readonly retailer?: { readonly id: RetailerId; readonly name: string };
  readonly unrouted?: number;
  readonly requested?: number;
  readonly accepted?: number;
  readonly shipped?: number;
  readonly canceled?: number;
}

const ORDER = `id, number, quote_id AS "quoteId", state, version, email, shipping_address AS "shippingAddress", country, currency,
  subtotal_minor AS "subtotalMinor", discount_minor AS "discountMinor", shipping_minor AS "shippingMinor", tax_minor AS "taxMinor", is_tax_included AS "isTaxIncluded",
  total_minor AS "totalMinor", stream_id AS "streamId", placed_at AS "placedAt"`;
const LINE = `id, listing_id AS "listingId", variant_id AS "variantId", product_id AS "productId", brand_id AS "brandId",
  brand_name AS "brandName", sku, title, variant_title AS "variantTitle", image_url AS "imageUrl", grams,
  unit_price_minor AS "unitPriceMinor", discount_minor AS "discountMinor", drop_id AS "dropId", quantity, unrouted, requested, accepted, shipped, canceled`;

/** An order with all that was sold in it. */
export interface WholeOrder {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly content: QuotedContent;
}

/** An order as its page tells it; instants within lists are text. */
export interface OrderPage extends OrderRow {
  readonly lines: readonly OrderLineRow[];
  readonly story: readonly { readonly at: string; readonly kind: string; readonly text: string }[];
  readonly payment: Omit<PaymentRow, 'captureBefore'> | null;
  readonly hasPromiseReceipt: boolean;
}

function lineOf(line: PricedLine): OrderLineRow {
  const { quantity } = line;
  return {
    listingId: line.listingId,
    variantId: line.variantId,
    productId: line.productId,
    brandId: line.brandId,
    brandName: line.brandName,
    sku: line.sku,
    title: line.title,
    variantTitle: line.variantTitle,
    imageUrl: line.imageUrl,
    grams: line.grams,
    quantity,
    id: newId('oln'),
    unitPriceMinor: line.unitPrice.amount,
    discountMinor: line.discount.amount,
    dropId: line.drop?.id ?? null,
    unrouted: quantity,
    requested: 0,
    accepted: 0,
    shipped: 0,
    canceled: 0,
  };
}

function lineRows(order: NewOrder, lines: readonly OrderLineRow[]) {
  return lines.map((line, position) => ({
    id: line.id,
    order_id: order.id,
    position,
    listing_id: line.listingId,
    variant_id: line.variantId,
    product_id: line.productId,
    brand_id: line.brandId,
    brand_name: line.brandName,
    sku: line.sku,
    title: line.title,
    variant_title: line.variantTitle,
    image_url: line.imageUrl,
    grams: line.grams,
    unit_price_minor: line.unitPriceMinor,
    discount_minor: line.discountMinor,
    drop_id: line.dropId,
    quantity: line.quantity,
    unrouted: line.unrouted,
    requested: 0,
    accepted: 0,
    shipped: 0,
    canceled: 0,
  }));
}

function rowOf(order: NewOrder, placedAt: Date): OrderRow {
  const { totals, country } = order.content;
  return {
    id: order.id,
    number: order.number,
    quoteId: order.quoteId,
    state: 'pending_payment',
    version: 1,
    email: order.email,
    shippingAddress: order.shippingAddress,
    country,
    currency: totals.total.currency,
    subtotalMinor: totals.subtotal.amount,
    discountMinor: totals.discount.amount,
    shippingMinor: totals.shipping.amount,
    taxMinor: totals.tax.amount,
    isTaxIncluded: totals.isTaxIncluded,
    totalMinor: totals.total.amount,
    streamId: order.streamId,
    placedAt,
  };
}

/** The SQL of orders, their lines and their story. */
@Injectable()
export class OrderStore {
  find(sql: Sql, id: OrderId): Promise<OrderRow | null> {
    return sql.one(`SELECT ${ORDER} FROM ordering."order" WHERE id = $1`, [id]);
  }

  /** Whoever changes an order, its lines or its payment holds this row. */
  lock(tx: Tx, id: OrderId): Promise<OrderRow | null> {
    return tx.one(`SELECT ${ORDER} FROM ordering."order" WHERE id = $1 FOR UPDATE`, [id]);
  }

  lockByQuote(tx: Tx, quoteId: QuoteId): Promise<OrderRow | null> {
    return tx.one(`SELECT ${ORDER} FROM ordering."order" WHERE quote_id = $1 FOR UPDATE`, [quoteId]);
  }

  async isOlderThan(sql: Sql, id: OrderId, seconds: number): Promise<boolean> {
    const row = await sql.one(
      `SELECT 1 FROM ordering."order" WHERE id = $1 AND placed_at < now() - make_interval(secs => $2)`,
      [id, seconds],
    );
    return row !== null;
  }

  lines(sql: Sql, id: OrderId): Promise<OrderLineRow[]> {
    return sql.rows(`SELECT ${LINE} FROM ordering.order_line WHERE order_id = $1 ORDER BY position`, [id]);
  }

  /** Everything of orders that is told at every step, in one look; those that are not there are left out. */
  pages(sql: Sql, ids: readonly OrderId[]): Promise<OrderPage[]> {
    return sql.rows(
      `SELECT ${ORDER},
              (SELECT json_agg(l ORDER BY l.position) FROM (
                SELECT ${LINE}, position FROM ordering.order_line WHERE order_id = o.id) l) AS lines,
              (SELECT coalesce(json_agg(e ORDER BY e.id), '[]') FROM (
                SELECT id, at, kind, text FROM ordering.order_event WHERE order_id = o.id) e) AS story,
              ${PaymentStore.jsonOf('o.id')} AS payment,
              EXISTS (SELECT 1 FROM ordering.promise_receipt r WHERE r.order_id = o.id) AS "hasPromiseReceipt"
         FROM ordering."order" o WHERE id = ANY ($1)`,
      [ids],
    );
  }

  story(sql: Sql, id: OrderId): Promise<{ at: Date; kind: string; text: string }[]> {
    return sql.rows(`SELECT at, kind, text FROM ordering.order_event WHERE order_id = $1 ORDER BY id`, [id]);
  }

  /** Orders with their lines and the quotes they were placed against, their rows locked one after the other. */
  async lockWhole(tx: Tx, ids: readonly OrderId[]): Promise<WholeOrder[]> {
    const rows = await tx.rows<
      Omit<OrderRow, 'placedAt'> & { placedAt: Date; lines: OrderLineRow[]; content: QuotedContent }
    >(
      `SELECT ${ORDER},
              (SELECT json_agg(l ORDER BY l.position) FROM (
                SELECT ${LINE}, position FROM ordering.order_line WHERE order_id = o.id) l) AS lines,
              (SELECT q.content FROM ordering.quote q WHERE q.id = o.quote_id) AS content
         FROM ordering."order" o WHERE o.id = ANY ($1) ORDER BY o.id FOR UPDATE OF o`,
      [ids],
    );
    return rows.map(({ lines, content, ...order }) => ({ order, lines, content }));
  }

  /** Writes new orders with their lines and answers them; those whose quote was placed before are left out. */
  async insert(tx: Tx, orders: readonly NewOrder[]): Promise<WholeOrder[]> {
    const lines = orders.map(({ content }) => content.lines.map(lineOf));
    const rows = orders.map(({ content: { totals, country }, ...order }) => ({
      id: order.id,
      number: order.number,
      quote_id: order.quoteId,
      email: order.email,
      shipping_address: order.shippingAddress,
      country,
      currency: totals.total.currency,
      subtotal_minor: totals.subtotal.amount,
      discount_minor: totals.discount.amount,
      shipping_minor: totals.shipping.amount,
      tax_minor: totals.tax.amount,
      is_tax_included: totals.isTaxIncluded,
      total_minor: totals.total.amount,
      stream_id: order.streamId,
      marketing_consent: order.marketingConsent,
    }));
    const written = await tx.rows<{ id: OrderId; placedAt: Date }>(
      `WITH o AS (INSERT INTO ordering."order" (id, number, quote_id, state, email, shipping_address, country, currency,
                         subtotal_minor, discount_minor, shipping_minor, tax_minor, is_tax_included, total_minor, stream_id, marketing_consent)
                  SELECT id, number, quote_id, 'pending_payment', email, shipping_address, country, currency,
                         subtotal_minor, discount_minor, shipping_minor, tax_minor, is_tax_included, total_minor, stream_id, marketing_consent
                    FROM jsonb_to_recordset($1) AS r(id text, number text, quote_id text, email text, shipping_address jsonb,
                         country text, currency text, subtotal_minor bigint, discount_minor bigint, shipping_minor bigint,
                         tax_minor bigint, is_tax_included boolean, total_minor bigint, stream_id text, marketing_consent boolean)
                  ON CONFLICT (quote_id) DO NOTHING RETURNING id, placed_at),
            l AS (INSERT INTO ordering.order_line
                  SELECT (jsonb_populate_record(NULL::ordering.order_line, line)).* FROM jsonb_array_elements($2) AS line
                   WHERE line->>'order_id' IN (SELECT id FROM o)),
            e AS (INSERT INTO ordering.order_event (order_id, kind, text) SELECT id, 'placed', 'Order placed' FROM o)
       SELECT id, placed_at AS "placedAt" FROM o`,
      [JSON.stringify(rows), JSON.stringify(orders.flatMap((order, index) => lineRows(order, lines[index]!)))],
    );
    return orders.flatMap((order, index) => {
      const row = written.find(({ id }) => id === order.id);
      return row ? [{ order: rowOf(order, row.placedAt), lines: lines[index]!, content: order.content }] : [];
    });
  }

  /**
   * The payments of orders were approved. Only those that wait for it change; they are locked from here on. Answers which
   * these are, and the database's time.
   */
  async approve(
    tx: Tx,
    ids: readonly OrderId[],
    text: string,
  ): Promise<{ readonly ids: Set<OrderId>; readonly now: Date }> {
    const row = await tx.one<{ ids: OrderId[]; now: Date }>(
      `WITH waiting AS (SELECT id FROM ordering."order" WHERE id = ANY ($1) AND state = 'pending_payment' ORDER BY id FOR UPDATE),
            o AS (UPDATE ordering."order" w SET state = 'authorized', version = version + 1 FROM waiting WHERE w.id = waiting.id
                  RETURNING w.id),
            e AS (INSERT INTO ordering.order_event (order_id, kind, text) SELECT id, 'authorized', $2 FROM o)
       SELECT coalesce((SELECT array_agg(id) FROM o), '{}') AS ids, now() AS now`,
      [ids, text],
    );
    return { ids: new Set(row!.ids), now: row!.now };
  }

  async setState(tx: Tx, id: OrderId, state: OrderState): Promise<void> {
    await tx.rows(`UPDATE ordering."order" SET state = $2, version = version + 1 WHERE id = $1`, [id, state]);
  }

  /** Where it goes and who is told, as given with a new try; only while nothing is paid. */
  async redirect(
    tx: Tx,
    id: OrderId,
    to: Pick<NewOrder, 'email' | 'shippingAddress' | 'marketingConsent'>,
  ): Promise<void> {
    await tx.rows(
      `UPDATE ordering."order" SET email = $2, shipping_address = $3, marketing_consent = $4, version = version + 1 WHERE id = $1`,
      [id, to.email, JSON.stringify(to.shippingAddress), to.marketingConsent],
    );
  }

  async bump(tx: Tx, id: OrderId): Promise<void> {
    await tx.rows(`UPDATE ordering."order" SET version = version + 1 WHERE id = $1`, [id]);
  }

  async moveUnits(tx: Tx, id: OrderId, moves: readonly LineMove[]): Promise<void> {
    await tx.rows(
      `UPDATE ordering.order_line l
          SET unrouted = l.unrouted + coalesce(m.unrouted, 0), requested = l.requested + coalesce(m.requested, 0),
              accepted = l.accepted + coalesce(m.accepted, 0), shipped = l.shipped + coalesce(m.shipped, 0),
              canceled = l.canceled + coalesce(m.canceled, 0)
         FROM jsonb_to_recordset($2) AS m("lineId" text, unrouted int, requested int, accepted int, shipped int, canceled int)
        WHERE l.order_id = $1 AND l.id = m."lineId"`,
      [id, JSON.stringify(moves)],
    );
  }

  async tell(tx: Tx, id: OrderId, kind: string, text: string): Promise<void> {
    await tx.rows(`INSERT INTO ordering.order_event (order_id, kind, text) VALUES ($1, $2, $3)`, [id, kind, text]);
  }
}
