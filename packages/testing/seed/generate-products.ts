// Writes products.csv and stock.json from the catalog beside it. Run from the repository root:
//   node --import ./packages/tooling/node/register.mjs packages/testing/seed/generate-products.ts
import { writeFile } from 'node:fs/promises';
import { dritteTasse } from './catalog/dritte-tasse.ts';
import { hollinmoor } from './catalog/hollinmoor.ts';
import { morrowClay } from './catalog/morrow-clay.ts';
import type { SeedProduct } from './catalog/seed-product.ts';

const COLUMNS =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Google Shopping / Google Product Category,Google Shopping / Gender,Google Shopping / Age Group,Google Shopping / MPN,Google Shopping / AdWords Grouping,Google Shopping / AdWords Labels,Google Shopping / Condition,Google Shopping / Custom Product,Google Shopping / Custom Label 0,Google Shopping / Custom Label 1,Google Shopping / Custom Label 2,Google Shopping / Custom Label 3,Google Shopping / Custom Label 4,Variant Image,Variant Weight Unit,Variant Tax Code'.split(
    ',',
  );

type Row = Record<string, string>;

const imagePath = (name: string) => `seed/images/${name}.svg`;
const cell = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

function productCells(product: SeedProduct): Row {
  return {
    Title: product.title,
    'Body (HTML)': product.body,
    Vendor: product.brand,
    Type: product.type,
    Tags: product.tags.join(', '),
    Published: 'true',
    'Option1 Name': product.options[0] ?? 'Title',
    'Option2 Name': product.options[1] ?? '',
    'Option3 Name': product.options[2] ?? '',
    'Gift Card': 'false',
    'SEO Title': product.seo.title,
    'SEO Description': product.seo.description,
    'Google Shopping / Google Product Category': product.googleCategory,
    'Google Shopping / Condition': 'new',
  };
}

/** Rows as the format has them: product cells once, then a row a variant, the pictures filled in down the same rows. */
function rowsOf(product: SeedProduct): Row[] {
  const count = Math.max(product.variants.length, product.images.length);
  return Array.from({ length: count }, (_, index) => {
    const row: Row = { Handle: product.handle, ...(index === 0 ? productCells(product) : {}) };
    const variant = product.variants[index];
    if (variant) {
      Object.assign(row, {
        'Option1 Value': variant.values[0] ?? '',
        'Option2 Value': variant.values[1] ?? '',
        'Option3 Value': variant.values[2] ?? '',
        'Variant SKU': variant.sku,
        'Variant Grams': String(variant.grams),
        'Variant Inventory Tracker': 'shopify',
        'Variant Inventory Qty': String(variant.quantity),
        'Variant Inventory Policy': product.sellsWhenOut ? 'continue' : 'deny',
        'Variant Fulfillment Service': 'manual',
        'Variant Price': variant.price,
        'Variant Compare At Price': variant.compareAt ?? '',
        'Variant Requires Shipping': 'true',
        'Variant Taxable': 'true',
        'Variant Image': variant.image ? imagePath(variant.image) : '',
        'Variant Weight Unit': 'g',
      });
    }
    const image = product.images[index];
    if (image) {
      Object.assign(row, {
        'Image Src': imagePath(image.name),
        'Image Position': String(index + 1),
        'Image Alt Text': image.alt,
      });
    }
    return row;
  });
}

function stockOf(products: readonly SeedProduct[], retailer: 'northwind' | 'harbor'): Record<string, number> {
  const stock: Record<string, number> = {};
  for (const product of products) {
    if (product.stockedBy !== retailer && product.stockedBy !== 'both') continue;
    for (const { sku, quantity } of product.variants) {
      const northwindPart = Math.ceil(quantity * 0.6);
      if (product.stockedBy !== 'both') stock[sku] = quantity;
      else stock[sku] = retailer === 'northwind' ? northwindPart : quantity - northwindPart;
    }
  }
  return stock;
}

const products: readonly SeedProduct[] = [...morrowClay, ...hollinmoor, ...dritteTasse];
const lines = products.flatMap(rowsOf).map((row) => COLUMNS.map((column) => cell(row[column] ?? '')).join(','));
await writeFile(new URL('products.csv', import.meta.url), `${[COLUMNS.join(','), ...lines].join('\n')}\n`);

const retailers = [
  {
    slug: 'northwind',
    name: 'Northwind Warehouse',
    shipsFrom: 'DE',
    shipsTo: ['DE', 'AT', 'NL', 'FR', 'BE', 'US', 'GB'],
    contactEmail: 'desk@northwind.example',
    calendar: {
      timeZone: 'Europe/Berlin',
      workingDays: [1, 2, 3, 4, 5],
      holidays: ['2026-12-25', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
      cutOff: '14:00',
    },
    stock: stockOf(products, 'northwind'),
  },
  {
    slug: 'harbor',
    name: 'Harbor Goods',
    shipsFrom: 'NL',
    shipsTo: ['DE', 'NL', 'BE', 'FR', 'GB', 'US', 'ES', 'IT'],
    contactEmail: 'orders@harbor.example',
    calendar: {
      timeZone: 'Europe/Amsterdam',
      workingDays: [1, 2, 3, 4, 5, 6],
      holidays: ['2026-12-25', '2026-12-26', '2027-01-01', '2027-03-29', '2027-04-27', '2027-05-06'],
      cutOff: '16:00',
    },
    stock: stockOf(products, 'harbor'),
  },
];
await writeFile(new URL('stock.json', import.meta.url), `${JSON.stringify({ retailers }, null, 2)}\n`);
console.log(
  `${products.length} products, ${products.flatMap((p) => p.variants).length} variants, ${products.flatMap((p) => p.images).length} pictures, ${lines.length} rows`,
);
