import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** An account of the ledger; made when it is first posted to and never changed. */
@Entity({ schema: 'ledger', name: 'account' })
@Index('account_code', ['code'], { unique: true })
@Index('account_party', ['partyId'])
@Check('account_class', `class IN ('asset', 'liability', 'revenue', 'expense', 'memo')`)
@Check('account_mode', `mode = 'recording' AND floor IS NULL OR mode = 'authorizing'`)
export class AccountEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column({ type: 'text' }) code!: string;
  @Column({ type: 'text', name: 'party_id', collation: 'C', nullable: true }) partyId!: string | null;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'text' }) class!: string;
  @Column({ type: 'text' }) mode!: string;
  @Column({ type: 'bigint', nullable: true }) floor!: number | null;
}
