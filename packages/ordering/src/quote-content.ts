import {
  addMoney,
  canonicalJson,
  err,
  ok,
  sumMoney,
  timesQuantity,
  type BrandId,
  type ListingId,
  type Money,
  type ProductId,
  type Result,
  type VariantId,
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
}

export interface QuoteTotals {
  readonly subtotal: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly isTaxIncluded: boolean;
  readonly total: Money;
}

/** Lines with what they and their shipping cost, before tax is asked about. */
export interface PricedGoods {
  readonly place: TaxPlace;
  readonly lines: readonly PricedLine[];
  readonly subtotal: Money;
  readonly shipping: Money;
}

/** What a quote fixes: everything a buyer must have been shown before paying. */
export interface QuoteContent {
  readonly country: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly lines: readonly PricedLine[];
  readonly taxes: Taxes;
  readonly totals: QuoteTotals;
}

export type QuoteRefusal = 'currencies-mixed' | 'no-rate-in-currency';

/** The price of a whole line: what tax and shares of it are reckoned from. */
export const lineTotal = (line: Pick<PricedLine, 'unitPrice' | 'quantity'>): Money =>
  timesQuantity(line.unitPrice, line.quantity);

/** Prices goods and their shipping. One order is paid in one currency. */
export function priceGoods(lines: readonly PricedLine[], place: TaxPlace): Result<PricedGoods, QuoteRefusal> {
  const currency = lines[0]!.unitPrice.currency;
  if (lines.some((line) => line.unitPrice.currency !== currency)) return err('currencies-mixed');
  const subtotal = sumMoney(lines.map(lineTotal), currency);
  const shipping = shippingPrice(subtotal, place.country);
  if (!shipping.ok) return shipping;
  return ok({ place, lines, subtotal, shipping: shipping.value });
}

/** Adds the taxes, in the prices or on top of them, and says what the whole costs. */
export function composeQuote({ place, lines, subtotal, shipping }: PricedGoods, taxes: Taxes): QuoteContent {
  const { currency } = subtotal;
  const tax = sumMoney(
    [...taxes.lines, taxes.shipping].map(({ amount }) => amount),
    currency,
  );
  const asked = addMoney(subtotal, shipping);
  const total = taxes.isIncluded ? asked : addMoney(asked, tax);
  return { ...place, lines, taxes, totals: { subtotal, shipping, tax, isTaxIncluded: taxes.isIncluded, total } };
}

/**
 * The bytes a quote's hash is made of: the same offer always hashes alike, though a tax service numbers each of its
 * answers anew.
 */
export const quoteBytes = ({ country, region, postalCode, lines, taxes, totals }: QuoteContent): string =>
  canonicalJson({ country, region, postalCode, lines, totals, taxes: { ...taxes, calculationId: null } });
