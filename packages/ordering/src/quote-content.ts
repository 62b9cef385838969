import {
  addMoney,
  canonicalJson,
  err,
  ok,
  sumMoney,
  timesQuantity,
  subtractMoney,
  type BrandId,
  type CouponId,
  type DropId,
  type ListingId,
  type Money,
  type ProductId,
  type Result,
  type VariantId,
  type WaitlistEntryId,
} from '@sidestall/kernel';
import { shippingPrice } from './shipping-rates.ts';
import type { Taxes, TaxPlace } from './tax-rates.ts';

/** One thing asked for, priced now. */
export interface PricedLine {
  readonly listingId: ListingId;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly brandId: BrandId;
  readonly brandName: string;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly grams: number;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** What it costs outside the drop; the same where there is none. */
  readonly regularPrice: Money;
  /** In a drop, the lowest price of the 30 days before it; null where it is no reduction. */
  readonly priorPrice: Money | null;
  readonly drop: { readonly id: DropId; readonly endsAt: string; readonly cap: number | null } | null;
  /** What coupons take off the whole line. */
  readonly discount: Money;
}

/** A coupon that counts in a quote, and what it takes off; for free shipping what shipping would have cost. */
export interface QuotedCoupon {
  readonly couponId: CouponId;
  readonly code: string;
  readonly kind: 'percent' | 'amount' | 'free_shipping';
  readonly discount: Money;
}

export interface QuoteTotals {
  /** The goods before coupons. */
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly isTaxIncluded: boolean;
  readonly total: Money;
}

/** Lines with what they and their shipping cost, before tax is asked about. */
export interface PricedGoods {
  readonly place: TaxPlace;
  readonly lines: readonly PricedLine[];
  /** The goods before coupons. */
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly coupons: readonly QuotedCoupon[];
}

/** What a quote fixes: everything a buyer must have been shown before paying. */
export interface QuoteContent {
  readonly country: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly lines: readonly PricedLine[];
  readonly taxes: Taxes;
  readonly totals: QuoteTotals;
  readonly coupons: readonly QuotedCoupon[];
  /** The place on the waitlist whose held units are bought. */
  readonly waitlistEntry: WaitlistEntryId | null;
}

export type QuoteRefusal = 'currencies-mixed' | 'no-rate-in-currency';

/** The price of a whole line after coupons: what tax and shares of it are reckoned from. */
export const lineTotal = (line: Pick<PricedLine, 'unitPrice' | 'quantity' | 'discount'>): Money =>
  subtractMoney(timesQuantity(line.unitPrice, line.quantity), line.discount);

/** Prices goods and their shipping. One order is paid in one currency. */
export function priceGoods(lines: readonly PricedLine[], place: TaxPlace): Result<PricedGoods, QuoteRefusal> {
  const currency = lines[0]!.unitPrice.currency;
  if (lines.some((line) => line.unitPrice.currency !== currency)) return err('currencies-mixed');
  const subtotal = sumMoney(
    lines.map((line) => timesQuantity(line.unitPrice, line.quantity)),
    currency,
  );
  const discount = sumMoney(
    lines.map((line) => line.discount),
    currency,
  );
  const shipping = shippingPrice(subtractMoney(subtotal, discount), place.country);
  if (!shipping.ok) return shipping;
  return ok({ place, lines, subtotal, discount, shipping: shipping.value, coupons: [] });
}

/** Adds the taxes, in the prices or on top of them, and says what the whole costs. */
export function composeQuote(
  { place, lines, subtotal, discount, shipping, coupons }: PricedGoods,
  taxes: Taxes,
  waitlistEntry: WaitlistEntryId | null = null,
): QuoteContent {
  const { currency } = subtotal;
  const tax = sumMoney(
    [...taxes.lines, taxes.shipping].map(({ amount }) => amount),
    currency,
  );
  const asked = addMoney(subtractMoney(subtotal, discount), shipping);
  const total = taxes.isIncluded ? asked : addMoney(asked, tax);
  const totals = { subtotal, discount, shipping, tax, isTaxIncluded: taxes.isIncluded, total };
  return { ...place, lines, taxes, totals, coupons, waitlistEntry };
}

/**
 * The bytes a quote's hash is made of: the same offer always hashes alike, though a tax service numbers each of its
 * answers anew.
 */
export const quoteBytes = (content: QuoteContent): string => {
  const { country, region, postalCode, lines, taxes, totals, coupons, waitlistEntry } = content;
  const told = { country, region, postalCode, lines, totals, coupons, waitlistEntry };
  return canonicalJson({ ...told, taxes: { ...taxes, calculationId: null } });
};
