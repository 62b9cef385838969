import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A line that nobody could ship when it was routed, and that waits until somebody can. It waits while it has unrouted
 * units; the row stays, so that a line that is given back waits no longer than it was to wait in the first place.
 */
@Entity({ schema: 'ordering', name: 'backorder' })
@Index('backorder_order', ['orderId'])
@Index('backorder_variant', ['variantId', 'since'])
@Index('backorder_due', ['retryAt'])
export class BackorderEntity {
  @PrimaryColumn({ type: 'text', name: 'line_id', collation: 'C' }) lineId!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) since!: Date;
  /** Then what still waits is given up. */
  @Column({ type: 'timestamptz' }) until!: Date;
  /** When routing looks again, whatever happens; null once it never has to. */
  @Column({ type: 'timestamptz', name: 'retry_at', nullable: true }) retryAt!: Date | null;
}
