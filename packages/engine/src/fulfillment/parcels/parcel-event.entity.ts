import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a carrier said of a parcel, append-only; kept also when it comes before the parcel is known here. */
@Entity({ schema: 'fulfillment', name: 'parcel_event' })
@Index('parcel_event_once', ['fulfillmentOrderId', 'trackingKey', 'kind', 'at'], { unique: true })
export class ParcelEventEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C' }) fulfillmentOrderId!: string;
  @Column({ type: 'text', name: 'tracking_key' }) trackingKey!: string;
  @Column({ type: 'text' }) kind!: string;
  /** When it happened, as the carrier says. */
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  @Column({ type: 'timestamptz', name: 'told_at', default: () => 'now()' }) toldAt!: Date;
  /** Null while it waits for the parcel to be known. */
  @Column({ type: 'timestamptz', name: 'applied_at', nullable: true }) appliedAt!: Date | null;
}
