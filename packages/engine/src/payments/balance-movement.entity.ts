import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One balance transaction of our account at Stripe, as Stripe lists it. */
@Entity({ schema: 'payments', name: 'balance_movement' })
@Index('balance_movement_created', ['createdAt'])
@Index('balance_movement_source', ['source'])
@Index('balance_movement_payout', ['payout'], { where: 'payout IS NOT NULL' })
export class BalanceMovementEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text', name: 'reporting_category' }) reportingCategory!: string;
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'bigint', name: 'fee_minor' }) feeMinor!: number;
  @Column({ type: 'bigint', name: 'net_minor' }) netMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'text', nullable: true }) source!: string | null;
  @Column({ type: 'text', nullable: true }) payout!: string | null;
  @Column({ type: 'timestamptz', name: 'available_on' }) availableOn!: Date;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'seen_at', default: () => 'now()' }) seenAt!: Date;
}

/** One comparison of the ledger with Stripe. */
@Entity({ schema: 'payments', name: 'reconciliation' })
@Index('reconciliation_started', ['startedAt'])
export class ReconciliationEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'text', name: 'asked_by' }) askedBy!: string;
  @Column({ type: 'timestamptz', name: 'started_at', default: () => 'now()' }) startedAt!: Date;
  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true }) endedAt!: Date | null;
  /** The newest movement it has read: the next one goes on from there. */
  @Column({ type: 'text', nullable: true }) cursor!: string | null;
  /** Per currency: what Stripe says, what the ledger says, what waits for its other half, what nobody explains. */
  @Column({ type: 'jsonb', nullable: true }) report!: unknown;
}
