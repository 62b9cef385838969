import { compareMoney, formatMoney, money, sumMoney, timesQuantity, type Money } from '@sidestall/kernel';
import type { CouponOnHand } from './coupon-terms.ts';
import type { PricedLine } from './quote-content.ts';

export type CouponRefusal =
  | 'unknown'
  | 'not_yet'
  | 'over'
  | 'used_up'
  | 'used_by_you'
  | 'too_little'
  | 'other_goods'
  | 'other_currency'
  | 'not_together'
  | 'not_needed'
  | 'too_much';

/** A code that does nothing for this cart, and why, in words a shopper understands. */
export interface RefusedCode {
  readonly code: string;
  readonly reason: CouponRefusal;
  readonly words: string;
}

/** Why a coupon cannot count for these goods whatever else is used; null when it may. */
export function couponRefusal(coupon: CouponOnHand, lines: readonly PricedLine[]): RefusedCode | null {
  const { code } = coupon;
  const no = (reason: CouponRefusal, words: string): RefusedCode => ({ code, reason, words });
  const own = lines.filter((line) => line.brandId === coupon.brandId);
  if (coupon.isOver) return no('over', `${code} is no longer valid`);
  if (coupon.isNotYet) {
    return no('not_yet', coupon.startsOn ? `${code} is valid from ${coupon.startsOn} on` : `${code} is not valid yet`);
  }
  if (coupon.isUsedUp) return no('used_up', `${code} has been used as often as it may be`);
  if (own.length === 0) return no('other_goods', `${code} is for goods of another brand than those in your cart`);
  const brandName = own[0]!.brandName;
  const named = own.filter((line) => isNamed(coupon, line));
  if (named.length === 0) return no('other_goods', `${code} is for other goods of ${brandName}`);
  if (!named.some((line) => countsFor(coupon, line))) return no('other_goods', `${code} does not count in a drop`);
  return tooLittle(coupon, own, brandName);
}

/** Whether a coupon takes something off this line. */
export const countsFor = (coupon: CouponOnHand, line: PricedLine): boolean =>
  isNamed(coupon, line) && (line.drop === null || coupon.worksInDrops);

const isNamed = ({ brandId, productIds }: CouponOnHand, line: PricedLine): boolean =>
  line.brandId === brandId && (productIds === null || productIds.includes(line.productId));

function tooLittle(coupon: CouponOnHand, own: readonly PricedLine[], brandName: string): RefusedCode | null {
  const { code, amount, minimum } = coupon;
  const { currency } = own[0]!.unitPrice;
  const asked = amount ?? minimum;
  if (asked && asked.currency !== currency) {
    return { code, reason: 'other_currency', words: `${code} is for prices in ${asked.currency}` };
  }
  if (!minimum) return null;
  const worth = sumMoney(
    own.map((line) => timesQuantity(line.unitPrice, line.quantity)),
    currency,
  );
  if (compareMoney(worth, minimum) >= 0) return null;
  const words = `${code} is for orders from ${shown(minimum)} of ${brandName}; you have ${shown(worth)}`;
  return { code, reason: 'too_little', words };
}

/** The code nobody gave out. */
export const unknownCode = (code: string): RefusedCode => ({
  code,
  reason: 'unknown',
  words: `We do not know the code ${code}`,
});

/** It loses to others that take more off. */
export const notTogether = (code: string, kept: readonly string[]): RefusedCode => ({
  code,
  reason: 'not_together',
  words: `${code} cannot be used together with ${kept.join(' and ')}, which saves you more`,
});

/** With it nothing gets cheaper. */
export const notNeeded = (code: string, kind: CouponOnHand['kind']): RefusedCode => ({
  code,
  reason: 'not_needed',
  words:
    kind === 'free_shipping'
      ? `${code} is not needed: your shipping is free already`
      : `${code} would not make this order cheaper`,
});

/** With it less is left to pay than a card payment may be. */
export const tooMuch = (code: string, currency: string): RefusedCode => ({
  code,
  reason: 'too_much',
  words: `${code} would leave less than ${shown(leastPaid(currency))} to pay, and no card payment may be that small`,
});

/** The smallest card payments, as Stripe documents them by currency of settlement; in minor units. */
const LEAST_PAID: Readonly<Record<string, number>> = { EUR: 50, USD: 50, GBP: 30, JPY: 50, KWD: 160 };

/** The least a card payment may be. */
export const leastPaid = (currency: string): Money => money(LEAST_PAID[currency] ?? 50, currency);

/** Whole amounts without their decimals: €30, and €29.90. */
const shown = (value: Money): string => formatMoney(value).replace(/\.0+$/, '');
