import type { DeskListing } from '@sidestall/contracts';
import type { Money, ProductId } from '@sidestall/kernel';

/** One line of the desk: a product with the listings of its variants, since hosts think in products. */
export interface DeskProduct {
  readonly productId: ProductId;
  readonly title: string;
  readonly brandName: string;
  readonly imageUrl: string | null;
  readonly price: Money;
  readonly priceVaries: boolean;
  /** Units over all variants; null when one is sold on back order. */
  readonly available: number | null;
  readonly listings: readonly [DeskListing, ...DeskListing[]];
  /** What one key pins: the first variant that can be bought. */
  readonly first: DeskListing;
}

export function groupByProduct(listings: readonly DeskListing[]): DeskProduct[] {
  const groups = new Map<ProductId, [DeskListing, ...DeskListing[]]>();
  for (const listing of listings) {
    const group = groups.get(listing.productId);
    if (group) group.push(listing);
    else groups.set(listing.productId, [listing]);
  }
  return [...groups.values()].map((group) => {
    const first = group.find((listing) => listing.available !== 0) ?? group[0];
    const cheapest = group.reduce((least, { price }) => (price.amount < least.amount ? price : least), group[0].price);
    return {
      productId: first.productId,
      title: first.title,
      brandName: first.brandName,
      imageUrl: group.find((listing) => listing.imageUrl)?.imageUrl ?? null,
      price: cheapest,
      priceVaries: group.some(({ price }) => price.amount !== cheapest.amount),
      available: group.reduce<number | null>(
        (sum, { available }) => (sum === null || available === null ? null : sum + available),
        0,
      ),
      listings: group,
      first,
    };
  });
}

export interface DeskFilter {
  readonly text: string;
  /** Null: every brand. */
  readonly brandName: string | null;
}

/** Those that have every word somewhere in title, brand, variant or SKU. */
export function filterProducts(products: readonly DeskProduct[], { text, brandName }: DeskFilter): DeskProduct[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return products.filter((product) => {
    if (brandName !== null && product.brandName !== brandName) return false;
    const haystack = fold(
      [
        product.title,
        product.brandName,
        ...product.listings.flatMap(({ sku, variantTitle }) => [sku, variantTitle]),
      ].join(' '),
    );
    return words.every((word) => haystack.includes(word));
  });
}

/** Without case and accents, so that "teller" finds "Téller". */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
