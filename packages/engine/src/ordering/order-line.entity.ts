import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One line as it was sold, and where its units are now; the units always add up to what was ordered. */
@Entity({ schema: 'ordering', name: 'order_line' })
@Index('order_line_order', ['orderId', 'position'], { unique: true })
@Index('order_line_brand', ['brandId', 'orderId'])
@Check('order_line_units', 'quantity = unrouted + requested + accepted + shipped + canceled')
@Check(
  'order_line_not_negative',
  'quantity > 0 AND unrouted >= 0 AND requested >= 0 AND accepted >= 0 AND shipped >= 0 AND canceled >= 0',
)
export class OrderLineEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'text', name: 'listing_id', collation: 'C' }) listingId!: string;
  @Column({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'text', name: 'product_id', collation: 'C' }) productId!: string;
  @Column({ type: 'text', name: 'brand_id', collation: 'C' }) brandId!: string;
  @Column({ type: 'text', name: 'brand_name' }) brandName!: string;
  @Column({ type: 'text' }) sku!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'variant_title', nullable: true }) variantTitle!: string | null;
  @Column({ type: 'text', name: 'image_url', nullable: true }) imageUrl!: string | null;
  @Column({ type: 'integer' }) grams!: number;
  @Column({ type: 'bigint', name: 'unit_price_minor' }) unitPriceMinor!: number;
  /** What coupons take off the whole line. */
  @Column({ type: 'bigint', name: 'discount_minor', default: 0 }) discountMinor!: number;
  @Column({ type: 'text', name: 'drop_id', collation: 'C', nullable: true }) dropId!: string | null;
  @Column({ type: 'integer' }) quantity!: number;
  @Column({ type: 'integer' }) unrouted!: number;
  @Column({ type: 'integer', default: 0 }) requested!: number;
  @Column({ type: 'integer', default: 0 }) accepted!: number;
  @Column({ type: 'integer', default: 0 }) shipped!: number;
  @Column({ type: 'integer', default: 0 }) canceled!: number;
}
