import type { HoldUnits } from '@sidestall/inventory';
import type { DropId, ListingId, VariantId } from '@sidestall/kernel';
import type { QuoteContent } from '@sidestall/ordering';
import type { PlaceOrderFailure } from './placing.ts';

/** What an order claims: of each variant so many, from a drop's allotment where it was priced in a drop. */
export const holdsOf = ({ lines }: Pick<QuoteContent, 'lines'>): HoldUnits[] =>
  lines.map(({ variantId, quantity, drop }) => ({ variantId, quantity, dropId: drop?.id ?? null }));

/** The same of an order's own lines. */
export const holdsOfLines = (
  lines: readonly { readonly variantId: VariantId; readonly quantity: number; readonly dropId: DropId | null }[],
): HoldUnits[] => lines.map(({ variantId, quantity, dropId }) => ({ variantId, quantity, dropId }));

/** Says what is gone. */
export function goneFailure(
  lines: readonly { readonly variantId: VariantId; readonly listingId: ListingId; readonly title: string }[],
  missing: readonly VariantId[],
): PlaceOrderFailure {
  const gone = lines.filter((line) => missing.includes(line.variantId));
  return {
    code: 'ORDERING.STOCK_GONE',
    detail: `${gone.map((line) => line.title).join(', ')} sold out while you were choosing; nothing was charged`,
    extra: { lines: gone.map((line) => ({ listingId: line.listingId, available: 0 })) },
  };
}
