import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Facts and jobs, written in the transaction of the change they follow from. A job row is also a timer (`next_at`) and
 * the only truth about its own progress: the queue merely carries its id.
 */
@Entity({ schema: 'platform', name: 'outbox' })
@Index('outbox_due', ['nextAt'], { where: `state = 'pending'` })
@Index('outbox_once', ['name', 'key'], { unique: true, where: `state = 'pending' and key is not null` })
@Index('outbox_failed', ['id'], { where: `state = 'failed'` })
@Index('outbox_done', ['doneAt'], { where: `state = 'done'` })
export class OutboxEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) kind!: 'fact' | 'job';
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) key!: string | null;
  @Column({ type: 'jsonb' }) payload!: unknown;
  @Column({ type: 'text', default: 'pending' }) state!: 'pending' | 'done' | 'failed';
  @Column({ type: 'timestamptz', name: 'next_at', default: () => 'now()' }) nextAt!: Date;
  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Column({ type: 'integer', default: 0 }) generation!: number;
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  @Column({ type: 'text', name: 'last_error', nullable: true }) lastError!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  /** When it was done, or given up. */
  @Column({ type: 'timestamptz', name: 'done_at', nullable: true }) doneAt!: Date | null;
}
