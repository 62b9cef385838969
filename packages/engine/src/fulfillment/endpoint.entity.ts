import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where a retailer hears of things, and the secrets its messages are signed with: the newest first, each sealed. */
@Entity({ schema: 'fulfillment', name: 'endpoint' })
@Index('endpoint_retailer', ['retailerId'], { unique: true })
export class EndpointEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text' }) url!: string;
  @Column({ type: 'text', array: true, name: 'sealed_secrets' }) sealedSecrets!: string[];
  @Column({ type: 'text', default: 'active' }) state!: 'active' | 'disabled';
  @Column({ type: 'text', name: 'disabled_reason', nullable: true }) disabledReason!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
