import { Injectable } from '@nestjs/common';
import type { RefusedCoupon } from '@sidestall/contracts';
import { money } from '@sidestall/kernel';
import { decideCoupons, type CouponOnHand, type PricedGoods } from '@sidestall/ordering';
import type { Sql } from '../../platform/database.ts';
import { CouponStore, type CouponNow } from './coupon.store.ts';

/** Prices goods with the codes a buyer typed. */
@Injectable()
export class CouponPricing {
  constructor(private readonly coupons: CouponStore) {}

  /**
   * The goods with what the coupons take off their lines and their shipping, and why the other codes do nothing. One
   * statement, none without codes. Limits per person are found out when the order is placed: until then nobody has said
   * who they are.
   */
  async apply(
    sql: Sql,
    codes: readonly string[],
    goods: PricedGoods,
  ): Promise<{ goods: PricedGoods; refused: RefusedCoupon[] }> {
    if (codes.length === 0) return { goods, refused: [] };
    const typed = [...new Set(codes.map((code) => code.trim().toUpperCase()))];
    const brandIds = [...new Set(goods.lines.map((line) => line.brandId))];
    const named = await this.coupons.named(sql, typed, brandIds);
    const decision = decideCoupons(typed, named.map(onHand), goods);
    return { goods: decision.goods, refused: [...decision.refused] };
  }
}

function onHand(row: CouponNow): CouponOnHand {
  const inIts = (minor: number | null) => (minor === null ? null : money(minor, row.currency!));
  return {
    couponId: row.id,
    code: row.code,
    brandId: row.brandId,
    kind: row.kind,
    basisPoints: row.basisPoints,
    amount: inIts(row.amountMinor),
    minimum: inIts(row.minimumMinor),
    productIds: row.productIds,
    stacks: row.stacks,
    worksInDrops: row.worksInDrops,
    isNotYet: row.isNotYet,
    isOver: row.isOver,
    isUsedUp: row.limitTotal !== null && row.used >= row.limitTotal,
    startsOn: row.startsOn,
  };
}
