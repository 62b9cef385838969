import type { BrandId, CouponId, Money, ProductId } from '@sidestall/kernel';

export type CouponKind = 'percent' | 'amount' | 'free_shipping';

/** What a brand says of a coupon when it makes one. */
export interface CouponWish {
  readonly kind: CouponKind;
  /** Hundredths of a percent of the goods. */
  readonly basisPoints: number | null;
  readonly amount: Money | null;
  /** The least worth of the brand's goods in the cart, before coupons. */
  readonly minimum: Money | null;
  /** Null: all of the brand's. */
  readonly productIds: readonly ProductId[] | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

/** A coupon as far as pricing needs it. Time and limits come as facts: the database knows them. */
export interface CouponOnHand extends Omit<CouponWish, 'startsAt' | 'endsAt'> {
  readonly couponId: CouponId;
  readonly code: string;
  readonly brandId: BrandId;
  /** Whether it may be used together with others that stack. */
  readonly stacks: boolean;
  /** Whether it lowers the price of a drop, too. */
  readonly worksInDrops: boolean;
  readonly isNotYet: boolean;
  /** Past its end, or stopped by its brand. */
  readonly isOver: boolean;
  readonly isUsedUp: boolean;
  /** The day it begins, as a shopper reads it; null where it began at once. */
  readonly startsOn: string | null;
}

/** What is wrong with a coupon, and in which field, in words for its maker. */
export interface CouponFault {
  readonly field: string;
  readonly words: string;
}

/** What is wrong with a coupon somebody wants to make; null when nothing is. */
export function couponFault(wish: CouponWish): CouponFault | null {
  const { kind, basisPoints, amount, minimum, startsAt, endsAt } = wish;
  if ((kind === 'percent') !== (basisPoints !== null)) {
    return { field: 'percent', words: 'A percent coupon says how many percent, and no other coupon does' };
  }
  if ((kind === 'amount') !== (amount !== null)) {
    return { field: 'amount', words: 'An amount coupon says how much it takes off, and no other coupon does' };
  }
  if (amount && amount.amount <= 0) return { field: 'amount', words: 'The amount is more than nothing' };
  if (minimum && minimum.amount <= 0) {
    return { field: 'minimum', words: 'The minimum is more than nothing; leave it out for none' };
  }
  if (amount && minimum && amount.currency !== minimum.currency) {
    return { field: 'minimum', words: 'The minimum is in the currency of the amount' };
  }
  if (wish.productIds?.length === 0) {
    return { field: 'productIds', words: 'Name at least one product, or leave them out for all of the brand' };
  }
  if (startsAt && endsAt && startsAt >= endsAt) return { field: 'endsAt', words: 'It ends after it starts' };
  return null;
}
