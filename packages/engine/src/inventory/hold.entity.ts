import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A claim on units for one order: held while it is being paid, reserved once it is, used up by shipment or release. */
@Entity({ schema: 'inventory', name: 'hold' })
@Index('hold_order', ['orderId', 'variantId'], { unique: true })
@Check('hold_quantity', 'quantity >= 0')
export class HoldEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text', name: 'variant_id', collation: 'C' }) variantId!: string;
  @Column({ type: 'integer' }) quantity!: number;
  @Column({ type: 'text' }) state!: 'held' | 'reserved' | 'closed';
  /** The drop whose allotment the units come from; null: from what everybody may buy. */
  @Column({ type: 'text', name: 'drop_id', collation: 'C', nullable: true }) dropId!: string | null;
  @Column({ type: 'timestamptz', name: 'expires_at', nullable: true }) expiresAt!: Date | null;
}
