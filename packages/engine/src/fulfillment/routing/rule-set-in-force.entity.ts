import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which version of a rule set orders are routed by; without a row it is as if there were none. */
@Entity({ schema: 'fulfillment', name: 'rule_set_in_force' })
export class RuleSetInForceEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) name!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'text', name: 'activated_by', collation: 'C' }) activatedBy!: string;
  @Column({ type: 'timestamptz', name: 'activated_at', default: () => 'now()' }) activatedAt!: Date;
}
