import type { Money, BrandId, ListingId, ProductId, VariantId } from '@sidestall/kernel';

/** A brand as others show it. Addresses are absolute. */
export interface BrandView {
  readonly id: BrandId;
  readonly slug: string;
  readonly name: string;
  readonly legalName: string;
  readonly accent: string;
  readonly logoUrl: string | null;
}

/** Everything a quote, an order or a pin needs to know of a listing. */
export interface ListingView {
  readonly listingId: ListingId;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly handle: string;
  readonly sku: string;
  /** The product's title. */
  readonly title: string;
  /** Null where the product comes in one form only. */
  readonly variantTitle: string | null;
  readonly optionValues: readonly string[];
  readonly brand: BrandView;
  /** Where the brand sits, as a seller in law. */
  readonly sellerAt: { readonly city: string; readonly country: string | null };
  readonly price: Money;
  /** Only where it is higher than the price. */
  readonly compareAtPrice: Money | null;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  readonly grams: number;
  readonly requiresShipping: boolean;
  readonly isTaxable: boolean;
  readonly productVersion: number;
  /** Open, in its period by the database's clock, of a living variant of a published product. */
  readonly isForSale: boolean;
}

/** A product with all that is for sale of it. How much is left is inventory's to say. */
export interface ProductView {
  readonly id: ProductId;
  readonly handle: string;
  readonly title: string;
  readonly descriptionHtml: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly version: number;
  readonly brand: BrandView;
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** In the order of the brand's file; never empty. */
  readonly listings: readonly ListingView[];
}

export interface ProductViewPage {
  readonly products: readonly ProductView[];
  readonly nextCursor: string | null;
}
