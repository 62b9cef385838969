import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One try to deliver, written before the request goes out; one that never came back has no `finishedAt`. */
@Entity({ schema: 'fulfillment', name: 'delivery_attempt' })
@Index('delivery_attempt_number', ['deliveryId', 'number'], { unique: true })
export class DeliveryAttemptEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'delivery_id', collation: 'C' }) deliveryId!: string;
  @Column({ type: 'integer' }) number!: number;
  @Column({ type: 'text' }) url!: string;
  @Column({ type: 'timestamptz', name: 'started_at', default: () => 'now()' }) startedAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true }) finishedAt!: Date | null;
  @Column({ type: 'integer', name: 'duration_ms', nullable: true }) durationMs!: number | null;
  @Column({ type: 'integer', name: 'dns_ms', nullable: true }) dnsMs!: number | null;
  @Column({ type: 'integer', name: 'connect_ms', nullable: true }) connectMs!: number | null;
  @Column({ type: 'integer', name: 'tls_ms', nullable: true }) tlsMs!: number | null;
  @Column({ type: 'integer', name: 'first_byte_ms', nullable: true }) firstByteMs!: number | null;
  @Column({ type: 'text', name: 'tls_version', nullable: true }) tlsVersion!: string | null;
  @Column({ type: 'text', nullable: true }) address!: string | null;
  @Column({ type: 'integer', nullable: true }) status!: number | null;
  @Column({ type: 'text', name: 'error_class', nullable: true }) errorClass!: string | null;
  @Column({ type: 'text', name: 'response_body', nullable: true }) responseBody!: string | null;
  @Column({ type: 'timestamptz', name: 'next_at', nullable: true }) nextAt!: Date | null;
}
