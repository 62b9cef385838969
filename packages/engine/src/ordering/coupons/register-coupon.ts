import { Injectable } from '@nestjs/common';
import type { CouponTerms, Failure } from '@sidestall/contracts';
import { err, newId, ok, type BrandId, type CouponId, type ProductId, type Result } from '@sidestall/kernel';
import { couponFault, type CouponWish } from '@sidestall/ordering';
import { Database } from '../../platform/database.ts';
import { CouponStore } from './coupon.store.ts';

export type RegisterCouponFailure = Failure<'ORDERING.COUPON_EXISTS' | 'ORDERING.COUPON_INVALID'>;

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** Makes a brand's coupon. Its terms stay as they are: buyers were told them. */
@Injectable()
export class RegisterCoupon {
  constructor(
    private readonly database: Database,
    private readonly coupons: CouponStore,
  ) {}

  async execute(brandId: BrandId, terms: CouponTerms): Promise<Result<CouponId, RegisterCouponFailure>> {
    const { percent, amount, minimum, code, limitTotal, limitPerPerson, stacks, worksInDrops } = terms;
    const wish: CouponWish = {
      kind: terms.kind,
      basisPoints: percent === null ? null : Math.round(percent * 100),
      amount,
      minimum,
      productIds: terms.productIds as ProductId[] | null,
      startsAt: instant(terms.startsAt),
      endsAt: instant(terms.endsAt),
    };
    const fault = couponFault(wish);
    if (fault) {
      return err({
        code: 'ORDERING.COUPON_INVALID',
        detail: fault.words,
        fields: [{ path: fault.field, message: fault.words }],
      });
    }
    const id = newId('cpn');
    const coupon = {
      id,
      brandId,
      code,
      kind: wish.kind,
      basisPoints: wish.basisPoints,
      amountMinor: amount?.amount ?? null,
      minimumMinor: minimum?.amount ?? null,
      currency: (amount ?? minimum)?.currency ?? null,
      productIds: terms.productIds as ProductId[] | null,
      startsAt: wish.startsAt,
      endsAt: wish.endsAt,
      limitTotal,
      limitPerPerson,
      stacks,
      worksInDrops,
    };
    const isNew = await this.database.transaction((tx) => this.coupons.insert(tx, coupon));
    if (isNew) return ok(id);
    return err({ code: 'ORDERING.COUPON_EXISTS', detail: `You have a coupon ${code} already; choose another code` });
  }
}
