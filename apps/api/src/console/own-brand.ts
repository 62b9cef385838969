import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type Result } from '@sidestall/kernel';
import type { MemberIdentity } from '../http/access.ts';

/** The brand, when the member acts for it; for others it does not exist. */
export const ownBrand = (
  member: MemberIdentity,
  brandId: BrandId,
): Result<BrandId, Failure<'CATALOG.BRAND_NOT_FOUND'>> =>
  member.brandIds.includes(brandId) ? ok(brandId) : err({ code: 'CATALOG.BRAND_NOT_FOUND' });
