import { Injectable } from '@nestjs/common';
import { cardOffer } from '@sidestall/catalog';
import type { ProductCard, ProductDetail, ProductPage, ProductQuery, VariantOffer } from '@sidestall/contracts';
import {
  Database,
  InventoryService,
  NextDropChange,
  OpenDrops,
  type DropOffer,
  type ListingView,
  type ProductView,
  type ProductViewPage,
} from '@sidestall/engine';
import type { ListingId, StreamId, VariantId } from '@sidestall/kernel';

/** Which prices are asked for: with those of drops or without, and seen from which show. */
export interface PricesSeen {
  readonly drops: ProductQuery['drops'];
  readonly streamId: StreamId | null;
}

/** An answer, and for how many milliseconds its prices are true at most. */
export interface Told<T> {
  readonly told: T;
  readonly lifeMs: number;
}

interface OnSale {
  readonly available: ReadonlyMap<VariantId, number | null>;
  readonly drops: ReadonlyMap<ListingId, DropOffer>;
  readonly lifeMs: number;
}

type Offered = Pick<ListingView, 'price' | 'compareAtPrice'> & { readonly available: number | null };

/** The catalog's products together with what inventory says is left of them, at the prices of open drops. */
@Injectable()
export class ProductsPresenter {
  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryService,
    private readonly openDrops: OpenDrops,
    private readonly nextDropChange: NextDropChange,
  ) {}

  async page({ products, nextCursor }: ProductViewPage, seen: PricesSeen): Promise<Told<ProductPage>> {
    const sale = await this.#onSale(products, seen);
    const told = { products: products.map((product) => card(product, sale)), nextCursor };
    return { told, lifeMs: sale.lifeMs };
  }

  async detail(product: ProductView, seen: PricesSeen): Promise<Told<ProductDetail>> {
    const variantIds = product.listings.map(({ variantId }) => variantId);
    const [sale, locations] = await Promise.all([
      this.#onSale([product], seen),
      this.inventory.locationsOf(this.database, variantIds),
    ]);
    const shipsFrom = new Map(locations.map(({ name, shipsFrom: country }) => [name, { retailer: name, country }]));
    const { id, handle, title, descriptionHtml, type, tags, brand, images, options, version } = product;
    const told = {
      id,
      handle,
      title,
      descriptionHtml,
      type,
      brand,
      version,
      tags: [...tags],
      images: images.map(({ url, alt }) => ({ url, alt })),
      options: options.map(({ name, values }) => ({ name, values: [...values] })),
      variants: product.listings.map((listing) => variant(listing, sale)),
      shipsFrom: [...shipsFrom.values()],
    };
    return { told, lifeMs: sale.lifeMs };
  }

  async #onSale(products: readonly ProductView[], { drops: asked, streamId }: PricesSeen): Promise<OnSale> {
    const listings = products.flatMap((product) => product.listings);
    const ids = listings.map(({ listingId }) => listingId);
    const [available, inMs] = await Promise.all([
      this.inventory.availability(
        this.database,
        listings.map(({ variantId }) => variantId),
      ),
      asked === 'applied' ? this.nextDropChange.inMs(this.database, ids, streamId) : null,
    ]);
    // What is not planned is not open.
    const drops = inMs === null ? new Map() : await this.openDrops.offers(this.database, ids, streamId);
    return { available, drops, lifeMs: inMs ?? Infinity };
  }
}

/** What a listing is sold at now. A drop's units are there beside those that everybody may buy. */
function offered({ listingId, variantId, price, compareAtPrice }: ListingView, { available, drops }: OnSale): Offered {
  // Nothing is known of a variant nobody stocks: then there is none.
  const known = available.get(variantId);
  const left = known === undefined ? 0 : known;
  const drop = drops.get(listingId);
  if (!drop || drop.left === 0) return { price, compareAtPrice, available: left };
  return {
    price: drop.price,
    compareAtPrice: drop.priorPrice,
    available: left === null ? null : Math.max(left, drop.left),
  };
}

function card(product: ProductView, sale: OnSale): ProductCard {
  const offers = product.listings.map((listing) => ({ listingId: listing.listingId, ...offered(listing, sale) }));
  const chosen = cardOffer(offers)!;
  const [image] = product.images;
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    brand: product.brand,
    imageUrl: image?.url ?? null,
    imageAlt: image?.alt ?? product.title,
    price: chosen.offer.price,
    priceVaries: chosen.priceVaries,
    compareAtPrice: chosen.offer.compareAtPrice,
    isSoldOut: chosen.isSoldOut,
    defaultListingId: chosen.offer.listingId,
  };
}

function variant(listing: ListingView, sale: OnSale): VariantOffer {
  const { variantId, listingId, sku, title, variantTitle, optionValues, imageUrl } = listing;
  const { price, compareAtPrice, available } = offered(listing, sale);
  return {
    variantId,
    listingId,
    sku,
    title: variantTitle ?? title,
    options: [...optionValues],
    price,
    compareAtPrice,
    available,
    imageUrl,
  };
}
