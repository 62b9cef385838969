import type { Failure } from '@sidestall/contracts';
import type { OrderId } from '@sidestall/kernel';

/** How long a buyer may take to finish paying, the bank's own page included; the units are held as long. */
export const PAY_WITHIN_SECONDS = 30 * 60;
/** When a begun authorization without an answer is taken up again. */
export const RESUME_AFTER_SECONDS = 30;

export type PlaceOrderFailure = Failure<
  | 'ORDERING.QUOTE_NOT_FOUND'
  | 'ORDERING.QUOTE_EXPIRED'
  | 'ORDERING.QUOTE_CHANGED'
  | 'ORDERING.STOCK_GONE'
  | 'ORDERING.NOT_SHIPPABLE'
  | 'ORDERING.CURRENCIES_MIXED'
  | 'ORDERING.ORDER_CLOSED'
  | 'ORDERING.CAP_REACHED'
  | 'ORDERING.COUPON_REFUSED'
  | 'ORDERING.OFFER_OVER'
  | 'ORDERING.WAIT_YOUR_TURN'
  | 'CATALOG.LISTING_NOT_FOUND'
  | 'PAYMENTS.DECLINED'
  | 'PAYMENTS.CONFIRMATION_INVALID'
  | 'PAYMENTS.UNAVAILABLE'
>;

export interface Placed {
  readonly orderId: OrderId;
  readonly status: 'authorized' | 'requires_action';
  readonly clientSecret: string | null;
}
