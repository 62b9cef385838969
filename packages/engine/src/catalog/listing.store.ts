import { Inject, Injectable } from '@nestjs/common';
import { realCompareAt, variantTitle } from '@sidestall/catalog';
import { money, type BrandId, type ListingId, type ProductId, type VariantId } from '@sidestall/kernel';
import type { EngineConfig } from '../platform/config.ts';
import type { Sql } from '../platform/database.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { brandView, type BrandRow } from './brand.store.ts';
import type { ListingView } from './catalog-views.ts';
import { absoluteUrl } from './image-address.ts';

interface ListingRow extends BrandRow {
  listing_id: ListingId;
  variant_id: VariantId;
  product_id: ProductId;
  handle: string;
  sku: string;
  title: string;
  option_values: string[];
  price_minor: number;
  compare_at_minor: number | null;
  currency: string;
  image_url: string | null;
  image_alt: string | null;
  grams: number;
  requires_shipping: boolean;
  is_taxable: boolean;
  version: number;
  is_for_sale: boolean;
  city: string;
  country: string | null;
}

/** A listing that can be bought, and its price without any drop. */
export interface PriceNow {
  readonly listingId: ListingId;
  readonly priceMinor: number;
  readonly currency: string;
}

/** What makes a listing buyable; only the database's clock decides of its period. */
const IS_FOR_SALE = `(l.state = 'open' AND l.starts_at <= now() AND (l.ends_at IS NULL OR l.ends_at > now())
  AND v.archived_at IS NULL AND p.status = 'active' AND p.is_published)`;

const SELECT = `
  SELECT l.id AS listing_id, v.id AS variant_id, p.id AS product_id, p.handle, v.sku, p.title, v.option_values,
         l.price_minor, l.compare_at_minor, l.currency, i.url AS image_url, i.alt AS image_alt, v.grams,
         v.requires_shipping, v.is_taxable, p.version, ${IS_FOR_SALE} AS is_for_sale,
         b.id, b.slug, b.name, b.legal_name, b.accent, b.logo_url, b.city, b.country
    FROM catalog.listing l
    JOIN catalog.variant v ON v.id = l.variant_id
    JOIN catalog.product p ON p.id = v.product_id
    JOIN catalog.brand b ON b.id = p.brand_id
    LEFT JOIN LATERAL (SELECT url, alt FROM catalog.image
                        WHERE product_id = p.id ORDER BY (id = v.image_id) DESC NULLS LAST, position LIMIT 1) i ON true`;

/** The SQL of listings together with what they list. */
@Injectable()
export class ListingStore {
  readonly #apiUrl: string;

  constructor(@Inject(ENGINE_CONFIG) config: EngineConfig) {
    this.#apiUrl = config.publicUrls.api;
  }

  async byIds(sql: Sql, ids: readonly ListingId[]): Promise<ListingView[]> {
    if (ids.length === 0) return [];
    return this.#views(await sql.rows<ListingRow>(`${SELECT} WHERE l.id = ANY($1)`, [ids]));
  }

  /** What these listings cost now, and whether they can be bought at all: as little as a last look before paying needs. */
  pricesNow(sql: Sql, ids: readonly ListingId[]): Promise<PriceNow[]> {
    return sql.rows(
      `SELECT l.id AS "listingId", l.price_minor AS "priceMinor", l.currency FROM catalog.listing l
         JOIN catalog.variant v ON v.id = l.variant_id JOIN catalog.product p ON p.id = v.product_id
        WHERE l.id = ANY($1) AND ${IS_FOR_SALE}`,
      [ids],
    );
  }

  /** For sale only, in the order of the shelf. */
  async ofProducts(sql: Sql, ids: readonly ProductId[]): Promise<ListingView[]> {
    if (ids.length === 0) return [];
    const where = `WHERE p.id = ANY($1) AND l.channel = 'stream' AND ${IS_FOR_SALE} ORDER BY p.position, p.id, v.position`;
    return this.#views(await sql.rows<ListingRow>(`${SELECT} ${where}`, [ids]));
  }

  /** For sale only, in the order of the shelf. */
  async ofBrands(sql: Sql, ids: readonly BrandId[], limit: number): Promise<ListingView[]> {
    if (ids.length === 0) return [];
    const where = `WHERE p.brand_id = ANY($1) AND l.channel = 'stream' AND ${IS_FOR_SALE}
      ORDER BY p.position, p.id, v.position LIMIT $2`;
    return this.#views(await sql.rows<ListingRow>(`${SELECT} ${where}`, [ids, limit]));
  }

  #views(rows: readonly ListingRow[]): ListingView[] {
    return rows.map((row) => {
      const price = money(row.price_minor, row.currency);
      const compareAtPrice = row.compare_at_minor === null ? null : money(row.compare_at_minor, row.currency);
      return {
        listingId: row.listing_id,
        variantId: row.variant_id,
        productId: row.product_id,
        handle: row.handle,
        sku: row.sku,
        title: row.title,
        variantTitle: variantTitle(row.option_values),
        optionValues: row.option_values,
        brand: brandView(row, this.#apiUrl),
        sellerAt: { city: row.city, country: row.country },
        price,
        compareAtPrice: realCompareAt({ price, compareAtPrice }),
        imageUrl: absoluteUrl(row.image_url, this.#apiUrl),
        imageAlt: row.image_alt || row.title,
        grams: row.grams,
        requiresShipping: row.requires_shipping,
        isTaxable: row.is_taxable,
        productVersion: row.version,
        isForSale: row.is_for_sale,
      };
    });
  }
}
