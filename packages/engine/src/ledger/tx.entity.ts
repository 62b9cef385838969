import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One fact of money; never changed, never removed. A pending one is resolved by another that names it. */
@Entity({ schema: 'ledger', name: 'tx' })
@Index('tx_idem_key', ['idemKey'], { unique: true })
@Index('tx_resolves', ['resolvesTxId'], { unique: true, where: 'resolves_tx_id IS NOT NULL' })
@Index('tx_order', ['orderId'], { where: 'order_id IS NOT NULL' })
@Check('tx_state', `state IN ('posted', 'pending', 'void')`)
export class TxEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'idem_key', collation: 'C' }) idemKey!: string;
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'text', default: 'posted' }) state!: string;
  @Column({ type: 'text', name: 'resolves_tx_id', collation: 'C', nullable: true }) resolvesTxId!: string | null;
  @Column({ type: 'text', name: 'reverses_tx_id', collation: 'C', nullable: true }) reversesTxId!: string | null;
  @Column({ type: 'text', name: 'order_id', collation: 'C', nullable: true }) orderId!: string | null;
  /** Of the entries: the same key with other entries is a bug, and is refused. */
  @Column({ type: 'text' }) digest!: string;
  @Column({ type: 'timestamptz', name: 'effective_at', default: () => 'now()' }) effectiveAt!: Date;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'jsonb', nullable: true }) meta!: unknown;
}
