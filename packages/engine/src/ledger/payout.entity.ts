import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Money on its way from a Stripe account to a bank, as Stripe last told us: a party's, or our own when there is none. */
@Entity({ schema: 'ledger', name: 'payout' })
@Index('payout_stripe', ['stripePayout'], { unique: true })
@Index('payout_party', ['partyId', 'createdAt'])
export class PayoutEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'party_id', collation: 'C', nullable: true }) partyId!: string | null;
  @Column({ type: 'text', name: 'stripe_payout' }) stripePayout!: string;
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'text' }) status!: string;
  @Column({ type: 'date', name: 'arrival_date', nullable: true }) arrivalDate!: string | null;
  @Column({ type: 'text', name: 'failure_code', nullable: true }) failureCode!: string | null;
  @Column({ type: 'text', name: 'failure_message', nullable: true }) failureMessage!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
