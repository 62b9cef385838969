import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where stock lies and where it can be sent: what the quote must know of a retailer. */
@Entity({ schema: 'inventory', name: 'location' })
export class LocationEntity {
  @PrimaryColumn({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'character', length: 2, name: 'ships_from' }) shipsFrom!: string;
  @Column({ type: 'text', array: true, name: 'ships_to' }) shipsTo!: string[];
  @Column({ type: 'boolean', name: 'is_active', default: true }) isActive!: boolean;
}
