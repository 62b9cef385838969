import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one order counts for toward a buyer's cap, so that it is given back once and no more than once. */
@Entity({ schema: 'ordering', name: 'cap_claim' })
export class CapClaimEntity {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @PrimaryColumn({ type: 'text', name: 'drop_id', collation: 'C' }) dropId!: string;
  @PrimaryColumn({ type: 'text', name: 'listing_id', collation: 'C' }) listingId!: string;
  @PrimaryColumn({ type: 'text', collation: 'C' }) buyer!: string;
  @Column({ type: 'integer' }) units!: number;
}
