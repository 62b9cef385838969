import { Inject, Injectable } from '@nestjs/common';
import type { BrandId, ProductId } from '@sidestall/kernel';
import type { EngineConfig } from '../platform/config.ts';
import type { Sql } from '../platform/database.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import type { ListingView, ProductView, ProductViewPage } from './catalog-views.ts';
import { absoluteUrl } from './image-address.ts';
import { ListingStore } from './listing.store.ts';

interface ProductRow {
  id: ProductId;
  handle: string;
  title: string;
  description_html: string;
  type: string;
  tags: string[];
  version: number;
  position: number;
  images: { url: string; alt: string }[] | null;
  options: { name: string; values: string[] }[] | null;
}

export interface ShelfQuery {
  /** Only these brands; null for all. */
  readonly brandIds: readonly BrandId[] | null;
  readonly cursor: string | null;
  readonly limit: number;
}

const VISIBLE = `p.status = 'active' AND p.is_published AND EXISTS (
  SELECT 1 FROM catalog.variant v JOIN catalog.listing l ON l.variant_id = v.id
   WHERE v.product_id = p.id AND v.archived_at IS NULL AND l.channel = 'stream' AND l.state = 'open'
     AND l.starts_at <= now() AND (l.ends_at IS NULL OR l.ends_at > now()))`;

const IMAGES = `(SELECT json_agg(json_build_object('url', i.url, 'alt', i.alt) ORDER BY i.position)
  FROM catalog.image i WHERE i.product_id = p.id) AS images`;
const FIRST_IMAGE = `(SELECT json_build_array(json_build_object('url', i.url, 'alt', i.alt))
  FROM catalog.image i WHERE i.product_id = p.id ORDER BY i.position LIMIT 1) AS images`;
const OPTIONS = `(SELECT json_agg(json_build_object('name', o.name, 'values', o.values) ORDER BY o.position)
  FROM catalog.product_option o WHERE o.product_id = p.id) AS options`;

const writeCursor = (row: ProductRow): string => Buffer.from(`${row.position} ${row.id}`).toString('base64url');

/** The place a cursor names; null when it is none of ours. */
function readCursor(cursor: string): { position: number; id: string } | null {
  const match = /^(\d{1,9}) (prd_\w{26})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match ? { position: Number(match[1]), id: match[2]! } : null;
}

/** The SQL of what viewers browse: published products with something for sale. */
@Injectable()
export class ShelfStore {
  readonly #apiUrl: string;

  constructor(
    @Inject(ENGINE_CONFIG) config: EngineConfig,
    private readonly listings: ListingStore,
  ) {
    this.#apiUrl = config.publicUrls.api;
  }

  /**
   * One page, brands taking turns. A cursor names the last product seen, so pages neither skip nor repeat when products
   * come and go; null when the cursor is not one of ours. Descriptions are left out.
   */
  async page(sql: Sql, query: ShelfQuery): Promise<ProductViewPage | null> {
    const after = query.cursor === null ? { position: -1, id: '' } : readCursor(query.cursor);
    if (after === null) return null;
    const rows = await sql.rows<ProductRow>(
      `SELECT p.id, p.handle, p.title, '' AS description_html, p.type, p.tags, p.version, p.position, ${FIRST_IMAGE},
              NULL AS options
         FROM catalog.product p
        WHERE ${VISIBLE} AND ($1::text[] IS NULL OR p.brand_id = ANY($1)) AND (p.position, p.id) > ($2, $3)
        ORDER BY p.position, p.id LIMIT $4`,
      [query.brandIds, after.position, after.id, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? writeCursor(shown.at(-1)!) : null;
    return { products: await this.#views(sql, shown), nextCursor };
  }

  async product(sql: Sql, id: ProductId): Promise<ProductView | null> {
    const rows = await sql.rows<ProductRow>(
      `SELECT p.id, p.handle, p.title, p.description_html, p.type, p.tags, p.version, p.position, ${IMAGES}, ${OPTIONS}
         FROM catalog.product p WHERE p.id = $1 AND ${VISIBLE}`,
      [id],
    );
    return (await this.#views(sql, rows))[0] ?? null;
  }

  async #views(sql: Sql, rows: readonly ProductRow[]): Promise<ProductView[]> {
    const listings = await this.listings.ofProducts(
      sql,
      rows.map(({ id }) => id),
    );
    const ofProduct = new Map<ProductId, ListingView[]>();
    for (const listing of listings) {
      ofProduct.set(listing.productId, [...(ofProduct.get(listing.productId) ?? []), listing]);
    }
    // A product whose last listing closed between the two statements is simply no longer there.
    return rows.flatMap((row) => {
      const own = ofProduct.get(row.id);
      return own ? [this.#view(row, own)] : [];
    });
  }

  #view(row: ProductRow, listings: readonly ListingView[]): ProductView {
    return {
      id: row.id,
      handle: row.handle,
      title: row.title,
      descriptionHtml: row.description_html,
      type: row.type,
      tags: row.tags,
      version: row.version,
      brand: listings[0]!.brand,
      images: (row.images ?? []).map(({ url, alt }) => ({
        url: absoluteUrl(url, this.#apiUrl),
        alt: alt || row.title,
      })),
      options: row.options ?? [],
      listings,
    };
  }
}
