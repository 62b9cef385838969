import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One order's use of a coupon; given back when the order ends without being paid. */
@Entity({ schema: 'ordering', name: 'coupon_use' })
@Index('coupon_use_person', ['couponId', 'person'])
@Index('coupon_use_order', ['orderId'])
export class CouponUseEntity {
  @PrimaryColumn({ type: 'text', name: 'coupon_id', collation: 'C' }) couponId!: string;
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  /** A digest of the email, the same however it is written. */
  @Column({ type: 'text', collation: 'C' }) person!: string;
  @Column({ type: 'text', default: 'used' }) state!: 'used' | 'given_back';
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
}
