import {
  addMoney,
  allocateMoney,
  basisPointsOf,
  compareMoney,
  subtractMoney,
  sumMoney,
  timesQuantity,
  zeroMoney,
  type Money,
} from '@sidestall/kernel';
import { countsFor } from './coupon-refusals.ts';
import type { CouponKind, CouponOnHand } from './coupon-terms.ts';
import { lineTotal, priceGoods, type PricedGoods, type PricedLine, type QuotedCoupon } from './quote-content.ts';

const RANK: Readonly<Record<CouponKind, number>> = { percent: 0, amount: 1, free_shipping: 2 };

/** The order in which coupons count, whatever order their codes were typed in: percents, amounts, then shipping. */
export const inOrderOfUse = (a: CouponOnHand, b: CouponOnHand): number =>
  RANK[a.kind] - RANK[b.kind] ||
  (b.basisPoints ?? 0) - (a.basisPoints ?? 0) ||
  (b.amount?.amount ?? 0) - (a.amount?.amount ?? 0) ||
  (a.couponId < b.couponId ? -1 : 1);

/**
 * The goods with these coupons, all of which count for them. Percents are of the full price of each line, so that two of
 * them do the same in either order; amounts are spread by what is left of the lines. No line falls below nothing.
 * Shipping is priced anew on what is left, before a coupon makes it free.
 */
export function applyCoupons(goods: PricedGoods, coupons: readonly CouponOnHand[]): PricedGoods {
  const { currency } = goods.subtotal;
  let lines: readonly PricedLine[] = goods.lines.map((line) => ({ ...line, discount: zeroMoney(currency) }));
  const quoted: QuotedCoupon[] = [];
  for (const coupon of [...coupons].sort(inOrderOfUse)) {
    const { couponId, code, kind } = coupon;
    const off = offLines(coupon, lines);
    lines = lines.map((line, index) => ({ ...line, discount: addMoney(line.discount, off[index]!) }));
    quoted.push({ couponId, code, kind, discount: sumMoney(off, currency) });
  }
  const priced = priceGoods(lines, goods.place);
  // They had a price for shipping before, and a price in their currency is a price at any worth.
  if (!priced.ok) throw new Error(`Goods in ${currency} cannot be priced anew: ${priced.error}`);
  const first = quoted.findIndex((coupon) => coupon.kind === 'free_shipping');
  if (first < 0) return { ...priced.value, coupons: quoted };
  const free = quoted.map((coupon, index) =>
    index === first ? { ...coupon, discount: priced.value.shipping } : coupon,
  );
  return { ...priced.value, shipping: zeroMoney(currency), coupons: free };
}

/** What a coupon takes off each line, in their order. */
function offLines(coupon: CouponOnHand, lines: readonly PricedLine[]): Money[] {
  const { currency } = lines[0]!.unitPrice;
  const nothing = zeroMoney(currency);
  const left = lines.map((line) => (countsFor(coupon, line) ? lineTotal(line) : nothing));
  const isSpent = left.every(({ amount }) => amount === 0);
  if (coupon.kind === 'free_shipping' || isSpent) return lines.map(() => nothing);
  if (coupon.amount) {
    const all = sumMoney(left, currency);
    return allocateMoney(
      least(coupon.amount, all),
      left.map(({ amount }) => amount),
    );
  }
  const full = lines.map((line) => (countsFor(coupon, line) ? timesQuantity(line.unitPrice, line.quantity) : nothing));
  const off = allocateMoney(
    basisPointsOf(sumMoney(full, currency), coupon.basisPoints!),
    full.map(({ amount }) => amount),
  );
  return off.map((part, index) => least(part, left[index]!));
}

const least = (a: Money, b: Money): Money => (compareMoney(a, b) < 0 ? a : b);

/** What a buyer is asked for before tax. */
export const askedFor = ({ subtotal, discount, shipping }: PricedGoods): Money =>
  addMoney(subtractMoney(subtotal, discount), shipping);
