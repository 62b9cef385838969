import { compareMoney } from '@sidestall/kernel';
import { applyCoupons, askedFor, inOrderOfUse } from './coupon-discounts.ts';
import {
  couponRefusal,
  leastPaid,
  notNeeded,
  notTogether,
  tooMuch,
  unknownCode,
  type RefusedCode,
} from './coupon-refusals.ts';
import type { CouponOnHand } from './coupon-terms.ts';
import type { PricedGoods } from './quote-content.ts';

export interface CouponDecision {
  readonly goods: PricedGoods;
  /** Codes that do nothing, in the order of the codes. */
  readonly refused: readonly RefusedCode[];
}

/** A set of coupons used together, those that gain nothing left out. */
interface Candidate {
  readonly coupons: readonly CouponOnHand[];
  readonly goods: PricedGoods;
  readonly useless: readonly RefusedCode[];
}

/**
 * Which of the coupons count, and the goods with them. Of those that may count, the buyer has the cheapest of: all that
 * stack, together; or one that does not, alone. None is used up for nothing: one that makes the order no cheaper, since
 * shipping is free already or would cost again, is refused. The same codes in any order decide alike.
 */
export function decideCoupons(
  codes: readonly string[],
  known: readonly CouponOnHand[],
  goods: PricedGoods,
): CouponDecision {
  const refused = new Map<string, RefusedCode>();
  const usable: CouponOnHand[] = [];
  for (const code of new Set(codes)) {
    const named = known.filter((coupon) => coupon.code === code).sort(inOrderOfUse);
    const refusals = named.map((coupon) => couponRefusal(coupon, goods.lines));
    usable.push(...named.filter((_, index) => refusals[index] === null));
    // Several brands may have given out the same code; the one whose goods are in the cart comes first.
    const why = named.findIndex(({ brandId }) => goods.lines.some((line) => line.brandId === brandId));
    const refusal = named.length === 0 ? unknownCode(code) : refusals[Math.max(0, why)];
    if (refusal && refusals.every((one) => one !== null)) refused.set(code, refusal);
  }
  usable.sort(inOrderOfUse);
  const bare = applyCoupons(goods, []);
  const candidates = [usable.filter((coupon) => coupon.stacks), ...usable.filter((it) => !it.stacks).map((it) => [it])]
    .filter((coupons) => coupons.length > 0)
    .map((coupons) => withoutUseless(bare, coupons));
  const best = candidates.reduce(cheaper, { coupons: [], goods: bare, useless: [] });
  const kept = [...new Set(best.coupons.map(({ code }) => code))].sort();
  for (const { code } of usable) {
    if (kept.includes(code) || refused.has(code)) continue;
    const useless = candidates.flatMap((it) => it.useless).find((one) => one.code === code);
    refused.set(code, useless ?? notTogether(code, kept));
  }
  return { goods: best.goods, refused: [...new Set(codes)].flatMap((code) => refused.get(code) ?? []) };
}

/** Leaves out, one after the other, whatever does not lower the price or lowers it too far. */
function withoutUseless(bare: PricedGoods, all: readonly CouponOnHand[]): Candidate {
  const useless: RefusedCode[] = [];
  let coupons = all;
  let goods = applyCoupons(bare, coupons);
  while (coupons.length > 0) {
    const isTooMuch = compareMoney(askedFor(goods), leastPaid(bare.subtotal.currency)) < 0;
    const fewer = coupons.map((left) => {
      const kept = coupons.filter((coupon) => coupon !== left);
      return { left, coupons: kept, goods: applyCoupons(bare, kept) };
    });
    // Of equals the last goes: an amount off the goods stays before free shipping.
    const [next] = fewer
      .filter((one) => isTooMuch || compareMoney(askedFor(one.goods), askedFor(goods)) <= 0)
      .sort((a, b) => compareMoney(askedFor(a.goods), askedFor(b.goods)) || inOrderOfUse(b.left, a.left));
    if (!next) break;
    const { code, kind } = next.left;
    useless.push(isTooMuch ? tooMuch(code, bare.subtotal.currency) : notNeeded(code, kind));
    ({ coupons, goods } = next);
  }
  // Each may gain by what the others gain, and all of them nothing: shipping that costs again.
  if (compareMoney(askedFor(goods), askedFor(bare)) < 0) return { coupons, goods, useless };
  return { coupons: [], goods: bare, useless: [...useless, ...coupons.map(({ code, kind }) => notNeeded(code, kind))] };
}

const cheaper = (best: Candidate, next: Candidate): Candidate =>
  compareMoney(askedFor(next.goods), askedFor(best.goods)) < 0 ? next : best;
