import { Injectable } from '@nestjs/common';
import type { CouponTerms, Failure } from '@sidestall/contracts';
import { err, newId, ok, type BrandId, type CouponId, type ProductId, type Result } from '@sidestall/kernel';
import { couponFault, type CouponFault, type CouponWish } from '@sidestall/ordering';
import { BrandStore } from '../../catalog/brand.store.ts';
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
    private readonly brands: BrandStore,
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
    const fault = couponFault(wish) ?? (await this.#foreignGoods(brandId, wish));
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
      productIds: wish.productIds,
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

  /** A coupon for goods of others would never do anything. */
  async #foreignGoods(brandId: BrandId, { productIds }: CouponWish): Promise<CouponFault | null> {
    if (!productIds) return null;
    const wanted = new Set(productIds);
    const own = await this.brands.productsAmong(this.database, brandId, [...wanted]);
    return own.length === wanted.size ? null : { field: 'productIds', words: 'Name products of your own brand only' };
  }
}
