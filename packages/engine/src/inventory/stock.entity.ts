import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What one retailer has of one variant, and how much of it is promised to fulfillment orders. */
@Entity({ schema: 'inventory', name: 'stock' })
@Check('stock_not_negative', 'on_hand >= 0 AND allocated >= 0')
export class StockEntity {
  @PrimaryColumn({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @PrimaryColumn({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'integer', name: 'on_hand' }) onHand!: number;
  @Column({ type: 'integer', default: 0 }) allocated!: number;
  @Column({ type: 'timestamptz', name: 'as_of', default: () => 'now()' }) asOf!: Date;
}
