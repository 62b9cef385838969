/** One sellable choice of a seed product. `values` are the option values in the order of the product's options. */
export interface SeedVariant {
  sku: string;
  values: readonly string[];
  /** Decimal euros as the CSV prints them. */
  price: string;
  compareAt?: string;
  grams: number;
  quantity: number;
  /** Name of a picture of this product, for variants that look different. */
  image?: string;
}

export interface SeedImage {
  /** File name without `.svg`; the same name is drawn by generate-images.ts. */
  name: string;
  alt: string;
}

export interface SeedProduct {
  handle: string;
  title: string;
  brand: string;
  type: string;
  tags: readonly string[];
  body: string;
  seo: { title: string; description: string };
  googleCategory: string;
  /** Keep selling past zero: for what is made or roasted to order. */
  sellsWhenOut?: boolean;
  /** Which sample retailers hold it; `both` splits each SKU's quantity between the two. */
  stockedBy: 'northwind' | 'harbor' | 'both';
  options: readonly string[];
  variants: readonly SeedVariant[];
  images: readonly SeedImage[];
}

export type Choice = readonly [label: string, code: string];

/** Every combination of the given choices, in the order a shopper reads them: the first option turns slowest. */
export function combinations(...choices: readonly (readonly Choice[])[]): Choice[][] {
  return choices.reduce<Choice[][]>(
    (rows, next) => rows.flatMap((row) => next.map((choice) => [...row, choice])),
    [[]],
  );
}

/** The variants of a product as a grid of choices; what differs from cell to cell is told by `detail`. */
export function grid(
  prefix: string,
  choices: readonly (readonly Choice[])[],
  detail: (codes: readonly string[], index: number) => Omit<SeedVariant, 'sku' | 'values'>,
): SeedVariant[] {
  return combinations(...choices).map((row, index) => {
    const codes = row.map(([, code]) => code);
    return { sku: [prefix, ...codes].join('-'), values: row.map(([label]) => label), ...detail(codes, index) };
  });
}

/** A product without options: one variant, which the CSV calls "Default Title". */
export function single(sku: string, detail: Omit<SeedVariant, 'sku' | 'values'>): SeedVariant[] {
  return [{ sku, values: ['Default Title'], ...detail }];
}

/** A paragraph or two and a list of facts, as the HTML body of the CSV. */
export function body(paragraphs: readonly string[], facts: readonly string[]): string {
  const list = facts.map((fact) => `<li>${fact}</li>`).join('');
  return `${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}\n<ul>${list}</ul>`;
}
