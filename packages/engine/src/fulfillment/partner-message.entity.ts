import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a retailer was told or may find, whether or not it has an endpoint; kept for 30 days. */
@Entity({ schema: 'fulfillment', name: 'partner_message' })
@Index('partner_message_position', ['retailerId', 'position'], { unique: true })
@Index('partner_message_unnumbered', ['retailerId'], { where: 'position IS NULL' })
@Index('partner_message_created', ['createdAt'])
export class PartnerMessageEntity {
  /** The `webhook-id` of the same message. */
  @PrimaryColumn({ type: 'text', name: 'message_id', collation: 'C' }) messageId!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C' }) fulfillmentOrderId!: string;
  @Column({ type: 'integer' }) sequence!: number;
  @Column({ type: 'text' }) body!: string;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  /** Given when it is read first: what commits later comes later, whenever it began. */
  @Column({ type: 'bigint', nullable: true }) position!: string | null;
}

/** How far a retailer's messages are numbered, and when it last asked for them. */
@Entity({ schema: 'fulfillment', name: 'partner_feed' })
export class PartnerFeedEntity {
  @PrimaryColumn({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'bigint', default: 0 }) position!: string;
  @Column({ type: 'timestamptz', name: 'pulled_at', default: () => 'now()' }) pulledAt!: Date;
}
