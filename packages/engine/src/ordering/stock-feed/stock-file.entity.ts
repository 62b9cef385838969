import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A retailer's stock sent as a whole file, and how far it has been applied. */
@Entity({ schema: 'ordering', name: 'stock_file' })
@Index('stock_file_retailer', ['retailerId', 'id'])
@Index('stock_file_open', ['retailerId', 'id'], { where: `state IN ('receiving', 'waiting', 'applying')` })
@Check('stock_file_state', `state IN ('receiving', 'waiting', 'applying', 'done', 'refused')`)
export class StockFileEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text', default: 'receiving' }) state!: string;
  @Column({ type: 'text', nullable: true }) refusal!: string | null;
  @Column({ type: 'integer', default: 0 }) rows!: number;
  /** The line up to which it is applied. */
  @Column({ type: 'integer', default: 0 }) cursor!: number;
  @Column({ type: 'integer', default: 0 }) applied!: number;
  @Column({ type: 'integer', default: 0 }) ignored!: number;
  @Column({ type: 'integer', default: 0 }) unknown!: number;
  @Column({ type: 'integer', default: 0 }) ambiguous!: number;
  @Column({ type: 'integer', name: 'problem_count', default: 0 }) problemCount!: number;
  @Column({ type: 'jsonb', default: [] }) problems!: unknown;
  @Column({ type: 'timestamptz', name: 'received_at', default: () => 'now()' }) receivedAt!: Date;
  /** When rows last came in: a file whose receiver died is known by it. */
  @Column({ type: 'timestamptz', name: 'touched_at', default: () => 'now()' }) touchedAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
