import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One line of a transaction: debits positive, credits negative. Partitioned by month: ids sort by time. */
@Entity({ schema: 'ledger', name: 'entry' })
@Index('entry_account', ['accountId', 'txId'])
@Check('entry_amount', 'amount <> 0')
export class EntryEntity {
  @PrimaryColumn({ type: 'text', name: 'tx_id', collation: 'C' }) txId!: string;
  @PrimaryColumn({ type: 'smallint' }) seq!: number;
  @Column({ type: 'bigint', name: 'account_id' }) accountId!: number;
  @Column({ type: 'bigint' }) amount!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
}
