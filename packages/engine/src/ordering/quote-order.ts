import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Failure, QuoteRequest, RefusedCoupon } from '@sidestall/contracts';
import { err, newId, ok, type Result, type StreamId } from '@sidestall/kernel';
import { composeQuote, lineTotal, priceGoods, quoteBytes, taxPlace, type QuoteContent } from '@sidestall/ordering';
import { TAX_PORT, type TaxPort } from '../payments/tax-port.ts';
import { Database } from '../platform/database.ts';
import { CouponPricing } from './coupons/coupon-pricing.ts';
import { WaitlistOffers } from './waitlist/waitlist-offers.ts';
import { QuoteLines } from './quote-lines.ts';
import { QuoteStore, type QuoteRow } from './quote.store.ts';
import { SplitPlanner } from './split-planner.ts';

export type QuoteFailure = Failure<
  | 'CATALOG.LISTING_NOT_FOUND'
  | 'ORDERING.CURRENCIES_MIXED'
  | 'ORDERING.NOT_SHIPPABLE'
  | 'ORDERING.STOCK_GONE'
  | 'ORDERING.CAP_REACHED'
  | 'ORDERING.OFFER_OVER'
  | 'PAYMENTS.UNAVAILABLE'
>;

export interface QuoteView extends Pick<QuoteRow, 'id' | 'hash' | 'content' | 'expiresAt'> {
  readonly refusedCoupons: readonly RefusedCoupon[];
}

export const hashQuote = (content: QuoteContent): string =>
  createHash('sha256').update(quoteBytes(content)).digest('base64url');

/** Prices what a buyer wants, for the place it goes to, and fixes it for ten minutes. Promises no stock: placing does. */
@Injectable()
export class QuoteOrder {
  constructor(
    private readonly database: Database,
    private readonly lines: QuoteLines,
    private readonly quotes: QuoteStore,
    private readonly coupons: CouponPricing,
    private readonly waitlist: WaitlistOffers,
    private readonly planner: SplitPlanner,
    @Inject(TAX_PORT) private readonly tax: TaxPort,
  ) {}

  async execute(request: QuoteRequest): Promise<Result<QuoteView, QuoteFailure>> {
    const place = taxPlace(request.country, request.region, request.postalCode);
    const streamId = (request.streamId ?? null) as StreamId | null;
    const { waitlistOffer: bearer } = request;
    const held = bearer ? await this.waitlist.find(this.database, bearer.entryId, bearer.token) : null;
    if (bearer && !held) {
      return err({
        code: 'ORDERING.OFFER_OVER',
        detail: 'The time to buy what was held for you is over; you can join the line again',
      });
    }
    const asked = await this.lines.price(request.lines, { country: place.country, streamId, held });
    if (!asked.ok) return asked;
    const { lines, shown } = asked.value;
    const goods = priceGoods(lines, place);
    if (!goods.ok) {
      return goods.error === 'currencies-mixed'
        ? err({ code: 'ORDERING.CURRENCIES_MIXED', detail: 'Order the things of each currency apart' })
        : err({ code: 'ORDERING.NOT_SHIPPABLE', detail: 'There is no shipping price in this currency yet' });
    }
    const { goods: priced, refused } = await this.coupons.apply(this.database, request.couponCodes ?? [], goods.value);
    const taxes = await this.tax.taxesOn({
      place,
      lines: priced.lines.map((line, index) => ({ reference: `${index + 1}-${line.sku}`, amount: lineTotal(line) })),
      shipping: priced.shipping,
    });
    if (!taxes.ok) {
      return err({
        code: 'PAYMENTS.UNAVAILABLE',
        detail: 'The tax cannot be reckoned just now; try again in a moment',
      });
    }
    const content = composeQuote(priced, taxes.value, held?.entryId ?? null);
    const plan = await this.planner.plan(this.database, content, streamId);
    const quote = { id: newId('quo'), hash: hashQuote(content), content: { ...content, plan, shown }, streamId };
    const { expiresAt } = await this.quotes.insert(quote);
    return ok({ ...quote, expiresAt, refusedCoupons: refused });
  }

  /** True while everything in a quote can be bought at the price that was quoted. */
  isAsQuoted(content: QuoteContent, streamId: StreamId | null): Promise<boolean> {
    return this.lines.areAsQuoted(content, streamId);
  }
}
