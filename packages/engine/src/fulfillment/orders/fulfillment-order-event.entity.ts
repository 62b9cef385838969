import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * What happened to a fulfillment order, append-only: every move from one state to another, and every answer that came too
 * late or did not fit. A state that changes without its row here is written down by the database itself.
 */
@Entity({ schema: 'fulfillment', name: 'fulfillment_order_event' })
@Index('fulfillment_order_event_order', ['fulfillmentOrderId', 'id'])
@Index('fulfillment_order_event_stray', ['fulfillmentOrderId', 'id'], {
  where: `kind = 'refused' and to_state = 'shipped'`,
})
@Index('fulfillment_order_event_move', ['fulfillmentOrderId', 'version'], { unique: true, where: `kind = 'moved'` })
export class FulfillmentOrderEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C' }) fulfillmentOrderId!: string;
  /** `moved`, `refused` (an answer that changed nothing), `noted` (something else worth keeping). */
  @Column({ type: 'text' }) kind!: string;
  /** Of the fulfillment order, after this. */
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'text', name: 'from_state', nullable: true }) fromState!: string | null;
  /** What was asked for, when it was refused. */
  @Column({ type: 'text', name: 'to_state' }) toState!: string;
  @Column({ type: 'text', name: 'actor_kind' }) actorKind!: string;
  @Column({ type: 'text', name: 'actor_id', collation: 'C', nullable: true }) actorId!: string | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  /** What was said, as it was said. */
  @Column({ type: 'jsonb', nullable: true }) input!: unknown;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
}
