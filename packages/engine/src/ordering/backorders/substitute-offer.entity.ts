import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Another variant offered for a line that nobody can ship, at the line's price; a line is offered one once. */
@Entity({ schema: 'ordering', name: 'substitute_offer' })
@Index('substitute_offer_order', ['orderId'])
@Check('substitute_offer_state', `state IN ('offered', 'taken', 'declined')`)
export class SubstituteOfferEntity {
  @PrimaryColumn({ type: 'text', name: 'line_id', collation: 'C' }) lineId!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  /** What was sold, as the line had it. */
  @Column({ type: 'jsonb' }) sold!: unknown;
  /** What is offered instead, as the line will have it. */
  @Column({ type: 'jsonb' }) offered!: unknown;
  @Column({ type: 'text', default: 'offered' }) state!: string;
  @Column({ type: 'timestamptz', name: 'offered_at', default: () => 'now()' }) offeredAt!: Date;
  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true }) answeredAt!: Date | null;
}
