import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The steps of returns and who took them, append-only. The database writes down what nobody else did. */
@Entity({ schema: 'ordering', name: 'return_event' })
@Index('return_event_return', ['returnId', 'id'])
export class ReturnEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column({ type: 'text', name: 'return_id', collation: 'C' }) returnId!: string;
  /** Null when it was asked for. */
  @Column({ type: 'text', name: 'from_state', nullable: true }) fromState!: string | null;
  @Column({ type: 'text', name: 'to_state' }) toState!: string;
  /** `buyer`, `brand`, `retailer`, or `house` for what happens by itself; `unknown` where nobody wrote it down. */
  @Column({ type: 'text', name: 'actor_kind' }) actorKind!: string;
  @Column({ type: 'text', name: 'actor_id', collation: 'C', nullable: true }) actorId!: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
}
