import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One message on its way to one endpoint. Its body is fixed when it is written, so that every attempt says the same. */
@Entity({ schema: 'fulfillment', name: 'delivery' })
@Index('delivery_message', ['messageId'], { unique: true })
@Index('delivery_sequence', ['fulfillmentOrderId', 'sequence'], { unique: true })
@Index('delivery_open', ['endpointId'], { where: `state IN ('pending', 'in_flight')` })
export class DeliveryEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  /** The `webhook-id`: the same over all attempts. */
  @Column({ type: 'text', name: 'message_id', collation: 'C' }) messageId!: string;
  @Column({ type: 'text', name: 'endpoint_id', collation: 'C' }) endpointId!: string;
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C' }) fulfillmentOrderId!: string;
  @Column({ type: 'integer' }) sequence!: number;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text' }) body!: string;
  @Column({ type: 'text', default: 'pending' }) state!: string;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  @Column({ type: 'integer', default: 0 }) generation!: number;
  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Column({ type: 'timestamptz', name: 'next_at', default: () => 'now()' }) nextAt!: Date;
  /** After this nobody can act on it any more. */
  @Column({ type: 'timestamptz', nullable: true }) deadline!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
