import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One entry of a stream's append-only log; `seq` has no gaps within a stream. */
@Entity({ schema: 'streams', name: 'event' })
@Index('event_variant', ['variantId', 'streamId'], { where: '"variant_id" IS NOT NULL' })
export class StreamEventEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'stream_id' }) streamId!: string;
  @PrimaryColumn({ type: 'bigint' }) seq!: number;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'timestamptz', name: 'media_time', nullable: true }) mediaTime!: Date | null;
  /** Of a pin: what stock changes find their streams by. */
  @Column({ type: 'text', collation: 'C', name: 'variant_id', nullable: true }) variantId!: string | null;
  @Column({ type: 'jsonb' }) body!: object;
}

/**
 * How many connections a live process holds for a stream, told every few seconds. Worth nothing after a crash, hence not
 * logged by the database.
 */
@Entity({ schema: 'streams', name: 'presence' })
export class PresenceEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'stream_id' }) streamId!: string;
  @PrimaryColumn({ type: 'text', collation: 'C' }) node!: string;
  @Column({ type: 'integer' }) viewers!: number;
  @Column({ type: 'timestamptz', name: 'seen_at', default: () => 'now()' }) seenAt!: Date;
}

/** The state after `seq` events, so that a late joiner folds the last few and not the whole show. */
@Entity({ schema: 'streams', name: 'snapshot' })
export class StreamSnapshotEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'stream_id' }) streamId!: string;
  @Column({ type: 'bigint' }) seq!: number;
  @Column({ type: 'jsonb' }) state!: object;
}
