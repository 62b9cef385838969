import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a buyer was shown and may accept until it expires: lines, prices, shipping and tax, fixed and hashed. */
@Entity({ schema: 'ordering', name: 'quote' })
@Index('quote_expires', ['expiresAt'])
export class QuoteEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) hash!: string;
  @Column({ type: 'jsonb' }) content!: unknown;
  @Column({ type: 'text', name: 'stream_id', collation: 'C', nullable: true }) streamId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date;
}
