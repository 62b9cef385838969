import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Money asked back for a buyer: decided and booked at once, then carried out at Stripe. */
@Entity({ schema: 'payments', name: 'refund' })
@Index('refund_order', ['orderId'])
@Index('refund_stripe', ['stripeRefund'], { unique: true, where: 'stripe_refund IS NOT NULL' })
@Index('refund_key', ['orderId', 'requestKey'], { unique: true })
@Check('refund_amount', 'amount_minor > 0')
@Check('refund_state', `state IN ('requested', 'pending', 'succeeded', 'failed', 'canceled')`)
export class RefundEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  /** Names the decision (a person's request, a line nobody could ship), so that deciding twice refunds once. */
  @Column({ type: 'text', name: 'request_key' }) requestKey!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  @Column({ type: 'text', name: 'asked_by' }) askedBy!: string;
  /** What it is for: items of the sale with units and amounts taken back, each with its shares. */
  @Column({ type: 'jsonb' }) items!: unknown;
  @Column({ type: 'integer', default: 1 }) attempt!: number;
  @Column({ type: 'text', name: 'stripe_refund', nullable: true }) stripeRefund!: string | null;
  @Column({ type: 'text', name: 'failure_reason', nullable: true }) failureReason!: string | null;
  /** When the buyer should see it at the latest. */
  @Column({ type: 'date', name: 'expected_by', nullable: true }) expectedBy!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true }) settledAt!: Date | null;
}
