import { z } from 'zod';
import { zCursor, zId, zInstant, zMoney } from './words.ts';

export const zBrandRef = z
  .object({
    id: zId('brd'),
    slug: z.string(),
    name: z.string(),
    legalName: z.string(),
    accent: z.string(),
    logoUrl: z.string().nullable(),
  })
  .meta({ id: 'BrandRef' });

/** What a card on a shelf shows: the product with the price of its cheapest sellable variant. */
export const zProductCard = z
  .object({
    id: zId('prd'),
    handle: z.string(),
    title: z.string(),
    brand: zBrandRef,
    imageUrl: z.string().nullable(),
    imageAlt: z.string(),
    price: zMoney,
    priceVaries: z.boolean(),
    compareAtPrice: zMoney.nullable(),
    isSoldOut: z.boolean(),
    defaultListingId: zId('lst'),
  })
  .meta({ id: 'ProductCard' });

export const zVariantOffer = z
  .object({
    variantId: zId('var'),
    listingId: zId('lst'),
    sku: z.string(),
    title: z.string(),
    options: z.array(z.string()).meta({ description: 'One value for each option of the product, in order' }),
    price: zMoney,
    compareAtPrice: zMoney.nullable(),
    available: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: 'Units that can be bought now; null where the brand sells on back order' }),
    imageUrl: z.string().nullable(),
  })
  .meta({ id: 'VariantOffer' });

export const zProductDetail = z
  .object({
    id: zId('prd'),
    handle: z.string(),
    title: z.string(),
    descriptionHtml: z.string().meta({ description: 'Sanitized: headings, lists, emphasis and links only' }),
    type: z.string(),
    tags: z.array(z.string()),
    brand: zBrandRef,
    images: z.array(z.object({ url: z.string(), alt: z.string() })),
    options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
    variants: z.array(zVariantOffer),
    shipsFrom: z.array(z.object({ retailer: z.string(), country: z.string() })),
    version: z.int(),
  })
  .meta({ id: 'ProductDetail' });

export const zProductPage = z
  .object({ products: z.array(zProductCard), nextCursor: zCursor.nullable() })
  .meta({ id: 'ProductPage' });

/** How prices of drops are told. */
const zDropPrices = z.enum(['applied', 'apart']).default('applied').meta({
  description:
    'Whether an open drop with units left sets the price; `apart` for a page that follows `/v1/drops` by itself',
});

export const zProductQuery = z.object({
  stream: z.string().max(80).optional().meta({ description: 'The show it is looked at from, whose own drops count' }),
  drops: zDropPrices,
});

export const zProductListQuery = z.object({
  brand: z.string().max(80).optional(),
  stream: z.string().max(80).optional(),
  cursor: zCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(24),
  drops: zDropPrices,
});

export const zImportIssue = z
  .object({
    line: z.int().meta({ description: 'Line of the file, the header being 1' }),
    column: z.string().nullable(),
    handle: z.string().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'ImportIssue' });

export const zImportReport = z
  .object({
    id: zId('imp'),
    brandId: zId('brd').nullable().meta({ description: 'Null when the file names the brands in its Vendor column' }),
    fileName: z.string().nullable(),
    startedAt: zInstant,
    finishedAt: zInstant,
    rows: z.int(),
    products: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int() }),
    variants: z.int(),
    options: z.int(),
    images: z.int(),
    issues: z.array(zImportIssue),
    issuesOmitted: z.int(),
  })
  .meta({ id: 'ImportReport' });

export type BrandRef = z.infer<typeof zBrandRef>;
export type ProductCard = z.infer<typeof zProductCard>;
export type VariantOffer = z.infer<typeof zVariantOffer>;
export type ProductDetail = z.infer<typeof zProductDetail>;
export type ProductPage = z.infer<typeof zProductPage>;
export type ProductQuery = z.infer<typeof zProductQuery>;
export type ProductListQuery = z.infer<typeof zProductListQuery>;
export type ImportIssue = z.infer<typeof zImportIssue>;
export type ImportReport = z.infer<typeof zImportReport>;
