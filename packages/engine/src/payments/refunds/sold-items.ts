import { money, type BrandId, type OrderLineId } from '@sidestall/kernel';
import { isRefundAlive, type RefundableItem } from '@sidestall/payments';
import type { Sale } from '../../ledger/sale.store.ts';
import type { RefundRow } from './refund.store.ts';

/**
 * What of a sale can be given back, item by item. For a brand that is its own lines, and shipping when nobody else sold
 * anything of the order.
 */
export function soldItems(
  sale: Sale,
  refunds: readonly Pick<RefundRow, 'state' | 'items'>[],
  brandId: BrandId | null = null,
): RefundableItem[] {
  const units = unitsGivenBack(refunds);
  const items = new Map<string, RefundableItem>();
  const isShippingOurs = brandId === null || isOnlyBrand(sale, brandId);
  for (const share of sale.shares) {
    const isOurs = share.lineId === null ? isShippingOurs : brandId === null || share.brandId === brandId;
    if (!isOurs) continue;
    const known = items.get(share.itemId);
    items.set(share.itemId, {
      itemId: share.itemId,
      lineId: share.lineId as OrderLineId | null,
      title: share.title,
      quantity: share.quantity,
      refundedQuantity: Math.min(share.quantity, units.get(share.itemId) ?? 0),
      paid: money((known?.paid.amount ?? 0) + share.amountMinor, sale.currency),
      left: money((known?.left.amount ?? 0) + share.amountMinor - share.refundedMinor, sale.currency),
    });
  }
  return [...items.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
}

/** True when every line of the sale is the brand's. */
export const isOnlyBrand = (sale: Sale, brandId: BrandId): boolean =>
  sale.shares.every((share) => share.lineId === null || share.brandId === brandId);

function unitsGivenBack(refunds: readonly Pick<RefundRow, 'state' | 'items'>[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const refund of refunds) {
    if (!isRefundAlive(refund.state)) continue;
    for (const part of refund.items.parts) units.set(part.itemId, (units.get(part.itemId) ?? 0) + part.quantity);
  }
  return units;
}
