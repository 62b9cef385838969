import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The part of an order that one retailer is asked to ship. */
@Entity({ schema: 'fulfillment', name: 'fulfillment_order' })
@Index('fulfillment_order_order', ['orderId'])
@Index('fulfillment_order_retailer', ['retailerId', 'id'])
export class FulfillmentOrderEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text', name: 'order_number' }) orderNumber!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text', name: 'routing_decision_id', collation: 'C' }) routingDecisionId!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'integer', default: 1 }) version!: number;
  @Column({ type: 'jsonb', name: 'shipping_address' }) shippingAddress!: unknown;
  @Column({ type: 'text' }) email!: string;
  @Column({ type: 'timestamptz', name: 'requested_at', default: () => 'now()' }) requestedAt!: Date;
  @Column({ type: 'timestamptz', name: 'accept_by' }) acceptBy!: Date;
  @Column({ type: 'timestamptz', name: 'ship_by' }) shipBy!: Date;
  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true }) answeredAt!: Date | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'text', nullable: true }) note!: string | null;
}
