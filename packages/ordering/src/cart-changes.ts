import type { Money } from '@sidestall/kernel';
import type { WishedLine } from './cart-lines.ts';

export type CartChangeKind = 'price_up' | 'price_down' | 'fewer_left' | 'sold_out' | 'gone';

export interface CartChange {
  readonly kind: CartChangeKind;
  /** The price that was seen, where it is the price that changed. */
  readonly was: Money | null;
}

/** How a listing is sold at this moment; `available` null: on back order. */
export interface PresentTerms {
  readonly isForSale: boolean;
  readonly unitPrice: Money;
  readonly available: number | null;
}

/** What a viewer ought to know of a line before paying: how it differs from what was put in. */
export function cartChanges({ quantity, seenPrice }: WishedLine, present: PresentTerms): CartChange[] {
  if (!present.isForSale) return [{ kind: 'gone', was: null }];
  const changes: CartChange[] = [];
  const { unitPrice, available } = present;
  // Of two currencies neither price is the higher one.
  if (unitPrice.currency === seenPrice.currency && unitPrice.amount !== seenPrice.amount) {
    changes.push({ kind: unitPrice.amount > seenPrice.amount ? 'price_up' : 'price_down', was: seenPrice });
  }
  if (available !== null && available < quantity) {
    changes.push({ kind: available === 0 ? 'sold_out' : 'fewer_left', was: null });
  }
  return changes;
}
