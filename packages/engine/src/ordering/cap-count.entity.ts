import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How many units of a drop's listing one buyer has, known by email or by card, whatever device they came from. */
@Entity({ schema: 'ordering', name: 'cap_count' })
@Check('cap_count_not_negative', 'units >= 0')
export class CapCountEntity {
  @PrimaryColumn({ type: 'text', name: 'drop_id', collation: 'C' }) dropId!: string;
  @PrimaryColumn({ type: 'text', name: 'listing_id', collation: 'C' }) listingId!: string;
  /** `email:` or `card:` and a digest. */
  @PrimaryColumn({ type: 'text', collation: 'C' }) buyer!: string;
  @Column({ type: 'integer' }) units!: number;
}
