import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An API key of a retailer; the key itself is known to the retailer alone. */
@Entity({ schema: 'fulfillment', name: 'retailer_key' })
@Index('retailer_key_hash', ['keyHash'], { unique: true })
export class RetailerKeyEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text', name: 'key_hash' }) keyHash!: string;
  @Column({ type: 'text', default: '' }) name!: string;
  /** Its last letters, to tell it from others; empty for one of a registration. */
  @Column({ type: 'text', default: '' }) hint!: string;
  /** What it may do; null for everything there is. */
  @Column({ type: 'text', array: true, nullable: true }) scopes!: string[] | null;
  @Column({ type: 'timestamptz', name: 'last_used_at', nullable: true }) lastUsedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}
