import { storefrontCalls } from '@sidestall/client';
import type { ProductDetail, WaitlistEntry } from '@sidestall/contracts';
import { apiOf } from '../cart/api-of.ts';
import type { CartLine } from '../cart/cart.ts';
import type { Stall } from '../stall/stall.ts';
import type { PlaceKey } from './stored-places.ts';

/** The line that buys the units held for an entry; null where the product no longer has that listing. */
export function offeredLine(entry: WaitlistEntry, product: ProductDetail): CartLine | null {
  const variant = product.variants.find((each) => each.listingId === entry.listingId);
  if (!variant) return null;
  return {
    listingId: entry.listingId,
    variantId: entry.variantId,
    productId: entry.productId,
    brandId: product.brand.id,
    brandName: product.brand.name,
    title: entry.title,
    variantTitle: entry.variantTitle,
    imageUrl: entry.imageUrl,
    unitPrice: variant.price,
    quantity: entry.quantity,
    // They are held: what others find on the shelf does not matter.
    available: null,
  };
}

/** Goes to the checkout with what is held; false when the product could not be had. */
export async function buyOffer(stall: Stall, place: PlaceKey, entry: WaitlistEntry): Promise<boolean> {
  const answer = await storefrontCalls(apiOf(stall)).product(entry.productId);
  const line = answer.ok ? offeredLine(entry, answer.value) : null;
  if (!line) return false;
  stall.show({ kind: 'checkout', offer: { entryId: place.id, token: place.token, line } });
  return true;
}
