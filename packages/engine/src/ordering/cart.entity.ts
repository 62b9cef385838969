import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A wish not yet placed, kept for a viewer who holds its token; it promises nothing. */
@Entity({ schema: 'ordering', name: 'cart' })
@Index('cart_updated', ['updatedAt'])
export class CartEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'integer', default: 1 }) version!: number;
  /** Listing, quantity and the price that was seen. */
  @Column({ type: 'jsonb' }) lines!: unknown;
  @Column({ type: 'text', name: 'coupon_codes', array: true, default: () => `'{}'` }) couponCodes!: string[];
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
