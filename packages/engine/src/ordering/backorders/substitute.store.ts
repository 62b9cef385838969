import { Injectable } from '@nestjs/common';
import type { BrandId, ListingId, OrderId, OrderLineId, ProductId, VariantId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

/** What a line says of its goods; its price is not part of it. */
export interface LineGoods {
  readonly listingId: ListingId;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly grams: number;
}

/** What a brand would send instead of a variant, preferred first. */
export interface Substitutes {
  readonly variantId: VariantId;
  readonly substitutes: readonly VariantId[];
}

/** An offer that waits for the buyer's answer. */
export interface OpenOffer {
  readonly lineId: OrderLineId;
  readonly quantity: number;
  readonly sold: LineGoods;
  readonly offered: LineGoods;
  readonly until: Date;
}

const GOODS = `jsonb_build_object('listingId', l.listing_id, 'variantId', l.variant_id, 'productId', l.product_id, 'sku', l.sku,
  'title', l.title, 'variantTitle', l.variant_title, 'imageUrl', l.image_url, 'grams', l.grams)`;

/** The SQL of substitutes and of offers of them. */
@Injectable()
export class SubstituteStore {
  async ofBrand(sql: Sql, brandId: BrandId): Promise<Substitutes[]> {
    return await sql.rows(
      `SELECT variant_id AS "variantId", substitutes FROM ordering.substitute WHERE brand_id = $1 ORDER BY variant_id`,
      [brandId],
    );
  }

  async of(sql: Sql, variantIds: readonly VariantId[]): Promise<Map<VariantId, readonly VariantId[]>> {
    const rows = await sql.rows<Substitutes>(
      `SELECT variant_id AS "variantId", substitutes FROM ordering.substitute WHERE variant_id = ANY($1)`,
      [variantIds],
    );
    return new Map(rows.map((row) => [row.variantId, row.substitutes]));
  }

  /** An empty list forgets the variant. */
  async set(tx: Tx, brandId: BrandId, { variantId, substitutes }: Substitutes): Promise<void> {
    if (substitutes.length === 0) {
      await tx.rows(`DELETE FROM ordering.substitute WHERE variant_id = $1 AND brand_id = $2`, [variantId, brandId]);
      return;
    }
    await tx.rows(
      `INSERT INTO ordering.substitute (variant_id, brand_id, substitutes) VALUES ($1, $2, $3)
       ON CONFLICT (variant_id) DO UPDATE SET substitutes = excluded.substitutes, updated_at = now()`,
      [variantId, brandId, substitutes],
    );
  }

  async offer(tx: Tx, orderId: OrderId, lineId: OrderLineId, offered: LineGoods): Promise<void> {
    await tx.rows(
      `INSERT INTO ordering.substitute_offer (line_id, order_id, sold, offered)
       SELECT l.id, l.order_id, ${GOODS}, $3 FROM ordering.order_line l WHERE l.id = $1 AND l.order_id = $2
       ON CONFLICT (line_id) DO NOTHING`,
      [lineId, orderId, JSON.stringify(offered)],
    );
  }

  /** Offers of lines of which nothing has found a retailer since, and whose time is not over. The caller may hold the order. */
  async open(sql: Sql, orderId: OrderId): Promise<OpenOffer[]> {
    return await sql.rows(
      `SELECT s.line_id AS "lineId", l.quantity, s.sold, s.offered, b.until
         FROM ordering.substitute_offer s JOIN ordering.order_line l ON l.id = s.line_id JOIN ordering.backorder b USING (line_id)
        WHERE s.order_id = $1 AND s.state = 'offered' AND l.unrouted = l.quantity AND b.until > now() ORDER BY l.position`,
      [orderId],
    );
  }

  /** The line is about other goods from now on; what it was about stays with the offer. */
  async take(tx: Tx, { lineId, offered }: OpenOffer): Promise<void> {
    await tx.rows(
      `WITH goods AS (SELECT * FROM jsonb_to_record($2) AS g("listingId" text, "variantId" text, "productId" text, sku text,
                             title text, "variantTitle" text, "imageUrl" text, grams int)),
            taken AS (UPDATE ordering.substitute_offer SET state = 'taken', answered_at = now() WHERE line_id = $1),
            waits AS (UPDATE ordering.backorder SET variant_id = g."variantId" FROM goods g WHERE line_id = $1)
       UPDATE ordering.order_line l
          SET listing_id = g."listingId", variant_id = g."variantId", product_id = g."productId", sku = g.sku, title = g.title,
              variant_title = g."variantTitle", image_url = g."imageUrl", grams = g.grams
         FROM goods g WHERE l.id = $1`,
      [lineId, JSON.stringify(offered)],
    );
  }

  /** The line waits no longer. */
  async decline(tx: Tx, lineId: OrderLineId): Promise<void> {
    await tx.rows(
      `WITH declined AS (UPDATE ordering.substitute_offer SET state = 'declined', answered_at = now() WHERE line_id = $1)
       UPDATE ordering.backorder SET until = now(), retry_at = now() WHERE line_id = $1`,
      [lineId],
    );
  }
}
