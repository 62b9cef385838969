import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ImageEntity } from './image.entity.ts';
import { ProductEntity } from './product.entity.ts';

/**
 * One sellable choice. Variants are never deleted, since orders name them: one that the brand dropped is archived.
 * Among the living ones of a product no SKU and no combination of options comes twice.
 */
@Entity({ schema: 'catalog', name: 'variant' })
@Index('variant_product', ['productId'])
@Index('variant_sku', ['productId', 'sku'], { unique: true, where: 'archived_at IS NULL' })
@Index('variant_combination', ['productId', 'combination'], { unique: true, where: 'archived_at IS NULL' })
@Index('variant_sku_lookup', ['sku'])
@Index('variant_image', ['imageId'])
@Check('variant_policy', `policy IN ('deny', 'continue')`)
@Check('variant_grams', 'grams >= 0')
export class VariantEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @ForeignKey(() => ProductEntity)
  @Column({ type: 'text', name: 'product_id', collation: 'C' })
  productId!: string;
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'text', collation: 'C' }) sku!: string;
  @Column({ type: 'boolean', name: 'has_own_sku' }) hasOwnSku!: boolean;
  @Column({ type: 'text', name: 'option_values', array: true }) optionValues!: string[];
  /** A digest of the option values: equal exactly when a buyer could not tell two variants apart. */
  @Column({ type: 'text', collation: 'C' }) combination!: string;
  @Column({ type: 'text', nullable: true }) barcode!: string | null;
  @Column({ type: 'integer' }) grams!: number;
  @Column({ type: 'text', name: 'weight_unit' }) weightUnit!: string;
  @Column({ type: 'boolean', name: 'requires_shipping' }) requiresShipping!: boolean;
  @Column({ type: 'boolean', name: 'is_taxable' }) isTaxable!: boolean;
  @Column({ type: 'text', name: 'tax_code', nullable: true }) taxCode!: string | null;
  @Column({ type: 'bigint', name: 'cost_minor', nullable: true }) costMinor!: number | null;
  @Column({ type: 'text' }) policy!: 'deny' | 'continue';
  /** What the file last said; the stock itself is not the catalog's. */
  @Column({ type: 'integer', name: 'file_quantity', nullable: true }) fileQuantity!: number | null;
  @ForeignKey(() => ImageEntity, { onDelete: 'SET NULL' })
  @Column({ type: 'text', name: 'image_id', collation: 'C', nullable: true })
  imageId!: string | null;
  @Column({ type: 'timestamptz', name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}
