import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { VariantEntity } from './variant.entity.ts';

/** A brand's decision to sell a variant at a price, in a channel, for a period. */
@Entity({ schema: 'catalog', name: 'listing' })
@Index('listing_open', ['variantId', 'channel'], { unique: true, where: `state = 'open'` })
@Index('listing_variant', ['variantId'])
@Check('listing_state', `state IN ('open', 'closed')`)
@Check('listing_price', 'price_minor >= 0 AND compare_at_minor >= 0')
export class ListingEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @ForeignKey(() => VariantEntity)
  @Column({ type: 'text', name: 'variant_id', collation: 'C' })
  variantId!: string;
  @Column({ type: 'text', default: 'stream' }) channel!: string;
  @Column({ type: 'bigint', name: 'price_minor' }) priceMinor!: number;
  @Column({ type: 'bigint', name: 'compare_at_minor', nullable: true }) compareAtMinor!: number | null;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'text', default: 'open' }) state!: 'open' | 'closed';
  @Column({ type: 'timestamptz', name: 'starts_at', default: () => 'now()' }) startsAt!: Date;
  @Column({ type: 'timestamptz', name: 'ends_at', nullable: true }) endsAt!: Date | null;
}
