import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was last counted of a retailer; counted anew by a job, so that routing reads one row. */
@Entity({ schema: 'fulfillment', name: 'scorecard' })
export class ScorecardEntity {
  @PrimaryColumn({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  /** See ScoreCounts. */
  @Column({ type: 'jsonb' }) counts!: unknown;
  @Column({ type: 'timestamptz', name: 'counted_at', default: () => 'now()' }) countedAt!: Date;
}
