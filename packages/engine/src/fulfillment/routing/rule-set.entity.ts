import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One version of the rules of a brand, or of one of its shows. Never changed: whoever wants other rules adds a version. */
@Entity({ schema: 'fulfillment', name: 'rule_set' })
@Index('rule_set_brand', ['brandId', 'createdAt'])
export class RuleSetEntity {
  /** The brand's id, and for a show's rules the show's behind it. */
  @PrimaryColumn({ type: 'text', collation: 'C' }) name!: string;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @Column({ type: 'text', name: 'brand_id', collation: 'C' }) brandId!: string;
  /** Null for the rules of all orders of the brand that have none of their show. */
  @Column({ type: 'text', name: 'show_id', collation: 'C', nullable: true }) showId!: string | null;
  @Column({ type: 'jsonb' }) content!: unknown;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  @Column({ type: 'text', name: 'created_by', collation: 'C' }) createdBy!: string;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
