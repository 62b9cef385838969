import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The running balance of an authorizing account, on its normal side; the only rows of the ledger that change. */
@Entity({ schema: 'ledger', name: 'balance' })
@Check('balance_floor', 'floor IS NULL OR posted - held >= floor')
@Check('balance_held', 'held >= 0')
export class BalanceEntity {
  @PrimaryColumn({ type: 'bigint', name: 'account_id' }) accountId!: number;
  @Column({ type: 'bigint', default: 0 }) posted!: number;
  /** Promised by pending transactions. */
  @Column({ type: 'bigint', default: 0 }) held!: number;
  @Column({ type: 'bigint', nullable: true }) floor!: number | null;
  @Column({ type: 'bigint', default: 0 }) version!: number;
}

/** What an account came to before a transaction, so that reading it need not begin at the beginning. */
@Entity({ schema: 'ledger', name: 'snapshot' })
export class SnapshotEntity {
  @PrimaryColumn({ type: 'bigint', name: 'account_id' }) accountId!: number;
  @PrimaryColumn({ type: 'text', name: 'upto_tx', collation: 'C' }) uptoTx!: string;
  /** The sum of entries, debits positive. */
  @Column({ type: 'bigint' }) balance!: number;
}
