import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ListingEntity } from './listing.entity.ts';

/** What a listing cost from when to when, written by the database itself whenever a price changes; never typed. */
@Entity({ schema: 'catalog', name: 'listing_price' })
export class ListingPriceEntity {
  @ForeignKey(() => ListingEntity)
  @PrimaryColumn({ type: 'text', name: 'listing_id', collation: 'C' })
  listingId!: string;
  @PrimaryColumn({ type: 'timestamptz', name: 'from_at' }) fromAt!: Date;
  @Column({ type: 'timestamptz', name: 'to_at', nullable: true }) toAt!: Date | null;
  @Column({ type: 'bigint', name: 'price_minor' }) priceMinor!: number;
}
