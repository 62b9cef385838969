import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A brand's promise to take something off. Where its uses are limited, `used` counts the orders that use it, so that the
 * limit bites in one statement; elsewhere it stays 0, since a row that every order writes makes all buyers queue.
 */
@Entity({ schema: 'ordering', name: 'coupon' })
@Index('coupon_code', ['brandId', 'code'], { unique: true })
@Index('coupon_by_code', ['code'])
@Check('coupon_kind', `kind IN ('percent', 'amount', 'free_shipping')`)
@Check('coupon_limit', 'used >= 0 AND (limit_total IS NULL OR used <= limit_total)')
export class CouponEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'brand_id', collation: 'C' }) brandId!: string;
  @Column({ type: 'text', collation: 'C' }) code!: string;
  @Column({ type: 'text' }) kind!: 'percent' | 'amount' | 'free_shipping';
  /** Hundredths of a percent. */
  @Column({ type: 'integer', name: 'basis_points', nullable: true }) basisPoints!: number | null;
  @Column({ type: 'bigint', name: 'amount_minor', nullable: true }) amountMinor!: number | null;
  @Column({ type: 'bigint', name: 'minimum_minor', nullable: true }) minimumMinor!: number | null;
  /** Of the amount and the minimum; null where neither is set. */
  @Column({ type: 'character', length: 3, nullable: true }) currency!: string | null;
  @Column({ type: 'text', name: 'product_ids', array: true, nullable: true }) productIds!: string[] | null;
  @Column({ type: 'timestamptz', name: 'starts_at', nullable: true }) startsAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'ends_at', nullable: true }) endsAt!: Date | null;
  @Column({ type: 'integer', name: 'limit_total', nullable: true }) limitTotal!: number | null;
  @Column({ type: 'integer', name: 'limit_per_person', nullable: true }) limitPerPerson!: number | null;
  @Column({ type: 'boolean', default: false }) stacks!: boolean;
  @Column({ type: 'boolean', name: 'works_in_drops', default: false }) worksInDrops!: boolean;
  @Column({ type: 'text', default: 'active' }) state!: 'active' | 'stopped';
  @Column({ type: 'integer', default: 0 }) used!: number;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
