import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The part of an order that one retailer is asked to ship. */
@Entity({ schema: 'fulfillment', name: 'fulfillment_order' })
@Index('fulfillment_order_order', ['orderId'])
@Index('fulfillment_order_retailer', ['retailerId', 'id'])
@Index('fulfillment_order_deadline', ['state', 'acceptBy'], {
  where: `state IN ('requested', 'cancel_requested', 'on_hold')`,
})
@Index('fulfillment_order_to_ship', ['shipBy'], { where: `state IN ('accepted', 'in_progress', 'partially_shipped')` })
@Index('fulfillment_order_day', ['retailerId', 'requestedAt'])
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
  /** The number of the last message about it: they count up by one. */
  @Column({ type: 'integer', name: 'message_sequence', default: 0 }) messageSequence!: number;
  @Column({ type: 'timestamptz', name: 'requested_at', default: () => 'now()' }) requestedAt!: Date;
  @Column({ type: 'timestamptz', name: 'accept_by' }) acceptBy!: Date;
  @Column({ type: 'timestamptz', name: 'ship_by' }) shipBy!: Date;
  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true }) answeredAt!: Date | null;
  /** Where it goes on after a hold, or when a cancellation that was asked for is refused. */
  @Column({ type: 'text', name: 'resume_state', nullable: true }) resumeState!: string | null;
  /** Where a wish to cancel found it, as long as nobody has answered; a hold in between keeps it. */
  @Column({ type: 'text', name: 'wished_in', nullable: true }) wishedIn!: string | null;
  /** When the hold began: deadlines move by as long as it lasts. */
  @Column({ type: 'timestamptz', name: 'held_at', nullable: true }) heldAt!: Date | null;
  /** Until when the retailer may answer whether it can still be canceled. */
  @Column({ type: 'timestamptz', name: 'answer_by', nullable: true }) answerBy!: Date | null;
  /** What has not left by then is taken back. */
  @Column({ type: 'timestamptz', name: 'auto_cancel_at', nullable: true }) autoCancelAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'late_at', nullable: true }) lateAt!: Date | null;
  /** How many of the letters about `ship_by` were written: before it, at it, a day after it. */
  @Column({ type: 'integer', name: 'ship_alerts', default: 0 }) shipAlerts!: number;
  /** Counts up with every change of the address; the retailer says which it knows. */
  @Column({ type: 'integer', name: 'address_version', default: 1 }) addressVersion!: number;
  @Column({ type: 'timestamptz', name: 'acknowledge_by', nullable: true }) acknowledgeBy!: Date | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'text', nullable: true }) note!: string | null;
}
