import { Injectable } from '@nestjs/common';
import type { Failure, QuoteRequest } from '@sidestall/contracts';
import { err, ok, zeroMoney, type ListingId, type Result, type StreamId, type VariantId } from '@sidestall/kernel';
import type { PricedLine } from '@sidestall/ordering';
import { CatalogReader, type ListingView } from '../catalog/catalog-reader.ts';
import { InventoryService, type Sellable } from '../inventory/inventory.service.ts';
import { Database } from '../platform/database.ts';
import type { QuotedScreen } from './quote.store.ts';

export type LinesFailure = Failure<
  | 'CATALOG.LISTING_NOT_FOUND'
  | 'ORDERING.NOT_SHIPPABLE'
  | 'ORDERING.STOCK_GONE'
  | 'ORDERING.CAP_REACHED'
  | 'ORDERING.OFFER_OVER'
>;

type Wanted = Readonly<QuoteRequest['lines'][number]>;

export interface QuotedLines {
  readonly lines: readonly PricedLine[];
  readonly shown: QuotedScreen;
}

/** Prices what a buyer wants line by line, and says why it cannot be bought. Promises no stock: placing does. */
@Injectable()
export class QuoteLines {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly inventory: InventoryService,
  ) {}

  async price(
    wanted: readonly Wanted[],
    country: string,
    _streamId: StreamId | null,
  ): Promise<Result<QuotedLines, LinesFailure>> {
    const listings = await this.catalog.listingsForSale(this.database, listingIds(wanted));
    const byId = new Map(listings.map((listing) => [listing.listingId, listing]));
    const missing = wanted.find((line) => !byId.has(line.listingId));
    if (missing) return notForSale(missing.listingId);
    const lines = wanted.map(({ listingId, quantity }) => lineOf(byId.get(listingId)!, quantity));
    const stock = await this.inventory.sellable(this.database, [...new Set(lines.map((line) => line.variantId))]);
    const refusal = whyNot(lines, stock, country);
    if (refusal) return err(refusal);
    return ok({ lines, shown: screenOf(lines, byId, stock) });
  }

  /** True while everything can be bought at the price it was quoted at. */
  async areAsQuoted(lines: readonly PricedLine[], _streamId: StreamId | null): Promise<boolean> {
    const now = await this.catalog.pricesNow(this.database, listingIds(lines));
    const prices = new Map(now.map((price) => [price.listingId, price]));
    return lines.every((line) => {
      const price = prices.get(line.listingId);
      return price?.priceMinor === line.unitPrice.amount && price.currency === line.unitPrice.currency;
    });
  }
}

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

function lineOf(listing: ListingView, quantity: number): PricedLine {
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
    unitPrice: listing.price,
    regularPrice: listing.price,
    priorPrice: null,
    drop: null,
    discount: zeroMoney(listing.price.currency),
  };
}

function whyNot(
  lines: readonly PricedLine[],
  stock: ReadonlyMap<VariantId, Sellable>,
  country: string,
): LinesFailure | null {
  const wanted = new Map<VariantId, number>();
  for (const line of lines) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity);
  const left = (line: PricedLine): number => stock.get(line.variantId)!.available ?? Infinity;
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
  listings: ReadonlyMap<string, ListingView>,
  stock: ReadonlyMap<VariantId, Sellable>,
): QuotedScreen {
  const sellers = new Map(
    [...listings.values()].map(({ brand: { id, name, legalName }, sellerAt }) => [
      id,
      { id, name, legalName, ...sellerAt },
    ]),
  );
  return {
    lines: lines.map((line) => ({
      priorPrice: line.drop ? line.priorPrice : listings.get(line.listingId)!.compareAtPrice,
      available: stock.get(line.variantId)!.available,
    })),
    sellers: [...sellers.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
