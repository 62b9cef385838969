import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What was answered to a request, so that the same request sent again has one effect and one answer. */
@Entity({ schema: 'platform', name: 'idempotency' })
@Index('idempotency_expires', ['expiresAt'])
export class IdempotencyEntity {
  @PrimaryColumn({ type: 'text' }) scope!: string;
  @PrimaryColumn({ type: 'text' }) key!: string;
  @Column({ type: 'text', name: 'request_hash' }) requestHash!: string;
  @Column({ type: 'timestamptz', name: 'running_until', nullable: true }) runningUntil!: Date | null;
  @Column({ type: 'integer', nullable: true }) status!: number | null;
  @Column({ type: 'jsonb', nullable: true }) body!: unknown;
  // Written as PostgreSQL tells it back, so that TypeORM sees no difference.
  @Column({ type: 'timestamptz', name: 'expires_at', default: () => `(now() + '24:00:00')` })
  expiresAt!: Date;
}
