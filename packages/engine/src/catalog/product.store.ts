import { Injectable } from '@nestjs/common';
import type { BrandId, ListingId, ProductId, VariantId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

export interface KnownProduct {
  readonly id: ProductId;
  readonly brandId: BrandId;
  readonly handle: string;
  readonly fingerprint: string;
}

export interface KnownParts {
  readonly variants: readonly {
    readonly id: VariantId;
    readonly productId: ProductId;
    readonly sku: string;
    readonly combination: string;
    readonly policy: string;
    readonly fileQuantity: number | null;
    readonly isArchived: boolean;
    /** Its open listing in the stream channel, else the one closed last. */
    readonly listingId: ListingId | null;
  }[];
  readonly images: readonly { readonly id: string; readonly productId: ProductId; readonly url: string }[];
}

/** Rows to write, named as the columns are. */
export interface BatchChanges {
  /** Products that were there before. */
  readonly knownProductIds: readonly ProductId[];
  readonly products: readonly object[];
  readonly options: readonly object[];
  readonly images: readonly { readonly id: string }[];
  readonly variants: readonly object[];
  readonly listings: readonly object[];
}

/** The SQL of products with their options, variants, images and listings, many at a time. */
@Injectable()
export class ProductStore {
  async known(sql: Sql, wanted: readonly { brandId: BrandId; handle: string }[]): Promise<KnownProduct[]> {
    return sql.rows<KnownProduct>(
      `SELECT p.id, p.brand_id AS "brandId", p.handle, p.fingerprint
         FROM catalog.product p JOIN unnest($1::text[], $2::text[]) AS w(brand_id, handle)
           ON p.brand_id = w.brand_id COLLATE "C" AND p.handle = w.handle COLLATE "C"`,
      [wanted.map(({ brandId }) => brandId), wanted.map(({ handle }) => handle)],
    );
  }

  async lastPositions(sql: Sql, brandIds: readonly BrandId[]): Promise<Map<BrandId, number>> {
    const rows = await sql.rows<{ brand_id: BrandId; last: number }>(
      `SELECT brand_id, max(position) AS last FROM catalog.product WHERE brand_id = ANY($1) GROUP BY brand_id`,
      [brandIds],
    );
    return new Map(rows.map((row) => [row.brand_id, row.last]));
  }

  async parts(sql: Sql, productIds: readonly ProductId[]): Promise<KnownParts> {
    if (productIds.length === 0) return { variants: [], images: [] };
    const variants = await sql.rows<KnownParts['variants'][number]>(
      `SELECT v.id, v.product_id AS "productId", v.sku, v.combination, v.policy, v.file_quantity AS "fileQuantity",
              v.archived_at IS NOT NULL AS "isArchived", l.id AS "listingId"
         FROM catalog.variant v
         LEFT JOIN LATERAL (SELECT id FROM catalog.listing WHERE variant_id = v.id AND channel = 'stream'
                             ORDER BY (state = 'open') DESC, ends_at DESC NULLS LAST LIMIT 1) l ON true
        WHERE v.product_id = ANY($1) ORDER BY v.archived_at NULLS FIRST, v.position`,
      [productIds],
    );
    const images = await sql.rows<KnownParts['images'][number]>(
      `SELECT id, product_id AS "productId", url FROM catalog.image WHERE product_id = ANY($1)`,
      [productIds],
    );
    return { variants, images };
  }

  /** Writes a batch in nine statements whatever its size, in an order in which no rule of a table is ever broken. */
  async write(tx: Tx, changes: BatchChanges): Promise<void> {
    const known = changes.knownProductIds;
    await this.#upsert(tx, 'product', changes.products, {
      conflict: 'version = t.version + 1, updated_at = now()',
      keep: ['position'],
    });
    if (known.length > 0) {
      await tx.rows(`DELETE FROM catalog.product_option WHERE product_id = ANY($1)`, [known]);
      // Parked in the archive, variants may swap SKUs and options freely; the upsert takes the wanted ones out again.
      await tx.rows(
        `UPDATE catalog.variant SET archived_at = coalesce(archived_at, now()) WHERE product_id = ANY($1)`,
        [known],
      );
    }
    await this.#upsert(tx, 'product_option', changes.options);
    await this.#upsert(tx, 'image', changes.images);
    await this.#upsert(tx, 'variant', changes.variants, { conflict: 'archived_at = NULL' });
    if (known.length > 0) {
      await tx.rows(`DELETE FROM catalog.image WHERE product_id = ANY($1) AND NOT (id = ANY($2))`, [
        known,
        changes.images.map(({ id }) => id),
      ]);
      await tx.rows(
        `UPDATE catalog.listing l SET state = 'closed', ends_at = now() FROM catalog.variant v
          WHERE v.id = l.variant_id AND v.product_id = ANY($1) AND v.archived_at IS NOT NULL AND l.state = 'open'`,
        [known],
      );
    }
    await this.#upsert(tx, 'listing', changes.listings, { conflict: `state = 'open', ends_at = NULL` });
  }

  /** Inserts rows by the names of their fields, or updates those whose id is known. */
  async #upsert(
    tx: Tx,
    table: 'product' | 'product_option' | 'image' | 'variant' | 'listing',
    rows: readonly object[],
    options: { conflict?: string; keep?: readonly string[] } = {},
  ): Promise<void> {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0]!);
    const updates = columns
      .filter((column) => column !== 'id' && !options.keep?.includes(column))
      .map((column) => `${column} = excluded.${column}`);
    const set = [...updates, ...(options.conflict ? [options.conflict] : [])].join(', ');
    const onConflict = columns.includes('id') ? `ON CONFLICT (id) DO UPDATE SET ${set}` : '';
    // json, not jsonb: what a column is called decides its type, and key order and spacing do not matter.
    await tx.rows(
      `INSERT INTO catalog.${table} AS t (${columns.join(', ')})
       SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::catalog.${table}, $1::json) ${onConflict}`,
      [JSON.stringify(rows)],
    );
  }
}
