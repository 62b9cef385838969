import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a brand would send instead of a variant that is sold out. */
@Entity({ schema: 'ordering', name: 'substitute' })
@Index('substitute_brand', ['brandId'])
export class SubstituteEntity {
  @PrimaryColumn({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'text', name: 'brand_id', collation: 'C' }) brandId!: string;
  /** Variants of the same brand, preferred first. */
  @Column({ type: 'text', array: true, collation: 'C' }) substitutes!: string[];
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
