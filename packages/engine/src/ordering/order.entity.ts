import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Placed and priced once; everything after is a new record. */
@Entity({ schema: 'ordering', name: 'order' })
@Index('order_quote', ['quoteId'], { unique: true })
@Index('order_number', ['number'], { unique: true })
export class OrderEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'text', name: 'quote_id', collation: 'C' }) quoteId!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'integer', default: 1 }) version!: number;
  @Column({ type: 'text' }) email!: string;
  @Column({ type: 'jsonb', name: 'shipping_address' }) shippingAddress!: unknown;
  @Column({ type: 'character', length: 2 }) country!: string;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'bigint', name: 'subtotal_minor' }) subtotalMinor!: number;
  @Column({ type: 'bigint', name: 'discount_minor', default: 0 }) discountMinor!: number;
  @Column({ type: 'bigint', name: 'shipping_minor' }) shippingMinor!: number;
  @Column({ type: 'bigint', name: 'tax_minor' }) taxMinor!: number;
  @Column({ type: 'boolean', name: 'is_tax_included' }) isTaxIncluded!: boolean;
  @Column({ type: 'bigint', name: 'total_minor' }) totalMinor!: number;
  @Column({ type: 'text', name: 'stream_id', collation: 'C', nullable: true }) streamId!: string | null;
  @Column({ type: 'boolean', name: 'marketing_consent', default: false }) marketingConsent!: boolean;
  @Column({ type: 'timestamptz', name: 'placed_at', default: () => 'now()' }) placedAt!: Date;
}
