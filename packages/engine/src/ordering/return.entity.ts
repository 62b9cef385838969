import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A buyer sends goods back: asked for, received (or refused) by the brand, refunded. */
@Entity({ schema: 'ordering', name: 'return' })
@Index('return_order', ['orderId'])
@Check('return_state', `state IN ('requested', 'received', 'refused', 'withdrawn')`)
export class ReturnEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text', name: 'brand_id', collation: 'C' }) brandId!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  /** Lines and units sent back. */
  @Column({ type: 'jsonb' }) lines!: unknown;
  /** Lines and units that arrived, once they did. */
  @Column({ type: 'jsonb', nullable: true }) received!: unknown;
  @Column({ type: 'text', name: 'answer_note', nullable: true }) answerNote!: string | null;
  @Column({ type: 'text', name: 'refund_id', collation: 'C', nullable: true }) refundId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true }) answeredAt!: Date | null;
}
