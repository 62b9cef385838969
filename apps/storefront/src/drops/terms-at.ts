import type { DropTerms } from '../stall/drop-terms.ts';
import type { TimedDrop } from './told-drops.ts';

const RANK = { open: 0, gone: 1, coming: 2 } as const;

/**
 * The terms that hold for each listing at that moment. Where drops overlap: one with units before one without, what is
 * open before what is to come, the show's own before the brand's, then the cheaper, then the earlier.
 */
export function termsAt(drops: readonly TimedDrop[], now: number, streamId: string | null): Record<string, DropTerms> {
  const all = drops.flatMap((drop) => {
    const startsAt = Date.parse(drop.startsAt);
    const endsAt = Date.parse(drop.endsAt);
    if (endsAt <= now) return [];
    return drop.listings.map((listing) => ({
      listingId: listing.listingId as string,
      isOwn: streamId !== null && drop.streamId === streamId,
      terms: {
        dropId: drop.id,
        productId: listing.productId,
        variantId: listing.variantId,
        isOneOfMany: listing.variantTitle !== null,
        title: drop.title,
        phase: startsAt > now ? 'coming' : listing.left > 0 ? 'open' : 'gone',
        price: listing.price,
        regularPrice: listing.regularPrice,
        priorPrice: listing.priorPrice,
        left: listing.left,
        allotment: listing.allotment,
        cap: listing.cap,
        startsAt,
        endsAt,
      } satisfies DropTerms as DropTerms,
    }));
  });
  all.sort((a, b) => {
    const byPhase = RANK[a.terms.phase] - RANK[b.terms.phase];
    if (byPhase !== 0) return byPhase;
    if (a.terms.phase === 'coming') return a.terms.startsAt - b.terms.startsAt;
    return Number(b.isOwn) - Number(a.isOwn) || a.terms.price.amount - b.terms.price.amount;
  });
  const found: Record<string, DropTerms> = {};
  for (const { listingId, terms } of all) found[listingId] ??= terms;
  return found;
}

/** The next moment at which any terms change by themselves; null when none will. */
export function nextBoundary(drops: readonly TimedDrop[], now: number): number | null {
  const ahead = drops
    .flatMap((drop) => [Date.parse(drop.startsAt), Date.parse(drop.endsAt)])
    .filter((moment) => moment > now);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}

/** The best terms among a product's listings, for a card that shows the product as a whole. */
export function termsOfProduct(terms: Readonly<Record<string, DropTerms>>, productId: string): DropTerms | null {
  const own = Object.values(terms).filter((each) => each.productId === productId);
  own.sort((a, b) => RANK[a.phase] - RANK[b.phase] || a.price.amount - b.price.amount);
  return own[0] ?? null;
}
