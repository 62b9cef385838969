import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A retailer's wish to hear messages again; goes on where it stood when a worker dies. */
@Entity({ schema: 'fulfillment', name: 'delivery_replay' })
@Index('delivery_replay_endpoint', ['endpointId'])
export class DeliveryReplayEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'endpoint_id', collation: 'C' }) endpointId!: string;
  /** `since`: all of them; `missing`: those that never arrived. */
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'timestamptz' }) since!: Date;
  /** What came after it was asked is not repeated. */
  @Column({ type: 'timestamptz', default: () => 'now()' }) until!: Date;
  /** The last delivery that was looked at. */
  @Column({ type: 'text', collation: 'C', default: '' }) cursor!: string;
  @Column({ type: 'integer', default: 0 }) replayed!: number;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
