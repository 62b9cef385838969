import { BrandMemberEntity } from './brand-member.entity.ts';

export const identityEntities = [BrandMemberEntity];
