import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A buyer's bank asks (an inquiry) or has taken the money back (a chargeback) until it is decided. */
@Entity({ schema: 'payments', name: 'dispute' })
@Index('dispute_stripe', ['stripeDispute'], { unique: true })
@Index('dispute_order', ['orderId'])
@Check('dispute_funds', `funds IN ('none', 'withdrawn', 'reinstated')`)
export class DisputeEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text', name: 'stripe_dispute' }) stripeDispute!: string;
  /** Stripe's own word. */
  @Column({ type: 'text' }) status!: string;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'boolean', name: 'is_inquiry' }) isInquiry!: boolean;
  @Column({ type: 'text', default: 'none' }) funds!: string;
  @Column({ type: 'timestamptz', name: 'evidence_due_by', nullable: true }) evidenceDueBy!: Date | null;
  /** What we sent, or would send, drawn from our own records. */
  @Column({ type: 'jsonb', nullable: true }) evidence!: unknown;
  @Column({ type: 'timestamptz', name: 'evidence_sent_at', nullable: true }) evidenceSentAt!: Date | null;
  /** Shares taken from the parties when it was lost, so that winning it later gives the same back. */
  @Column({ type: 'jsonb', name: 'taken', nullable: true }) taken!: unknown;
  @Column({ type: 'timestamptz', name: 'opened_at' }) openedAt!: Date;
  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true }) closedAt!: Date | null;
}

/** A card network suspects fraud before any dispute: a chance to refund first. */
@Entity({ schema: 'payments', name: 'fraud_warning' })
@Index('fraud_warning_order', ['orderId'])
export class FraudWarningEntity {
  @PrimaryColumn({ type: 'text', name: 'stripe_warning' }) stripeWarning!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text', name: 'fraud_type' }) fraudType!: string;
  @Column({ type: 'boolean', name: 'is_actionable' }) isActionable!: boolean;
  /** `refunded` or `kept`; null while nobody decided. */
  @Column({ type: 'text', nullable: true }) decision!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
