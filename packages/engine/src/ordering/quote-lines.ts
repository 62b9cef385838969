import { Injectable } from '@nestjs/common';
import type { Failure, QuoteRequest } from '@sidestall/contracts';
import { err, ok, zeroMoney, type ListingId, type Result, type StreamId, type VariantId } from '@sidestall/kernel';
import type { PricedLine, QuoteContent } from '@sidestall/ordering';
import { CatalogReader, type ListingView } from '../catalog/catalog-reader.ts';
import { InventoryService, type Sellable } from '../inventory/inventory.service.ts';
import { Database } from '../platform/database.ts';
import { Gatherer } from '../platform/gatherer.ts';
import { OpenDrops, type DropOffer } from '../streams/drops/open-drops.ts';
import type { QuotedScreen } from './quote.store.ts';
import type { WaitlistOffer } from './waitlist/waitlist-offers.ts';

export type LinesFailure = Failure<
  | 'CATALOG.LISTING_NOT_FOUND'
  | 'ORDERING.NOT_SHIPPABLE'
  | 'ORDERING.STOCK_GONE'
  | 'ORDERING.CAP_REACHED'
  | 'ORDERING.OFFER_OVER'
>;

/** For whom and where lines are priced. */
export interface QuotingFor {
  readonly country: string;
  readonly streamId: StreamId | null;
  /** Units held for the buyer, who waited for them. */
  readonly held: WaitlistOffer | null;
}

/** Where the units of lines can come from. */
interface Supply {
  readonly stock: ReadonlyMap<VariantId, Sellable>;
  readonly offers: ReadonlyMap<ListingId, DropOffer>;
  readonly held: WaitlistOffer | null;
}

/** What a cart asks for, and the show it is bought in. */
interface ShelfAsk {
  readonly ids: readonly ListingId[];
  readonly streamId: StreamId | null;
}

/** What is for sale at this moment. */
interface ShelfNow {
  readonly listings: ReadonlyMap<ListingId, ListingView>;
  readonly offers: ReadonlyMap<ListingId, DropOffer>;
  readonly stock: ReadonlyMap<VariantId, Sellable>;
}

type Wanted = Readonly<QuoteRequest['lines'][number]>;

export interface QuotedLines {
  readonly lines: readonly PricedLine[];
  readonly shown: QuotedScreen;
}

/** Prices what a buyer wants line by line, and says why it cannot be bought. Promises no stock: placing does. */
@Injectable()
export class QuoteLines {
  readonly #together: Gatherer<ShelfAsk, ShelfNow>;

  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly inventory: InventoryService,
    private readonly drops: OpenDrops,
  ) {
    this.#together = new Gatherer((asks) => this.#look(asks), { most: 32, lanes: 2 });
  }

  async price(
    wanted: readonly Wanted[],
    { country, streamId, held }: QuotingFor,
  ): Promise<Result<QuotedLines, LinesFailure>> {
    const { listings: byId, offers: open, stock } = await this.#together.ask({ ids: listingIds(wanted), streamId });
    const offers = new Map(open);
    const missing = wanted.find((line) => !byId.has(line.listingId));
    if (missing) return notForSale(missing.listingId);
    const together = wantedOf(wanted);
    if (held && together.get(held.listingId) !== held.quantity) return notAsHeld(held);
    // What was held for somebody who waited is sold at everybody's price, from outside any drop.
    if (held) offers.delete(held.listingId);
    const lines = wanted.map(({ listingId, quantity }) =>
      lineOf(byId.get(listingId)!, quantity, offerFor(offers.get(listingId), together.get(listingId)!)),
    );
    const refusal = overCap(lines, together) ?? whyNot(lines, { stock, offers, held }, country);
    if (refusal) return err(refusal);
    return ok({ lines, shown: screenOf(lines, byId, stock, offers) });
  }

  /** Looks at what several carts ask for at once; a listing that two of them want is read once. */
  async #look(asks: readonly ShelfAsk[]): Promise<ShelfNow[]> {
    const ids = [...new Set(asks.flatMap((ask) => ask.ids))];
    const streamIds = [...new Set(asks.map((ask) => ask.streamId))];
    const [forSale, ...offers] = await Promise.all([
      this.catalog.listingsForSale(this.database, ids),
      ...streamIds.map((streamId) => this.drops.offers(this.database, ids, streamId)),
    ]);
    const listings = new Map(forSale.map((listing) => [listing.listingId, listing]));
    const variantIds = [...new Set(forSale.map((listing) => listing.variantId))];
    const stock = await this.inventory.sellable(this.database, variantIds);
    return asks.map(({ streamId }) => ({ listings, stock, offers: offers[streamIds.indexOf(streamId)]! }));
  }

  /** True while everything can be bought at the price it was quoted at: drops begin and end by the database's clock. */
  async areAsQuoted(
    { lines, waitlistEntry }: Pick<QuoteContent, 'lines' | 'waitlistEntry'>,
    streamId: StreamId | null,
  ): Promise<boolean> {
    const ids = listingIds(lines);
    const [now, offers] = await Promise.all([
      this.catalog.pricesNow(this.database, ids),
      this.drops.offers(this.database, ids, streamId),
    ]);
    const prices = new Map(now.map((price) => [price.listingId, price]));
    const together = wantedOf(lines);
    return lines.every((line) => {
      const price = prices.get(line.listingId);
      if (price?.currency !== line.unitPrice.currency) return false;
      const isHeld = waitlistEntry !== null && line.drop === null;
      const offer = isHeld ? null : offerFor(offers.get(line.listingId), together.get(line.listingId)!);
      return (
        (offer?.dropId ?? null) === (line.drop?.id ?? null) &&
        (offer?.price.amount ?? price.priceMinor) === line.unitPrice.amount
      );
    });
  }
}

/** How many units of each listing are wanted in all. */
function wantedOf(lines: readonly Wanted[]): Map<ListingId, number> {
  const wanted = new Map<ListingId, number>();
  for (const { listingId, quantity } of lines) wanted.set(listingId, (wanted.get(listingId) ?? 0) + quantity);
  return wanted;
}

/** The price of a drop holds while its allotment covers all that is wanted; beyond it everything costs as always. */
const offerFor = (offer: DropOffer | undefined, quantity: number): DropOffer | null =>
  offer && offer.left >= quantity ? offer : null;

const listingIds = (lines: readonly { readonly listingId: ListingId }[]): ListingId[] => [
  ...new Set(lines.map((line) => line.listingId)),
];

function notForSale(listingId: ListingId): Result<never, LinesFailure> {
  return err({
    code: 'CATALOG.LISTING_NOT_FOUND',
    detail: 'Something in the cart is no longer for sale',
    extra: { listingId },
  });
}

function notAsHeld({ quantity }: WaitlistOffer): Result<never, LinesFailure> {
  const units = quantity === 1 ? 'One unit is' : `${quantity} units are`;
  return err({
    code: 'ORDERING.OFFER_OVER',
    detail: `${units} held for you: buy them as they are, no more and no fewer`,
  });
}

function overCap(lines: readonly PricedLine[], wanted: ReadonlyMap<ListingId, number>): LinesFailure | null {
  const over = lines.filter((line) => line.drop?.cap && wanted.get(line.listingId)! > line.drop.cap);
  const [first] = over;
  if (!first) return null;
  return {
    code: 'ORDERING.CAP_REACHED',
    detail: `At most ${first.drop!.cap} of ${first.title} for one buyer in this drop`,
    extra: { lines: over.map((line) => ({ listingId: line.listingId, cap: line.drop!.cap, have: 0 })) },
  };
}

function lineOf(listing: ListingView, quantity: number, offer: DropOffer | null): PricedLine {
  return {
    listingId: listing.listingId,
    variantId: listing.variantId,
    productId: listing.productId,
    brandId: listing.brand.id,
    brandName: listing.brand.name,
    sku: listing.sku,
    title: listing.title,
    variantTitle: listing.variantTitle,
    imageUrl: listing.imageUrl,
    grams: listing.grams,
    quantity,
    unitPrice: offer?.price ?? listing.price,
    regularPrice: listing.price,
    priorPrice: offer?.priorPrice ?? null,
    drop: offer && { id: offer.dropId, endsAt: offer.endsAt.toISOString(), cap: offer.cap },
    discount: zeroMoney(listing.price.currency),
  };
}

function whyNot(lines: readonly PricedLine[], { stock, offers, held }: Supply, country: string): LinesFailure | null {
  const wanted = new Map<VariantId, number>();
  for (const line of lines) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity);
  const left = (line: PricedLine): number =>
    line.listingId === held?.listingId
      ? held.quantity
      : ((line.drop ? offers.get(line.listingId)!.left : stock.get(line.variantId)!.available) ?? Infinity);
  const short = lines.filter((line) => left(line) < wanted.get(line.variantId)!);
  if (short.length > 0) {
    return {
      code: 'ORDERING.STOCK_GONE',
      detail: `${short[0]!.title} is not available in this quantity`,
      extra: { lines: short.map((line) => ({ listingId: line.listingId, available: left(line) })) },
    };
  }
  const unsent = lines.filter(
    (line) => !stock.get(line.variantId)!.locations.some((location) => location.shipsTo.includes(country)),
  );
  if (unsent.length > 0) {
    return {
      code: 'ORDERING.NOT_SHIPPABLE',
      detail: `${unsent[0]!.title} is not sent to this country`,
      extra: { lines: unsent.map((line) => ({ listingId: line.listingId })) },
    };
  }
  return null;
}

/** What stood on the screen beside the prices: the promise receipt tells of it. */
function screenOf(
  lines: readonly PricedLine[],
  listings: ReadonlyMap<ListingId, ListingView>,
  stock: ReadonlyMap<VariantId, Sellable>,
  offers: ReadonlyMap<ListingId, DropOffer>,
): QuotedScreen {
  const sellers = new Map(
    lines
      .map((line) => listings.get(line.listingId)!)
      .map(({ brand: { id, name, legalName }, sellerAt }) => [id, { id, name, legalName, ...sellerAt }]),
  );
  return {
    lines: lines.map((line) => ({
      priorPrice: line.drop ? line.priorPrice : listings.get(line.listingId)!.compareAtPrice,
      available: line.drop ? offers.get(line.listingId)!.left : stock.get(line.variantId)!.available,
    })),
    sellers: [...sellers.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
