import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Every event Stripe told us, once, whether or not we understood it. */
@Entity({ schema: 'payments', name: 'stripe_event' })
@Index('stripe_event_received', ['receivedAt'])
export class StripeEventEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text', name: 'object_id', nullable: true }) objectId!: string | null;
  @Column({ type: 'jsonb' }) payload!: unknown;
  /** The connected account it speaks of; null for our own. */
  @Column({ type: 'text', nullable: true }) account!: string | null;
  @Column({ type: 'timestamptz', name: 'received_at', default: () => 'now()' }) receivedAt!: Date;
}
