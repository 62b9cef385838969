import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One examination of a retailer's receiver, and its report once it is finished. */
@Entity({ schema: 'fulfillment', name: 'certificate' })
@Index('certificate_retailer', ['retailerId', 'startedAt'])
export class CertificateEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text' }) url!: string;
  /** What the letters are signed with, sealed; emptied when it is finished. */
  @Column({ type: 'text', array: true, name: 'sealed_secrets' }) sealedSecrets!: string[];
  @Column({ type: 'text', default: 'running' }) state!: 'running' | 'passed' | 'failed';
  /** The lines of the report; null until all letters have been answered. */
  @Column({ type: 'jsonb', nullable: true }) checks!: unknown;
  @Column({ type: 'text', nullable: true }) content!: string | null;
  @Column({ type: 'text', nullable: true }) sha256!: string | null;
  @Column({ type: 'text', nullable: true }) signature!: string | null;
  @Column({ type: 'text', name: 'key_id', collation: 'C', nullable: true }) keyId!: string | null;
  @Column({ type: 'text', name: 'public_key', nullable: true }) publicKey!: string | null;
  @Column({ type: 'timestamptz', name: 'started_at', default: () => 'now()' }) startedAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
