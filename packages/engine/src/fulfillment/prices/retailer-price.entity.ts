import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What a retailer says it charges for one unit of a variant; a price it took back stays, so that no older one returns. */
@Entity({ schema: 'fulfillment', name: 'retailer_price' })
@Check('retailer_price_whole', `(amount_minor IS NULL) = (currency IS NULL) AND amount_minor >= 0`)
export class RetailerPriceEntity {
  @PrimaryColumn({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @PrimaryColumn({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'bigint', name: 'amount_minor', nullable: true }) amountMinor!: number | null;
  @Column({ type: 'character', length: 3, nullable: true }) currency!: string | null;
  @Column({ type: 'timestamptz', name: 'as_of' }) asOf!: Date;
}
