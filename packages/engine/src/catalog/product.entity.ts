import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BrandEntity } from './brand.entity.ts';

/**
 * A family of variants. `version` counts every change of the product, its variants, images or listings; `fingerprint`
 * is that of the draft last imported, so that an unchanged one is known without comparing.
 */
@Entity({ schema: 'catalog', name: 'product' })
@Index('product_handle', ['brandId', 'handle'], { unique: true })
@Index('product_shelf', ['position', 'id'], { where: `status = 'active' AND is_published` })
@Index('product_brand_shelf', ['brandId', 'position', 'id'], { where: `status = 'active' AND is_published` })
@Check('product_status', `status IN ('active', 'draft', 'archived')`)
export class ProductEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @ForeignKey(() => BrandEntity)
  @Column({ type: 'text', name: 'brand_id', collation: 'C' })
  brandId!: string;
  @Column({ type: 'text', collation: 'C' }) handle!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'description_html' }) descriptionHtml!: string;
  @Column({ type: 'text' }) vendor!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text' }) category!: string;
  @Column({ type: 'text', array: true }) tags!: string[];
  @Column({ type: 'text' }) status!: 'active' | 'draft' | 'archived';
  @Column({ type: 'boolean', name: 'is_published' }) isPublished!: boolean;
  @Column({ type: 'boolean', name: 'is_gift_card' }) isGiftCard!: boolean;
  @Column({ type: 'text', name: 'seo_title' }) seoTitle!: string;
  @Column({ type: 'text', name: 'seo_description' }) seoDescription!: string;
  /** The place on the brand's shelf, in the order products came. */
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'integer', default: 1 }) version!: number;
  @Column({ type: 'text' }) fingerprint!: string;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
