import { BrandMemberEntity, CreatorMemberEntity, OperatorEntity } from './brand-member.entity.ts';

export const identityEntities = [BrandMemberEntity, CreatorMemberEntity, OperatorEntity];
