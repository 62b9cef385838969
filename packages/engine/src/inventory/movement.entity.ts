import type { MovementKind } from '@sidestall/inventory';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What happened to stock, append-only: the story behind the counts. */
@Entity({ schema: 'inventory', name: 'movement' })
@Index('movement_variant', ['variantId', 'id'])
@Index('movement_since_count', ['variantId', 'at'], { where: `kind IN ('shipped', 'returned')` })
export class MovementEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C', nullable: true }) retailerId!: string | null;
  @Column({ type: 'text' }) kind!: MovementKind;
  @Column({ type: 'integer' }) quantity!: number;
  @Column({ type: 'text', nullable: true }) reference!: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
}
