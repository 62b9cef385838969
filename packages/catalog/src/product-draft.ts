import type { Money } from '@sidestall/kernel';

export type ProductStatus = 'active' | 'draft' | 'archived';
export type InventoryPolicy = 'deny' | 'continue';
export type WeightUnit = 'g' | 'kg' | 'lb' | 'oz';

/** One product as a file describes it, complete and consistent, before it has an id. */
export interface ProductDraft {
  readonly handle: string;
  readonly title: string;
  /** As written by the brand; whoever stores it sanitizes it first. */
  readonly bodyHtml: string;
  readonly vendor: string;
  readonly type: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly status: ProductStatus;
  readonly isPublished: boolean;
  readonly isGiftCard: boolean;
  readonly seoTitle: string;
  readonly seoDescription: string;
  /** At most three; none for a product that comes in one form only. */
  readonly options: readonly OptionDraft[];
  /** At least one, each with its own combination of option values. */
  readonly variants: readonly VariantDraft[];
  /** In the order of the gallery, each address once. */
  readonly images: readonly ImageDraft[];
}

export interface OptionDraft {
  readonly name: string;
  readonly values: readonly string[];
}

export interface VariantDraft {
  /** One value for each option of the product, in order. */
  readonly optionValues: readonly string[];
  readonly sku: string;
  /** False when the file left the SKU blank and it was made from handle and options. */
  readonly hasOwnSku: boolean;
  readonly barcode: string | null;
  readonly price: Money;
  readonly compareAtPrice: Money | null;
  readonly cost: Money | null;
  readonly grams: number;
  readonly weightUnit: WeightUnit;
  /** Null when the file says nothing of stock, which then stays as it is. */
  readonly quantity: number | null;
  readonly policy: InventoryPolicy;
  readonly requiresShipping: boolean;
  readonly isTaxable: boolean;
  readonly taxCode: string | null;
  /** Address of its own picture, which is one of the product's images. */
  readonly imageSrc: string | null;
}

export interface ImageDraft {
  readonly src: string;
  readonly alt: string;
}

/** The bounds of one product; beyond them a file is broken or hostile. */
export const PRODUCT_LIMITS = {
  options: 3,
  variants: 2_048,
  images: 250,
  /** Rows kept of one product: every variant and every image on a row of its own. */
  rows: 2_048 + 250,
  handle: 255,
  title: 255,
  bodyHtml: 200_000,
  text: 255,
  category: 500,
  tags: 250,
  seoDescription: 1_000,
  imageAlt: 1_000,
  imageSrc: 2_048,
  quantity: 10_000_000,
  grams: 10_000_000,
  /** In minor units: the dearest full cart still adds up exactly. */
  price: 100_000_000_000,
} as const;
