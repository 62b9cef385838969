import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody who is owed money: a brand, a retailer or a creator, and their account at Stripe. */
@Entity({ schema: 'ledger', name: 'party' })
@Index('party_subject', ['subjectId'], { unique: true })
@Index('party_stripe_account', ['stripeAccount'], { unique: true, where: 'stripe_account IS NOT NULL' })
@Check('party_kind', `kind IN ('brand', 'retailer', 'creator')`)
@Check('party_transfers', `transfers IN ('none', 'onboarding', 'pending', 'active', 'restricted', 'closed')`)
export class PartyEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) kind!: string;
  /** The brand, retailer or creator it is. */
  @Column({ type: 'text', name: 'subject_id', collation: 'C' }) subjectId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'character', length: 2, nullable: true }) country!: string | null;
  @Column({ type: 'text', nullable: true }) email!: string | null;
  @Column({ type: 'text', name: 'stripe_account', nullable: true }) stripeAccount!: string | null;
  /** Whether Stripe lets us pay them out. */
  @Column({ type: 'text', default: 'none' }) transfers!: string;
  /** What Stripe still wants to know of them, in Stripe's words. */
  @Column({ type: 'jsonb', nullable: true }) requirements!: unknown;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'checked_at', nullable: true }) checkedAt!: Date | null;
}
