import { Injectable } from '@nestjs/common';
import { cardOffer } from '@sidestall/catalog';
import type { ProductCard, ProductDetail, ProductPage, VariantOffer } from '@sidestall/contracts';
import {
  Database,
  InventoryService,
  type ListingView,
  type ProductView,
  type ProductViewPage,
} from '@sidestall/engine';
import type { VariantId } from '@sidestall/kernel';

type Available = ReadonlyMap<VariantId, number | null>;

/** The catalog's products together with what inventory says is left of them. */
@Injectable()
export class ProductsPresenter {
  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryService,
  ) {}

  async page({ products, nextCursor }: ProductViewPage): Promise<ProductPage> {
    const available = await this.#available(products);
    return { products: products.map((product) => card(product, available)), nextCursor };
  }

  async detail(product: ProductView): Promise<ProductDetail> {
    const variantIds = product.listings.map(({ variantId }) => variantId);
    const [available, locations] = await Promise.all([
      this.#available([product]),
      this.inventory.locationsOf(this.database, variantIds),
    ]);
    const shipsFrom = new Map(locations.map(({ name, shipsFrom: country }) => [name, { retailer: name, country }]));
    const { id, handle, title, descriptionHtml, type, tags, brand, images, options, version } = product;
    return {
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
      variants: product.listings.map((listing) => offer(listing, available)),
      shipsFrom: [...shipsFrom.values()],
    };
  }

  #available(products: readonly ProductView[]): Promise<Available> {
    const variantIds = products.flatMap(({ listings }) => listings.map(({ variantId }) => variantId));
    return this.inventory.availability(this.database, variantIds);
  }
}

/** Nothing is known of a variant nobody stocks: then there is none. */
const leftOf = ({ variantId }: ListingView, available: Available): number | null => {
  const left = available.get(variantId);
  return left === undefined ? 0 : left;
};

function card(product: ProductView, available: Available): ProductCard {
  const offers = product.listings.map((listing) => ({ ...listing, available: leftOf(listing, available) }));
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

function offer(listing: ListingView, available: Available): VariantOffer {
  return {
    variantId: listing.variantId,
    listingId: listing.listingId,
    sku: listing.sku,
    title: listing.variantTitle ?? listing.title,
    options: [...listing.optionValues],
    price: listing.price,
    compareAtPrice: listing.compareAtPrice,
    available: leftOf(listing, available),
    imageUrl: listing.imageUrl,
  };
}
