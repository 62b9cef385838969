import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A buyer sends goods back: asked for, authorized (or refused), on the way, received, inspected, refunded. */
@Entity({ schema: 'ordering', name: 'return' })
@Index('return_order', ['orderId'])
@Index('return_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
@Index('return_retailer', ['retailerId', 'id'])
@Check(
  'return_state',
  `state IN ('requested', 'authorized', 'in_transit', 'received', 'inspected', 'refunded', 'refused', 'withdrawn', 'expired', 'lost')`,
)
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
  /** Who sent the goods and takes them back; null where several did, or nobody any more knows. */
  @Column({ type: 'text', name: 'retailer_id', collation: 'C', nullable: true }) retailerId!: string | null;
  /** When the state ends by itself; null in an end. */
  @Column({ type: 'timestamptz', name: 'due_at', nullable: true }) dueAt!: Date | null;
  /** Where and how to send the goods, in words for the buyer. */
  @Column({ type: 'text', nullable: true }) instructions!: string | null;
  @Column({ type: 'text', nullable: true }) carrier!: string | null;
  @Column({ type: 'text', name: 'tracking_number', nullable: true }) trackingNumber!: string | null;
  @Column({ type: 'timestamptz', name: 'last_scan_at', nullable: true }) lastScanAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'received_at', nullable: true }) receivedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'inspected_at', nullable: true }) inspectedAt!: Date | null;
  /** What the inspection came to: restock, dispose or dispute. */
  @Column({ type: 'text', nullable: true }) outcome!: string | null;
  /** Whether the refund that was decided on gives shipping back too. */
  @Column({ type: 'boolean', name: 'refunds_shipping', default: false }) refundsShipping!: boolean;
}
