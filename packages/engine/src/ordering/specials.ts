import { Injectable } from '@nestjs/common';
import { ok, type OrderId, type Result } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { BuyerCaps, type Buyer, type CappedLine } from './caps/buyer-caps.ts';
import { CouponUses } from './coupons/coupon-uses.ts';
import type { PlaceOrderFailure } from './placing.ts';
import type { QuoteRow } from './quote.store.ts';
import { WaitlistOffers } from './waitlist/waitlist-offers.ts';

/** An order to be, and who wants it. */
export interface SpecialAsk {
  readonly orderId: OrderId;
  readonly quote: QuoteRow;
  readonly buyer: Buyer;
}

export type SpecialAnswer = Result<null, PlaceOrderFailure>;

/** What few orders claim beside their units: coupons, a place under a drop's cap, units that
 * were held for a place on the waitlist. The others cost no statement here. */
@Injectable()
export class Specials {
  constructor(
    private readonly coupons: CouponUses,
    private readonly caps: BuyerCaps,
    private readonly waitlist: WaitlistOffers,
  ) {}

  /** Claims for each order all of it or nothing, in the order given. */
  async claim(tx: Tx, asks: readonly SpecialAsk[]): Promise<SpecialAnswer[]> {
    const answers: SpecialAnswer[] = asks.map(() => ok(null));
    await this.#each(answers, asks, hasOffer, async (offered) => {
      const taken: SpecialAnswer[] = [];
      for (const { orderId, quote } of offered) {
        taken.push(await this.waitlist.take(tx, orderId, quote.content.waitlistEntry!));
      }
      return taken;
    });
    await this.#each(answers, asks, hasCaps, (capped) =>
      this.caps.claim(
        tx,
        capped.map(({ orderId, buyer, quote }) => ({ orderId, buyer, lines: cappedLines(quote) })),
      ),
    );
    await this.#each(answers, asks, hasCoupons, (couponed) =>
      this.coupons.redeemMany(
        tx,
        couponed.map(({ orderId, quote, buyer }) => ({
          orderId,
          coupons: quote.content.coupons,
          email: buyer.email,
        })),
      ),
    );
    for (const [index, { orderId, quote }] of asks.entries()) {
      if (!answers[index]!.ok && isSpecial(quote)) await this.giveBack(tx, orderId);
    }
    return answers;
  }

  /** The order comes to nothing: what it claimed may be claimed by others. Doing it again changes nothing. */
  async giveBack(tx: Tx, orderId: OrderId): Promise<void> {
    await this.coupons.giveBack(tx, orderId);
    await this.caps.giveBack(tx, orderId);
    await this.waitlist.giveUp(tx, orderId);
  }

  /** Has those asks claim that need to and were not refused yet, and notes how it went. */
  async #each(
    answers: SpecialAnswer[],
    asks: readonly SpecialAsk[],
    needs: (quote: QuoteRow) => boolean,
    claim: (asks: readonly SpecialAsk[]) => Promise<readonly SpecialAnswer[]>,
  ): Promise<void> {
    const places = asks.flatMap(({ quote }, index) => (needs(quote) && answers[index]!.ok ? [index] : []));
    if (places.length === 0) return;
    const claimed = await claim(places.map((index) => asks[index]!));
    places.forEach((index, at) => (answers[index] = claimed[at]!));
  }
}

/** True for a quote that is priced in a drop with a limit for each buyer. */
export const hasCaps = (quote: Pick<QuoteRow, 'content'>): boolean => cappedLines(quote).length > 0;

/** True for a quote whose order claims more than units. */
export const isSpecial = (quote: QuoteRow): boolean => hasCaps(quote) || hasCoupons(quote) || hasOffer(quote);

const hasOffer = (quote: QuoteRow): boolean => quote.content.waitlistEntry !== null;
const hasCoupons = (quote: QuoteRow): boolean => quote.content.coupons.length > 0;

const cappedLines = ({ content }: Pick<QuoteRow, 'content'>): CappedLine[] =>
  content.lines.flatMap(({ drop, listingId, title, quantity }) =>
    drop?.cap ? [{ dropId: drop.id, listingId, title, quantity, cap: drop.cap }] : [],
  );
