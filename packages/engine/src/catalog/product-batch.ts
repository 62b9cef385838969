import { createHash } from 'node:crypto';
import { combinationKey, matchVariants, type ProductDraft, type VariantDraft } from '@sidestall/catalog';
import { canonicalJson, newId, type BrandId, type ProductId, type VariantId } from '@sidestall/kernel';
import { resolveImage } from './image-address.ts';
import { sanitizeProductHtml } from './product-html.ts';
import type { BatchChanges, KnownParts, KnownProduct } from './product.store.ts';

/** A draft in the form it is stored in: HTML sanitized, image addresses resolved, with the digest of all of it. */
export interface StorableDraft {
  readonly brandId: BrandId;
  readonly draft: ProductDraft;
  readonly fingerprint: string;
}

/** What the file says of a variant's stock; only where it says something new. */
export interface StockLine {
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly policy: 'deny' | 'continue';
}

export type ProductFate = 'created' | 'updated' | 'unchanged';

export interface BatchPlan extends BatchChanges {
  readonly fates: readonly ProductFate[];
  readonly stock: readonly StockLine[];
}

export function toStorable(brandId: BrandId, draft: ProductDraft, assetBaseUrl: string | null): StorableDraft {
  const stored: ProductDraft = {
    ...draft,
    bodyHtml: sanitizeProductHtml(draft.bodyHtml),
    images: draft.images.map((image) => ({ ...image, src: resolveImage(image.src, assetBaseUrl) })),
    variants: draft.variants.map((variant) => ({
      ...variant,
      imageSrc: variant.imageSrc === null ? null : resolveImage(variant.imageSrc, assetBaseUrl),
    })),
  };
  return { brandId, draft: stored, fingerprint: digest(canonicalJson(stored)) };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
const keyOf = (product: { brandId: BrandId; handle: string }): string => `${product.brandId} ${product.handle}`;

/** Which of the drafts differ from what is stored; only their parts need to be read. */
export function changedProducts(drafts: readonly StorableDraft[], known: readonly KnownProduct[]): KnownProduct[] {
  const drafted = new Map(
    drafts.map((item) => [keyOf({ brandId: item.brandId, handle: item.draft.handle }), item.fingerprint]),
  );
  return known.filter((product) => drafted.get(keyOf(product)) !== product.fingerprint);
}

/** Works out every row a batch changes. Ids of what is known stay; `lastPositions` says where each brand's shelf ends. */
export function planBatch(
  drafts: readonly StorableDraft[],
  known: readonly KnownProduct[],
  parts: KnownParts,
  lastPositions: ReadonlyMap<BrandId, number>,
): BatchPlan {
  const knownByKey = new Map(known.map((product) => [keyOf(product), product]));
  const positions = new Map(lastPositions);
  const planned = drafts.map((item) => {
    const before = knownByKey.get(keyOf({ brandId: item.brandId, handle: item.draft.handle }));
    if (before?.fingerprint === item.fingerprint) return { fate: 'unchanged' as const };
    const position = (positions.get(item.brandId) ?? 0) + 1;
    if (!before) positions.set(item.brandId, position);
    return {
      fate: before ? ('updated' as const) : ('created' as const),
      before,
      ...planProduct(item, before ?? null, parts, position),
    };
  });
  const changed = planned.flatMap((plan) => (plan.fate === 'unchanged' ? [] : [plan]));
  return {
    fates: planned.map(({ fate }) => fate),
    knownProductIds: changed.flatMap(({ before }) => (before ? [before.id] : [])),
    products: changed.map(({ product }) => product),
    options: changed.flatMap(({ options }) => options),
    images: changed.flatMap(({ images }) => images),
    variants: changed.flatMap(({ variants }) => variants),
    listings: changed.flatMap(({ listings }) => listings),
    stock: changed.flatMap(({ stock }) => stock),
  };
}

function planProduct(
  { brandId, draft, fingerprint }: StorableDraft,
  before: KnownProduct | null,
  parts: KnownParts,
  position: number,
) {
  const productId = before?.id ?? newId('prd');
  const imageIds = new Map(
    parts.images.filter((image) => image.productId === productId).map(({ url, id }) => [url, id]),
  );
  const images = draft.images.map(({ src, alt }, index) => {
    const id = imageIds.get(src) ?? newId('img');
    imageIds.set(src, id);
    return { id, product_id: productId, position: index + 1, url: src, alt };
  });
  const wanted = draft.variants.map((variant) => ({
    ...variant,
    combination: digest(combinationKey(variant.optionValues)),
  }));
  const mine = parts.variants.filter((variant) => variant.productId === productId);
  const matched = matchVariants(mine, wanted).pairs.map(({ wanted: variant, known }) => ({
    variant,
    known,
    id: known?.id ?? newId('var'),
  }));
  return {
    product: productRow(productId, brandId, draft, fingerprint, position),
    options: draft.options.map(({ name, values }, index) => ({
      product_id: productId,
      position: index + 1,
      name,
      values,
    })),
    images,
    variants: matched.map(({ variant, id }, index) => ({
      ...variantRow(id, productId, index + 1, variant),
      combination: variant.combination,
      image_id: variant.imageSrc === null ? null : imageIds.get(variant.imageSrc)!,
    })),
    listings: matched.map(({ variant, known, id }) => ({
      id: known?.listingId ?? newId('lst'),
      variant_id: id,
      channel: 'stream',
      price_minor: variant.price.amount,
      compare_at_minor: variant.compareAtPrice?.amount ?? null,
      currency: variant.price.currency,
    })),
    stock: matched.flatMap(({ variant, known, id }) => stockLine(id, variant, known)),
  };
}

function productRow(id: ProductId, brandId: BrandId, draft: ProductDraft, fingerprint: string, position: number) {
  return {
    id,
    brand_id: brandId,
    handle: draft.handle,
    title: draft.title,
    description_html: draft.bodyHtml,
    vendor: draft.vendor,
    type: draft.type,
    category: draft.category,
    tags: draft.tags,
    status: draft.status,
    is_published: draft.isPublished,
    is_gift_card: draft.isGiftCard,
    seo_title: draft.seoTitle,
    seo_description: draft.seoDescription,
    position,
    fingerprint,
  };
}

function variantRow(id: VariantId, productId: ProductId, position: number, variant: VariantDraft) {
  return {
    id,
    product_id: productId,
    position,
    sku: variant.sku,
    has_own_sku: variant.hasOwnSku,
    option_values: variant.optionValues,
    barcode: variant.barcode,
    grams: variant.grams,
    weight_unit: variant.weightUnit,
    requires_shipping: variant.requiresShipping,
    is_taxable: variant.isTaxable,
    tax_code: variant.taxCode,
    cost_minor: variant.cost?.amount ?? null,
    policy: variant.policy,
    file_quantity: variant.quantity,
  };
}

/**
 * Stock is told once for each figure in a file. The same file imported again must not put back on the shelf what was
 * sold in between.
 */
function stockLine(
  variantId: VariantId,
  variant: VariantDraft,
  known: KnownParts['variants'][number] | null,
): StockLine[] {
  const isOld =
    known !== null && !known.isArchived && known.fileQuantity === variant.quantity && known.policy === variant.policy;
  return variant.quantity === null || isOld ? [] : [{ variantId, quantity: variant.quantity, policy: variant.policy }];
}
