import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type CouponId, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { CouponStore } from './coupon.store.ts';

/** Ends a coupon at once, for good. Orders that used it keep what they were promised. */
@Injectable()
export class StopCoupon {
  constructor(
    private readonly database: Database,
    private readonly coupons: CouponStore,
  ) {}

  async execute(brandId: BrandId, id: CouponId): Promise<Result<null, Failure<'ORDERING.COUPON_NOT_FOUND'>>> {
    const isThere = await this.database.transaction((tx) => this.coupons.stop(tx, brandId, id));
    return isThere ? ok(null) : err({ code: 'ORDERING.COUPON_NOT_FOUND' });
  }
}
