import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What happened to an endpoint or a message to it, for its retailer and for operators; never sent to the endpoint. */
@Entity({ schema: 'fulfillment', name: 'endpoint_event' })
@Index('endpoint_event_retailer', ['retailerId', 'id'])
export class EndpointEventEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text', name: 'endpoint_id', collation: 'C' }) endpointId!: string;
  @Column({ type: 'text' }) type!: string;
  /** What it is about: ids and words, nothing secret. */
  @Column({ type: 'jsonb', default: {} }) detail!: unknown;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
