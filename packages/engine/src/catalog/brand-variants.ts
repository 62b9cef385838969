import { Injectable } from '@nestjs/common';
import { variantTitle } from '@sidestall/catalog';
import type { BrandId, VariantId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';

/** A variant by the words its brand knows it by. */
export interface NamedVariant {
  readonly variantId: VariantId;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string | null;
  /** It is not sold any more: archived, or its product is. */
  readonly isArchived: boolean;
}

interface Row extends Omit<NamedVariant, 'variantTitle'> {
  readonly optionValues: readonly string[];
}

const COLUMNS = `v.id AS "variantId", v.sku, p.title, v.option_values AS "optionValues",
  v.archived_at IS NOT NULL OR p.status = 'archived' AS "isArchived"`;
const FROM = `FROM catalog.variant v JOIN catalog.product p ON p.id = v.product_id WHERE p.brand_id = $1`;

/** Finds variants of a brand, for people who choose some. */
@Injectable()
export class BrandVariants {
  constructor(private readonly database: Database) {}

  /** These ones, archived ones too; those of other brands are left out. */
  async named(brandId: BrandId, ids: readonly VariantId[]): Promise<NamedVariant[]> {
    return read(
      await this.database.rows<Row>(`SELECT ${COLUMNS} ${FROM} AND v.id = ANY($2) ORDER BY p.title, v.position, v.id`, [
        brandId,
        ids,
      ]),
    );
  }

  /** Living ones with all the words in their title, their options or their SKU; in the order of the shelf. */
  async search(brandId: BrandId, words: string, limit: number): Promise<NamedVariant[]> {
    const patterns = words
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    return read(
      await this.database.rows<Row>(
        `SELECT ${COLUMNS} ${FROM} AND v.archived_at IS NULL AND p.status <> 'archived'
            AND concat_ws(' ', p.title, array_to_string(v.option_values, ' '), v.sku) ILIKE ALL ($2::text[])
          ORDER BY p.position, p.id, v.position LIMIT $3`,
        [brandId, patterns, limit],
      ),
    );
  }
}

const read = (rows: readonly Row[]): NamedVariant[] =>
  rows.map(({ optionValues, ...row }) => ({ ...row, variantTitle: variantTitle(optionValues) }));
