import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Units of one order line that a retailer is asked for, and how far they have come. */
@Entity({ schema: 'fulfillment', name: 'fulfillment_order_line' })
@Index('fulfillment_order_line_order', ['fulfillmentOrderId', 'position'], { unique: true })
@Check('fulfillment_order_line_units', 'quantity > 0 AND 0 <= shipped AND shipped <= accepted AND accepted <= quantity')
export class FulfillmentOrderLineEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'fulfillment_order_id', collation: 'C' }) fulfillmentOrderId!: string;
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'text', name: 'order_line_id', collation: 'C' }) orderLineId!: string;
  @Column({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'text' }) sku!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'variant_title', nullable: true }) variantTitle!: string | null;
  @Column({ type: 'text', name: 'brand_name' }) brandName!: string;
  @Column({ type: 'integer' }) quantity!: number;
  @Column({ type: 'integer', default: 0 }) accepted!: number;
  @Column({ type: 'integer', default: 0 }) shipped!: number;
  @Column({ type: 'bigint', name: 'unit_price_minor' }) unitPriceMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'integer' }) grams!: number;
}
