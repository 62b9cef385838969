import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type BrandRole = 'owner' | 'host';

/** Who may act for a brand in the console. Members themselves are kept by the sign-in library beside this table. */
@Entity({ schema: 'identity', name: 'brand_member' })
@Index('brand_member_brand', ['brandId'])
export class BrandMemberEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'member_id' }) memberId!: string;
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'brand_id' }) brandId!: string;
  @Column({ type: 'text', default: 'owner' }) role!: BrandRole;
}

/** Who may see a creator's earnings. */
@Entity({ schema: 'identity', name: 'creator_member' })
export class CreatorMemberEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'member_id' }) memberId!: string;
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'creator_id' }) creatorId!: string;
}

/** Who runs the house itself: sees its books and reconciles them. */
@Entity({ schema: 'identity', name: 'operator' })
export class OperatorEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'member_id' }) memberId!: string;
}
