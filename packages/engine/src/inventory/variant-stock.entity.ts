import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The sum over retailers, which holds claim from. A trigger refuses a claim beyond what is there whoever asks for it; a
 * retailer's lower count is always accepted, since it is the truth about the shelf.
 */
@Entity({ schema: 'inventory', name: 'variant_stock' })
@Check('variant_stock_not_negative', 'on_hand >= 0 AND claimed >= 0 AND safety >= 0 AND waiting >= 0')
export class VariantStockEntity {
  @PrimaryColumn({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'integer', name: 'on_hand' }) onHand!: number;
  @Column({ type: 'integer', default: 0 }) claimed!: number;
  /** Units kept back from sale, against counts that lag behind the shelf. */
  @Column({ type: 'integer', default: 0 }) safety!: number;
  /** Units that the waitlist wants: what comes free is offered there before anybody else may have it. */
  @Column({ type: 'integer', default: 0 }) waiting!: number;
  @Column({ type: 'boolean', name: 'may_oversell', default: false }) mayOversell!: boolean;
}
