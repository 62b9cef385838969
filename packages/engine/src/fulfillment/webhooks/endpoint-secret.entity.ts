import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A secret messages to an endpoint are signed with, sealed; while one is replaced, both sign. */
@Entity({ schema: 'fulfillment', name: 'endpoint_secret' })
@Index('endpoint_secret_endpoint', ['endpointId'])
export class EndpointSecretEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'endpoint_id', collation: 'C' }) endpointId!: string;
  @Column({ type: 'text' }) sealed!: string;
  /** What a retailer may be shown of it: the last letters, or the public key. */
  @Column({ type: 'text', default: '' }) hint!: string;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'clock_timestamp()' }) createdAt!: Date;
  /** Signs nothing from then on; null for the newest. */
  @Column({ type: 'timestamptz', name: 'expires_at', nullable: true }) expiresAt!: Date | null;
  @Column({ type: 'boolean', name: 'is_compromised', default: false }) isCompromised!: boolean;
}
