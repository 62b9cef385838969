import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One run of routing: what it was asked and what it decided, kept so that it can be explained and replayed. A round has one
 * for each rule set that lines of the order go by.
 */
@Entity({ schema: 'fulfillment', name: 'routing_decision' })
@Index('routing_decision_round', ['orderId', 'round', 'rules'], { unique: true })
export class RoutingDecisionEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'integer' }) round!: number;
  @Column({ type: 'text' }) rules!: string;
  @Column({ type: 'jsonb' }) request!: unknown;
  @Column({ type: 'jsonb' }) plan!: unknown;
  @Column({ type: 'timestamptz', name: 'decided_at', default: () => 'now()' }) decidedAt!: Date;
}
