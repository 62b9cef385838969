import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A party's share of a refund or lost dispute, to be fetched back from what was transferred to them. */
@Entity({ schema: 'payments', name: 'transfer_reversal' })
@Index('transfer_reversal_cause', ['causeId', 'payableId'], { unique: true })
@Index('transfer_reversal_payable', ['payableId'])
@Check('transfer_reversal_state', `state IN ('wanted', 'done', 'refused')`)
export class TransferReversalEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  /** The refund or dispute. */
  @Column({ type: 'text', name: 'cause_id', collation: 'C' }) causeId!: string;
  @Column({ type: 'text', name: 'payable_id', collation: 'C' }) payableId!: string;
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'text', default: 'wanted' }) state!: string;
  @Column({ type: 'text', name: 'stripe_reversal', nullable: true }) stripeReversal!: string | null;
  /** Why Stripe refused; what was not fetched back stays a receivable and is netted later. */
  @Column({ type: 'text', nullable: true }) trouble!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
