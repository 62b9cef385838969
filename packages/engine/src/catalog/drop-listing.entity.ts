import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DropEntity } from './drop.entity.ts';
import { ListingEntity } from './listing.entity.ts';

/** One listing of a drop: what it costs then, how many there are, and how many one buyer may have. */
@Entity({ schema: 'catalog', name: 'drop_listing' })
@Index('drop_listing_listing', ['listingId'])
@Check('drop_listing_terms', 'price_minor >= 0 AND allotment > 0 AND (cap IS NULL OR cap > 0)')
export class DropListingEntity {
  @ForeignKey(() => DropEntity)
  @PrimaryColumn({ type: 'text', name: 'drop_id', collation: 'C' })
  dropId!: string;
  @ForeignKey(() => ListingEntity)
  @PrimaryColumn({ type: 'text', name: 'listing_id', collation: 'C' })
  listingId!: string;
  @Column({ type: 'integer', default: 0 }) position!: number;
  @Column({ type: 'bigint', name: 'price_minor' }) priceMinor!: number;
  /** The listing's, when the drop was made: a listing that is sold in another one by now is not in the drop. */
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'integer' }) allotment!: number;
  @Column({ type: 'integer', nullable: true }) cap!: number | null;
  /** The lowest price of the 30 days before the drop, reckoned when it was made; null where there was none. */
  @Column({ type: 'bigint', name: 'prior_minor', nullable: true }) priorMinor!: number | null;
}
