import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Units set apart for a drop: claimed from the variant's sum when the drop is made, so that nobody else can sell them, and
 * claimed once more from here by whoever buys in the drop. What is left when it ends goes back.
 */
@Entity({ schema: 'inventory', name: 'allotment' })
@Index('allotment_variant', ['variantId'])
@Check('allotment_never_oversold', 'claimed >= 0 AND claimed <= allotted')
export class AllotmentEntity {
  @PrimaryColumn({ type: 'text', name: 'drop_id', collation: 'C' }) dropId!: string;
  @PrimaryColumn({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'integer' }) allotted!: number;
  @Column({ type: 'integer', default: 0 }) claimed!: number;
  @Column({ type: 'boolean', name: 'is_open', default: true }) isOpen!: boolean;
}
