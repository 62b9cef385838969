import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One parcel with tracking; the same tracking number is the same parcel. */
@Entity({ schema: 'fulfillment', name: 'shipment' })
@Index('shipment_tracking', ['fulfillmentOrderId', 'trackingKey'], { unique: true })
export class ShipmentEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C' }) fulfillmentOrderId!: string;
  @Column({ type: 'text' }) carrier!: string;
  @Column({ type: 'text', name: 'tracking_number' }) trackingNumber!: string;
  @Column({ type: 'text', name: 'tracking_key' }) trackingKey!: string;
  @Column({ type: 'text', name: 'tracking_url', nullable: true }) trackingUrl!: string | null;
  @Column({ type: 'timestamptz', name: 'shipped_at', default: () => 'now()' }) shippedAt!: Date;
}

/** What is in the parcel. */
@Entity({ schema: 'fulfillment', name: 'shipment_line' })
@Check('shipment_line_quantity', 'quantity > 0')
export class ShipmentLineEntity {
  @PrimaryColumn({ type: 'text', name: 'shipment_id', collation: 'C' }) shipmentId!: string;
  @PrimaryColumn({ type: 'text', name: 'line_id', collation: 'C' }) lineId!: string;
  @Column({ type: 'integer' }) quantity!: number;
}
