import type { StreamStatus } from '@sidestall/streams';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One broadcast, and the counter that gives each event of its log a place. */
@Entity({ schema: 'streams', name: 'stream' })
@Index('stream_slug', ['slug'], { unique: true })
@Index('stream_brand_id', ['brandId'])
@Check('stream_status', `status IN ('scheduled', 'live', 'ended')`)
@Check('stream_last_seq', `last_seq >= 0`)
export class StreamEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) slug!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'host_name' }) hostName!: string;
  @Column({ type: 'text', collation: 'C', name: 'brand_id' }) brandId!: string;
  /** Who earns the commission on what it sells; null when the brand hosts for itself. */
  @Column({ type: 'text', collation: 'C', name: 'creator_id', nullable: true }) creatorId!: string | null;
  @Column({ type: 'text', default: 'scheduled' }) status!: StreamStatus;
  @Column({ type: 'char', length: 3 }) currency!: string;
  @Column({ type: 'text' }) epoch!: string;
  @Column({ type: 'bigint', name: 'last_seq', default: 0 }) lastSeq!: number;
  /**
   * By how much the stamps of the picture are behind the host's table; negative where the encoder stamps later than it
   * sees. Null: nobody measured it, and nothing waits for the picture.
   */
  @Column({ type: 'integer', name: 'ingest_delay_ms', nullable: true }) ingestDelayMs!: number | null;
  /** The moment of the recording's first picture, where the host said so; else it begins with the show. */
  @Column({ type: 'timestamptz', name: 'recording_starts_at', nullable: true }) recordingStartsAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'started_at', nullable: true }) startedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** A brand that takes part: its listings may be pinned. The owner takes part at position 0. */
@Entity({ schema: 'streams', name: 'stream_brand' })
@Index('stream_brand_brand_id', ['brandId'])
export class StreamBrandEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'stream_id' }) streamId!: string;
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'brand_id' }) brandId!: string;
  @Column({ type: 'integer' }) position!: number;
}

/** A person who hosts shows and earns on what they sell. */
@Entity({ schema: 'streams', name: 'creator' })
@Index('creator_handle', ['handle'], { unique: true })
export class CreatorEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) handle!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
