import { Injectable } from '@nestjs/common';
import { slugOf } from '@sidestall/catalog';
import { newId, type BrandId, type ProductId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import type { BrandView } from './catalog-views.ts';
import { absoluteUrl } from './image-address.ts';

export interface BrandRow {
  id: BrandId;
  slug: string;
  name: string;
  legal_name: string;
  accent: string;
  logo_url: string | null;
}

/** Who a brand is in law, and where it sits. */
export interface SellerRow {
  readonly id: BrandId;
  readonly name: string;
  readonly legalName: string;
  readonly city: string;
  readonly country: string | null;
}

/** What is told of a brand; what is left out stays as it is, or gets the house's default on a new brand. */
export interface BrandFacts {
  readonly slug: string;
  readonly name: string;
  readonly legalName?: string;
  readonly accent?: string;
  readonly logoUrl?: string | null;
  readonly story?: string;
  readonly city?: string;
  readonly country?: string | null;
}

const COLUMNS = 'id, slug, name, legal_name, accent, logo_url';

export const brandView = (row: BrandRow, apiUrl: string): BrandView => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  legalName: row.legal_name,
  accent: row.accent,
  logoUrl: absoluteUrl(row.logo_url, apiUrl),
});

/** The slug of a vendor's name; a name without letters or digits has none. */
export const brandSlug = (vendor: string): string | null => slugOf(vendor) || null;

/** The SQL of brands. */
@Injectable()
export class BrandStore {
  async bySlug(sql: Sql, slug: string): Promise<BrandRow | null> {
    return sql.one<BrandRow>(`SELECT ${COLUMNS} FROM catalog.brand WHERE slug = $1`, [slug]);
  }

  async byIds(sql: Sql, ids: readonly BrandId[]): Promise<BrandRow[]> {
    return sql.rows<BrandRow>(`SELECT ${COLUMNS} FROM catalog.brand WHERE id = ANY($1)`, [ids]);
  }

  async sellers(sql: Sql, ids: readonly BrandId[]): Promise<SellerRow[]> {
    return sql.rows<SellerRow>(
      `SELECT id, name, legal_name AS "legalName", city, country FROM catalog.brand WHERE id = ANY($1) ORDER BY id`,
      [ids],
    );
  }

  /** Those of the products that are the brand's, published or not. */
  async productsAmong(sql: Sql, id: BrandId, productIds: readonly ProductId[]): Promise<ProductId[]> {
    const rows = await sql.rows<{ id: ProductId }>(
      `SELECT id FROM catalog.product WHERE brand_id = $1 AND id = ANY($2)`,
      [id, productIds],
    );
    return rows.map((row) => row.id);
  }

  async all(sql: Sql): Promise<BrandRow[]> {
    return sql.rows<BrandRow>(`SELECT ${COLUMNS} FROM catalog.brand ORDER BY created_at, id`);
  }

  async upsert(tx: Tx, facts: BrandFacts): Promise<BrandId> {
    const row = await tx.one<{ id: BrandId }>(
      `INSERT INTO catalog.brand AS b (id, slug, name, legal_name, accent, logo_url, story, city, country)
       VALUES ($1, $2, $3, coalesce($4, $3), coalesce($5, '#3A4A63'), $6, coalesce($7, ''), coalesce($8, ''), $9)
       ON CONFLICT (slug) DO UPDATE SET name = $3, legal_name = coalesce($4, b.legal_name), accent = coalesce($5, b.accent),
         logo_url = coalesce($6, b.logo_url), story = coalesce($7, b.story), city = coalesce($8, b.city),
         country = coalesce($9, b.country)
       RETURNING id`,
      [
        newId('brd'),
        facts.slug,
        facts.name,
        facts.legalName ?? null,
        facts.accent ?? null,
        facts.logoUrl ?? null,
        facts.story ?? null,
        facts.city ?? null,
        facts.country ?? null,
      ],
    );
    return row!.id;
  }

  /** The brands of these vendors by slug, made where they are new and left alone where they are known. */
  async ofVendors(tx: Tx, names: ReadonlyMap<string, string>): Promise<Map<string, BrandId>> {
    const slugs = [...names.keys()].sort();
    await tx.rows(
      `INSERT INTO catalog.brand (id, slug, name, legal_name)
       SELECT id, slug, name, name FROM unnest($1::text[], $2::text[], $3::text[]) AS n(id, slug, name)
       ON CONFLICT (slug) DO NOTHING`,
      [slugs.map(() => newId('brd')), slugs, slugs.map((slug) => names.get(slug))],
    );
    const rows = await tx.rows<{ id: BrandId; slug: string }>(
      `SELECT id, slug FROM catalog.brand WHERE slug = ANY($1)`,
      [slugs],
    );
    return new Map(rows.map(({ id, slug }) => [slug, id]));
  }

  /** Keeps other imports of these brands waiting until the transaction ends; foreign keys to them go on working. */
  async lock(tx: Tx, ids: readonly BrandId[]): Promise<void> {
    await tx.rows(`SELECT id FROM catalog.brand WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`, [ids]);
  }
}
