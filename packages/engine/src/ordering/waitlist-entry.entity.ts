import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A wish for something sold out. `line` counts up as people join: it is their order, and nobody passes anybody. */
@Entity({ schema: 'ordering', name: 'waitlist_entry' })
@Index('waitlist_line', ['variantId', 'line'], { unique: true })
@Index('waitlist_waiting', ['variantId', 'line'], { where: `state = 'waiting'` })
@Index('waitlist_offer', ['offerEndsAt'], { where: `state = 'offered'` })
@Index('waitlist_order', ['orderId'], { where: 'order_id IS NOT NULL' })
@Index('waitlist_person', ['variantId', 'email'], { unique: true, where: `state IN ('waiting', 'offered')` })
@Check('waitlist_state', `state IN ('waiting', 'offered', 'bought', 'passed', 'left')`)
export class WaitlistEntryEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'bigint', generated: 'increment' }) line!: number;
  @Column({ type: 'text', name: 'listing_id', collation: 'C' }) listingId!: string;
  @Column({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'integer' }) quantity!: number;
  /** In lower case, trimmed. */
  @Column({ type: 'text' }) email!: string;
  @Column({ type: 'text', name: 'stream_id', collation: 'C', nullable: true }) streamId!: string | null;
  @Column({ type: 'text', default: 'waiting' }) state!: 'waiting' | 'offered' | 'bought' | 'passed' | 'left';
  @Column({ type: 'timestamptz', name: 'offer_ends_at', nullable: true }) offerEndsAt!: Date | null;
  @Column({ type: 'text', name: 'setup_reference', nullable: true }) setupReference!: string | null;
  @Column({ type: 'text', name: 'customer_reference', nullable: true }) customerReference!: string | null;
  @Column({ type: 'text', name: 'payment_method', nullable: true }) paymentMethod!: string | null;
  @Column({ type: 'text', name: 'card_brand', nullable: true }) cardBrand!: string | null;
  @Column({ type: 'text', name: 'card_last4', nullable: true }) cardLast4!: string | null;
  @Column({ type: 'text', name: 'order_id', collation: 'C', nullable: true }) orderId!: string | null;
  @Column({ type: 'timestamptz', name: 'joined_at', default: () => 'now()' }) joinedAt!: Date;
}
