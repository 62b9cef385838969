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
import { taxContained } from './tax-rates.ts';

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

/** What a quote fixes: everything a buyer must have been shown before paying. */
export interface QuoteContent {
  readonly country: string;
  readonly lines: readonly PricedLine[];
  readonly totals: QuoteTotals;
}

export type QuoteRefusal = 'currencies-mixed' | 'no-rate-in-currency';

/** Prices an order: goods, shipping and the tax contained. One order is paid in one currency. */
export function composeQuote(lines: readonly PricedLine[], country: string): Result<QuoteContent, QuoteRefusal> {
  const currency = lines[0]!.unitPrice.currency;
  if (lines.some((line) => line.unitPrice.currency !== currency)) return err('currencies-mixed');
  const subtotal = sumMoney(
    lines.map((line) => timesQuantity(line.unitPrice, line.quantity)),
    currency,
  );
  const shipping = shippingPrice(subtotal, country);
  if (!shipping.ok) return shipping;
  const total = addMoney(subtotal, shipping.value);
  const tax = taxContained(total, country);
  return ok({ country, lines, totals: { subtotal, shipping: shipping.value, tax, isTaxIncluded: true, total } });
}

/** The bytes a quote's hash is made of: the same offer always hashes alike. */
export const quoteBytes = (content: QuoteContent): string => canonicalJson(content);
