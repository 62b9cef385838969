import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the buyer was shown when they paid, sealed: canonical bytes, their hash and our signature over them. */
@Entity({ schema: 'ordering', name: 'promise_receipt' })
export class PromiseReceiptEntity {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  /** The canonical JSON itself, kept as text: a byte more or less breaks the seal. */
  @Column({ type: 'text' }) content!: string;
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'text' }) signature!: string;
  /** The id of the key; its public half is in `promise_key`. */
  @Column({ type: 'text', name: 'signed_with', collation: 'C' }) signedWith!: string;
  @Column({ type: 'timestamptz', name: 'sealed_at', default: () => 'now()' }) sealedAt!: Date;
}
