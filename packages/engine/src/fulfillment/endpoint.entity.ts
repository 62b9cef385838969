import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where a retailer hears of things, how fast it may be told, and how it has been doing. */
@Entity({ schema: 'fulfillment', name: 'endpoint' })
@Index('endpoint_retailer', ['retailerId'])
export class EndpointEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text', default: '' }) description!: string;
  @Column({ type: 'text' }) url!: string;
  /** Of earlier releases; the secrets of an endpoint have a table of their own. */
  @Column({ type: 'text', array: true, name: 'sealed_secrets', default: '{}' }) sealedSecrets!: string[];
  @Column({ type: 'text', default: 'active' }) state!: string;
  @Column({ type: 'text', name: 'disabled_reason', nullable: true }) disabledReason!: string | null;
  /** `full` or `thin`: thin messages name the fulfillment order and say nothing of the buyer. */
  @Column({ type: 'text', default: 'full' }) format!: string;
  /** Which types it wants to hear of; null for all. */
  @Column({ type: 'text', array: true, name: 'event_types', nullable: true }) eventTypes!: string[] | null;
  /** Headers sent with every message, as a sealed JSON object. */
  @Column({ type: 'text', name: 'sealed_headers', nullable: true }) sealedHeaders!: string | null;
  /** Client certificate, key and authority, as a sealed JSON object. */
  @Column({ type: 'text', name: 'sealed_tls', nullable: true }) sealedTls!: string | null;
  @Column({ type: 'integer', name: 'rate_per_second', default: 10 }) ratePerSecond!: number;
  /** How many messages may be in the air to it at once. */
  @Column({ type: 'integer', default: 5 }) concurrency!: number;
  /** What its bucket held at `tokensAt`; it fills by `ratePerSecond` times `pace`. */
  @Column({ type: 'double precision', default: 10 }) tokens!: number;
  @Column({ type: 'timestamptz', name: 'tokens_at', default: () => 'now()' }) tokensAt!: Date;
  /** Below 1 while it asks for less: 429 and the like. */
  @Column({ type: 'double precision', default: 1 }) pace!: number;
  /** What the circuit breaker remembers. */
  @Column({ type: 'jsonb', default: {} }) breaker!: unknown;
  /** Nothing goes out before: the breaker is open, or the receiver asked for a pause. */
  @Column({ type: 'timestamptz', name: 'held_until', nullable: true }) heldUntil!: Date | null;
  /** Since when nothing has succeeded though it was tried. */
  @Column({ type: 'timestamptz', name: 'failing_since', nullable: true }) failingSince!: Date | null;
  /** How often its retailer was warned of this failing. */
  @Column({ type: 'integer', default: 0 }) warnings!: number;
  @Column({ type: 'text', name: 'last_error', nullable: true }) lastError!: string | null;
  @Column({ type: 'timestamptz', name: 'last_success_at', nullable: true }) lastSuccessAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'verified_at', nullable: true }) verifiedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'deleted_at', nullable: true }) deletedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
