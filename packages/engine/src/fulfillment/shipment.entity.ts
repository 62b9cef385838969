import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One parcel with tracking; the same tracking number is the same parcel. */
@Entity({ schema: 'fulfillment', name: 'shipment' })
@Index('shipment_tracking', ['fulfillmentOrderId', 'trackingKey'], { unique: true })
@Index('shipment_replaces', ['replacesId'], { unique: true })
@Index('shipment_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
@Check('shipment_state', `state IN ('in_transit', 'delivered', 'lost', 'returned_to_sender')`)
export class ShipmentEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C' }) fulfillmentOrderId!: string;
  @Column({ type: 'text' }) carrier!: string;
  @Column({ type: 'text', name: 'tracking_number' }) trackingNumber!: string;
  @Column({ type: 'text', name: 'tracking_key' }) trackingKey!: string;
  @Column({ type: 'text', name: 'tracking_url', nullable: true }) trackingUrl!: string | null;
  @Column({ type: 'timestamptz', name: 'shipped_at', default: () => 'now()' }) shippedAt!: Date;
  @Column({ type: 'text', default: 'in_transit' }) state!: string;
  /** The carrier's own word that it has the parcel; a label alone says nothing. */
  @Column({ type: 'timestamptz', name: 'first_scan_at', nullable: true }) firstScanAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'last_scan_at', nullable: true }) lastScanAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true }) deliveredAt!: Date | null;
  /** Nobody said that it arrived, and nobody said that it did not. */
  @Column({ type: 'boolean', name: 'is_presumed_delivered', default: false }) isPresumedDelivered!: boolean;
  /** When something happens by itself: it counts as delivered, or as to be refunded. Null when nothing is to come. */
  @Column({ type: 'timestamptz', name: 'due_at', nullable: true, default: () => "(now() + '14 days')" })
  dueAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'failed_at', nullable: true }) failedAt!: Date | null;
  @Column({ type: 'text', name: 'failure_note', nullable: true }) failureNote!: string | null;
  /** What is done about a parcel that did not arrive. */
  @Column({ type: 'text', nullable: true }) remedy!: string | null;
  @Column({ type: 'text', name: 'refund_id', collation: 'C', nullable: true }) refundId!: string | null;
  /** The lost parcel that this one makes good. */
  @Column({ type: 'text', name: 'replaces_id', collation: 'C', nullable: true }) replacesId!: string | null;
}

/** What is in the parcel. */
@Entity({ schema: 'fulfillment', name: 'shipment_line' })
@Check('shipment_line_quantity', 'quantity > 0')
export class ShipmentLineEntity {
  @PrimaryColumn({ type: 'text', name: 'shipment_id', collation: 'C' }) shipmentId!: string;
  @PrimaryColumn({ type: 'text', name: 'line_id', collation: 'C' }) lineId!: string;
  @Column({ type: 'integer' }) quantity!: number;
}
