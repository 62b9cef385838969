import { Inject, Injectable } from '@nestjs/common';
import type { PlaceOrderRequest } from '@sidestall/contracts';
import { err, ok, type Result } from '@sidestall/kernel';
import { taxPlace, type TaxPlace } from '@sidestall/ordering';
import { CHECKOUT_DRIVER, type CheckoutDriver } from '../payments/stripe/checkout-driver.ts';
import type { PlaceOrderFailure } from './placing.ts';
import { QuoteOrder } from './quote-order.ts';
import type { QuoteForPlacing, QuoteRow } from './quote.store.ts';
import { hasCaps } from './specials.ts';

/** Says whether a quote can still be bought as it stands; what is charged is always what was accepted. */
@Injectable()
export class QuoteCheck {
  constructor(
    private readonly pricing: QuoteOrder,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
  ) {}

  /** Why not, with a fresh quote where there can be one; null when it can. An order already made of it is never refused. */
  async refusal(quote: QuoteForPlacing, request: PlaceOrderRequest): Promise<PlaceOrderFailure | null> {
    const { country, region, postalCode } = request.shippingAddress;
    const place = taxPlace(country, region, postalCode);
    if (quote.hash !== request.quoteHash || !isMadeFor(quote, place)) {
      return this.#anew(
        quote,
        place,
        'ORDERING.QUOTE_CHANGED',
        'The quote was made for something else; look at the total again',
      );
    }
    if (quote.isPlaced) return null;
    if (quote.isExpired) {
      return this.#anew(
        quote,
        place,
        'ORDERING.QUOTE_EXPIRED',
        'The quote was good for ten minutes; look at the total again',
      );
    }
    if (!(await this.pricing.isAsQuoted(quote.content, quote.streamId))) {
      return this.#anew(
        quote,
        place,
        'ORDERING.QUOTE_CHANGED',
        'A price changed since you looked; look at the total again',
      );
    }
    return null;
  }

  /**
   * Reads the buyer's payment details where they matter before they are used: a wallet sends an address of its own, and
   * shipping and tax are those of that place, or nothing is charged; a drop's cap counts for each card.
   */
  async readDetails(
    quote: QuoteForPlacing,
    request: PlaceOrderRequest,
  ): Promise<Result<{ readonly cardFingerprint: string | null }, PlaceOrderFailure>> {
    const isWalletAsked = request.paidWith !== 'form' && !quote.isPlaced;
    if (!isWalletAsked && !hasCaps(quote)) return ok({ cardFingerprint: null });
    const token = await this.driver.readConfirmation(request.confirmationTokenId);
    if (!token.ok && token.error.kind === 'unavailable') {
      return err({
        code: 'PAYMENTS.UNAVAILABLE',
        detail: 'The payment service does not answer. Nothing was charged; try again.',
      });
    }
    // What else is wrong with it, the payment itself will say, and as something the buyer can act on.
    const { shipping, cardFingerprint } = token.ok ? token.value : { shipping: null, cardFingerprint: null };
    if (!shipping?.country || !isWalletAsked) return ok({ cardFingerprint });
    const place = taxPlace(shipping.country, shipping.region, shipping.postalCode);
    if (isMadeFor(quote, place)) return ok({ cardFingerprint });
    return err(
      await this.#anew(
        quote,
        place,
        'ORDERING.QUOTE_CHANGED',
        'The wallet sends it to another place; look at the total for there',
      ),
    );
  }

  async #anew(
    quote: QuoteRow,
    place: TaxPlace,
    code: 'ORDERING.QUOTE_CHANGED' | 'ORDERING.QUOTE_EXPIRED',
    detail: string,
  ): Promise<PlaceOrderFailure> {
    const fresh = await this.pricing.execute({
      lines: quote.content.lines.map(({ listingId, quantity }) => ({ listingId, quantity })),
      country: place.country,
      region: place.region ?? undefined,
      postalCode: place.postalCode ?? undefined,
      streamId: quote.streamId ?? undefined,
      couponCodes: quote.content.coupons.map(({ code }) => code),
    });
    return fresh.ok ? { code, detail, extra: { freshQuoteId: fresh.value.id } } : fresh.error;
  }
}

/** A postal code counts only where a tax service was asked with it. */
function isMadeFor({ content }: QuoteRow, place: TaxPlace): boolean {
  const isSamePost = content.taxes.calculationId === null || content.postalCode === place.postalCode;
  return content.country === place.country && content.region === place.region && isSamePost;
}
