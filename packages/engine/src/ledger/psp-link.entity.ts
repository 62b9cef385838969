import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Ties one part of one movement at Stripe to the transaction that accounts for it; each part once. */
@Entity({ schema: 'ledger', name: 'psp_link' })
@Index('psp_link_tx', ['txId'])
@Check('psp_link_part', `part IN ('amount', 'fee')`)
export class PspLinkEntity {
  @PrimaryColumn({ type: 'text', name: 'balance_transaction', collation: 'C' }) balanceTransaction!: string;
  @PrimaryColumn({ type: 'text' }) part!: string;
  @Column({ type: 'text', name: 'tx_id', collation: 'C' }) txId!: string;
  /** What the part moved on our balance at Stripe: fees are negative. */
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
}
