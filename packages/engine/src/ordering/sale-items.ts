import { allocateMoney, money, subtractMoney, type Money, type OrderLineId, type RetailerId } from '@sidestall/kernel';
import type { Split } from '@sidestall/ledger';
import { captureItems, lineTotal, type CaptureItem } from '@sidestall/ordering';
import type { SaleItem } from '../payments/record-capture.ts';
import type { OrderLineRow } from './order.store.ts';
import type { LineSourceRow } from './line-source.store.ts';
import type { QuotedContent } from './quote.store.ts';

const TAKERS = ['partner', 'brand', 'creator', 'platform'] as const;

/**
 * What an order's capture is made of: the units each retailer took on, priced, taxed and divided as the accepted quote
 * says. The same order, however often asked, gives the same items; what is captured is their sum.
 */
export function saleItems(
  { lines: quoted, taxes, totals, plan }: QuotedContent,
  lines: readonly OrderLineRow[],
  sources: readonly LineSourceRow[],
): SaleItem[] {
  const sold = lines.map((line, index) => ({
    lineId: line.id,
    quantity: line.quantity,
    price: lineTotal(quoted[index]!),
    tax: taxes.lines[index]!.amount,
  }));
  const shipping = { price: totals.shipping, tax: taxes.shipping.amount };
  const units = sources.map((source) => ({
    lineId: source.lineId,
    retailerId: source.retailerId,
    units: source.accepted - source.canceled,
  }));
  const nameOf = new Map(sources.map((source) => [source.retailerId as string, source.retailerName]));
  return captureItems(sold, shipping, taxes.isIncluded, units).map((item): SaleItem => {
    const retailer = { id: item.retailerId as RetailerId, name: nameOf.get(item.retailerId)! };
    const { itemId, quantity, gross, tax } = item;
    const index = lines.findIndex((line) => line.id === item.lineId);
    const line = lines[index];
    if (!line) {
      return {
        itemId,
        lineId: null,
        title: 'Shipping',
        quantity,
        retailer,
        brand: null,
        creator: null,
        gross,
        tax,
        jurisdiction: taxes.shipping.jurisdiction,
        split: partOf(plan.shipping, item),
        terms: null,
      };
    }
    const { terms, hasCreator, split } = plan.lines[index]!;
    return {
      itemId,
      lineId: item.lineId as OrderLineId,
      title: line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title,
      quantity,
      retailer,
      brand: { id: line.brandId, name: line.brandName },
      creator: hasCreator ? plan.creator : null,
      gross,
      tax,
      jurisdiction: taxes.lines[index]!.jurisdiction,
      split: partOf(split, item),
      terms,
    };
  });
}

/** An item's own part of a plan: what it bears without tax, in the plan's proportions, to the cent. */
function partOf(plan: Split, { gross, tax }: CaptureItem): Split {
  const net = subtractMoney(gross, tax);
  const weights = TAKERS.map((role) => plan[role].amount);
  const isPlanned = weights.some((weight) => weight > 0);
  const [partner, brand, creator, platform] = (
    isPlanned ? allocateMoney(net, weights) : [net, ...TAKERS.slice(1).map(() => money(0, net.currency))]
  ) as [Money, Money, Money, Money];
  return { partner, brand, creator, platform, tax };
}
