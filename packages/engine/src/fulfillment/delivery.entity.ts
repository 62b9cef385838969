import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One message on its way to one endpoint. Its body is fixed when it is written, so that every attempt says the same. These
 * rows are the queue of deliveries: there is no job beside them.
 */
@Entity({ schema: 'fulfillment', name: 'delivery' })
@Index('delivery_message', ['messageId', 'endpointId'], { unique: true })
@Index('delivery_key', ['endpointId', 'orderingKey', 'sequence'], { unique: true })
@Index('delivery_fulfillment_order', ['fulfillmentOrderId', 'sequence'])
@Index('delivery_due', ['endpointId', 'nextAt'], { where: `state = 'pending' AND is_next` })
@Index('delivery_in_flight', ['endpointId', 'leaseUntil'], { where: `state = 'in_flight'` })
@Index('delivery_deadline', ['deadline'], { where: `state IN ('pending', 'held') AND deadline IS NOT NULL` })
@Index('delivery_behind', ['endpointId', 'orderingKey'], { where: `state IN ('pending', 'held') AND NOT is_next` })
@Index('delivery_log', ['endpointId', 'id'])
export class DeliveryEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  /** The `webhook-id`: the same over all attempts. */
  @Column({ type: 'text', name: 'message_id', collation: 'C' }) messageId!: string;
  @Column({ type: 'text', name: 'endpoint_id', collation: 'C' }) endpointId!: string;
  /** Null for a message that is about no fulfillment order. */
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C', nullable: true })
  fulfillmentOrderId!: string | null;
  /** Messages of one key arrive in the order of their sequence: the fulfillment order's id, or a topic. */
  @Column({ type: 'text', name: 'ordering_key', collation: 'C', nullable: true }) orderingKey!: string | null;
  @Column({ type: 'integer' }) sequence!: number;
  /** The first of its key that is still on its way; only that one is sent. */
  @Column({ type: 'boolean', name: 'is_next', default: true }) isNext!: boolean;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text' }) body!: string;
  @Column({ type: 'text', default: 'pending' }) state!: string;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  /** All attempts ever made. */
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  /** Those since it was written or last replayed: where it stands in the retry schedule. */
  @Column({ type: 'integer', default: 0 }) tries!: number;
  /** `event`, or `replay` when somebody asked for it once more. */
  @Column({ type: 'text', default: 'event' }) trigger!: string;
  @Column({ type: 'integer', default: 0 }) generation!: number;
  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Column({ type: 'timestamptz', name: 'next_at', default: () => 'now()' }) nextAt!: Date;
  /** After this nobody can act on it any more. */
  @Column({ type: 'timestamptz', nullable: true }) deadline!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
