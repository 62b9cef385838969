import type { RefusedCoupon } from '@sidestall/contracts';
import type { Words } from '../words/words.ts';

/** The most one order may carry. */
export const MOST_COUPONS = 5;

/** A code as the shop keeps it, of what somebody typed or pasted; null where it cannot be one. */
export function couponCode(typed: string): string | null {
  const code = typed.trim().toUpperCase();
  return /^[A-Z0-9][A-Z0-9-]{1,31}$/.test(code) ? code : null;
}

/** Why a coupon does nothing: in the shop's own sentence, which knows the amounts, or in ours where it is not English. */
export function refusalWords(words: Words, refused: RefusedCoupon): string {
  return (words.locale.startsWith('en') && refused.words) || words.t(`coupon.${refused.reason}`);
}
