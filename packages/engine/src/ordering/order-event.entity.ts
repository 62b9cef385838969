import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The order's story in words, append-only. */
@Entity({ schema: 'ordering', name: 'order_event' })
@Index('order_event_order', ['orderId', 'id'])
export class OrderEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) id!: number;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
  @Column({ type: 'text' }) kind!: string;
  /** What it tells of, where that must be told once: a refund, a status of a dispute. */
  @Column({ type: 'text', nullable: true }) subject!: string | null;
  @Column({ type: 'text' }) text!: string;
}
