import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that sealed promise receipts, kept for as long as somebody may want to check one. Public halves only. */
@Entity({ schema: 'ordering', name: 'promise_key' })
export class PromiseKeyEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  /** Ed25519, SPKI PEM. */
  @Column({ type: 'text', name: 'public_key' }) publicKey!: string;
  @Column({ type: 'timestamptz', name: 'first_used_at', default: () => 'now()' }) firstUsedAt!: Date;
}
