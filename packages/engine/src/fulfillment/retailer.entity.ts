import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A partner who holds goods and ships them. */
@Entity({ schema: 'fulfillment', name: 'retailer' })
@Index('retailer_slug', ['slug'], { unique: true })
export class RetailerEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) slug!: string;
  @Column({ type: 'text' }) name!: string;
  /** 1 is asked before 2. */
  @Column({ type: 'integer' }) priority!: number;
  @Column({ type: 'character', length: 2, name: 'ships_from' }) shipsFrom!: string;
  @Column({ type: 'text', array: true, name: 'ships_to' }) shipsTo!: string[];
  @Column({ type: 'boolean', name: 'is_active', default: true }) isActive!: boolean;
  @Column({ type: 'integer', name: 'accept_within_seconds' }) acceptWithinSeconds!: number;
  @Column({ type: 'integer', name: 'ship_within_seconds' }) shipWithinSeconds!: number;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
