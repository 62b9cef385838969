import { Injectable } from '@nestjs/common';
import { ok, type OrderId, type Result } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { CouponUses } from './coupons/coupon-uses.ts';
import type { PlaceOrderFailure } from './placing.ts';
import type { QuoteRow } from './quote.store.ts';

/** An order to be, and who wants it. */
export interface SpecialAsk {
  readonly orderId: OrderId;
  readonly quote: QuoteRow;
  readonly email: string;
}

export type SpecialAnswer = Result<null, PlaceOrderFailure>;

/** What few orders claim beside their units, such as coupons. Orders without any of it cost no statement here. */
@Injectable()
export class Specials {
  constructor(private readonly coupons: CouponUses) {}

  /** Claims for each order all of it or nothing, in the order given. */
  async claim(tx: Tx, asks: readonly SpecialAsk[]): Promise<SpecialAnswer[]> {
    const answers: SpecialAnswer[] = asks.map(() => ok(null));
    const withCoupons = asks.flatMap((ask, index) => (ask.quote.content.coupons.length > 0 ? [{ ...ask, index }] : []));
    if (withCoupons.length === 0) return answers;
    const redeemed = await this.coupons.redeemMany(
      tx,
      withCoupons.map(({ orderId, quote, email }) => ({ orderId, coupons: quote.content.coupons, email })),
    );
    redeemed.forEach((answer, at) => (answers[withCoupons[at]!.index] = answer));
    return answers;
  }

  /** The order comes to nothing: what it claimed may be claimed by others. Doing it again changes nothing. */
  async giveBack(tx: Tx, orderId: OrderId): Promise<void> {
    await this.coupons.giveBack(tx, orderId);
  }
}
