import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a brand agreed to beforehand about returns. */
@Entity({ schema: 'ordering', name: 'return_policy' })
export class ReturnPolicyEntity {
  @PrimaryColumn({ type: 'text', name: 'brand_id', collation: 'C' }) brandId!: string;
  /** Whether a return is agreed to in the moment it is asked for. */
  @Column({ type: 'boolean', name: 'is_automatic' }) isAutomatic!: boolean;
  /** Where and how to send the goods, in words for the buyer. */
  @Column({ type: 'text', nullable: true }) instructions!: string | null;
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
