import { money } from '@sidestall/kernel';
import { ProductGrouper, readHeader, type ProductOutcome } from './index.ts';

/** Reads rows given as what they fill in; every row has the handle `pot` unless it says otherwise. */
function read(
  rows: readonly Readonly<Record<string, string | undefined>>[],
  columns: readonly string[] = [],
): ProductOutcome[] {
  const used = ['Handle', 'Title', 'Variant Price', ...columns, ...rows.flatMap((row) => Object.keys(row))];
  const names = [...new Set(used)];
  const header = readHeader(names);
  if (!header.ok) throw new Error(`The header lacks ${header.error.missing.join()}`);
  const grouper = new ProductGrouper(header.value, { currency: 'EUR', allowsRelativeImages: false });
  const outcomes = rows.flatMap((row, index) =>
    grouper.feed({
      line: index + 2,
      cells: names.map((name) => (name === 'Handle' ? (row.Handle ?? 'pot') : (row[name] ?? ''))),
    }),
  );
  return [...outcomes, ...grouper.end()];
}

const pot = { Title: 'Clay Pot', 'Variant Price': '9.99' };

function draftOf(outcomes: readonly ProductOutcome[]) {
  const [only, ...others] = outcomes;
  if (only?.kind !== 'accepted' || others.length > 0)
    throw new Error(`Expected one product, got ${JSON.stringify(outcomes)}`);
  return only.draft;
}

function issuesOf(outcomes: readonly ProductOutcome[]) {
  return outcomes.flatMap((outcome) => (outcome.kind === 'rejected' ? outcome.issues : []));
}

describe('a product of several rows', () => {
  it('takes its option names and blank cells from the first row', () => {
    const draft = draftOf(
      read([
        {
          ...pot,
          'Option1 Name': 'Size',
          'Option1 Value': 'S',
          'Variant SKU': 'P-S',
          'Variant Grams': '310',
          'Variant Inventory Qty': '3',
          'Variant Inventory Policy': 'continue',
          'Variant Compare At Price': '12',
          'Variant Barcode': "'0123",
          'Variant Taxable': 'false',
        },
        { 'Option1 Value': 'M' },
        {
          'Option1 Value': 'L',
          'Variant Price': '15',
          'Variant Inventory Policy': 'deny',
          'Variant Inventory Qty': '7',
        },
      ]),
    );
    expect(draft.options).toEqual([{ name: 'Size', values: ['S', 'M', 'L'] }]);
    const [small, medium, large] = draft.variants;
    expect(small).toMatchObject({
      sku: 'P-S',
      barcode: '0123',
      quantity: 3,
      grams: 310,
      compareAtPrice: money(1200, 'EUR'),
    });
    expect(medium).toMatchObject({
      price: money(999, 'EUR'),
      compareAtPrice: money(1200, 'EUR'),
      grams: 310,
      policy: 'continue',
    });
    expect(medium).toMatchObject({ sku: 'POT-M', hasOwnSku: false, barcode: null, quantity: 0, isTaxable: false });
    expect(large).toMatchObject({ price: money(1500, 'EUR'), compareAtPrice: null, policy: 'deny', quantity: 7 });
  });

  it('keeps rows that carry only an image out of the variants', () => {
    const draft = draftOf(
      read([
        { ...pot, 'Image Src': 'https://x.test/2.jpg', 'Image Position': '2', 'Image Alt Text': 'Side' },
        { 'Image Src': 'https://x.test/1.jpg', 'Image Position': '1', 'Variant Weight Unit': 'kg' },
        { 'Image Src': 'https://x.test/last.jpg' },
        { 'Image Src': 'https://x.test/2.jpg', 'Image Position': '4' },
      ]),
    );
    expect(draft.variants).toHaveLength(1);
    expect(draft.images).toEqual([
      { src: 'https://x.test/1.jpg', alt: '' },
      { src: 'https://x.test/2.jpg', alt: 'Side' },
      { src: 'https://x.test/last.jpg', alt: '' },
    ]);
  });

  it('adds the own image of a variant to the gallery', () => {
    const draft = draftOf(
      read([{ ...pot, 'Image Src': 'https://x.test/1.jpg', 'Variant Image': 'https://x.test/own.jpg' }]),
    );
    expect(draft.images.map(({ src }) => src)).toEqual(['https://x.test/1.jpg', 'https://x.test/own.jpg']);
    expect(draft.variants[0]!.imageSrc).toBe('https://x.test/own.jpg');
  });

  it('has no options when its only variant is the default one', () => {
    for (const options of [{ 'Option1 Name': 'Title', 'Option1 Value': 'Default Title' }, {}]) {
      const draft = draftOf(read([{ ...pot, ...options }]));
      expect(draft.options).toEqual([]);
      expect(draft.variants).toMatchObject([{ optionValues: [], sku: 'POT' }]);
    }
  });

  it('may have an option that is really called Title', () => {
    const draft = draftOf(
      read([{ ...pot, 'Option1 Name': 'Title', 'Option1 Value': 'Vol. 1' }, { 'Option1 Value': 'Vol. 2' }]),
    );
    expect(draft.options).toEqual([{ name: 'Title', values: ['Vol. 1', 'Vol. 2'] }]);
  });

  it('keeps its HTML, tags and flags', () => {
    const draft = draftOf(
      read([
        {
          ...pot,
          'Body (HTML)': '<p>A\n"pot"</p>',
          Tags: 'Pot, plants,, POT',
          Status: 'Draft',
          Published: 'FALSE',
          'Gift Card': 'true',
        },
      ]),
    );
    expect(draft).toMatchObject({
      bodyHtml: '<p>A\n"pot"</p>',
      tags: ['Pot', 'plants'],
      status: 'draft',
      isPublished: false,
      isGiftCard: true,
    });
  });
});

describe('weights', () => {
  it.each([
    ['2', 'kg', 2_000],
    ['1', 'lb', 454],
    ['8', 'oz', 227],
    ['250', 'g', 250],
  ])('of %s %s are %d grams', (weight, unit, grams) => {
    const draft = draftOf(read([{ ...pot, 'Variant Weight': weight, 'Variant Weight Unit': unit }]));
    expect(draft.variants[0]).toMatchObject({ grams, weightUnit: unit });
  });

  it('in grams stay grams whatever unit they are shown in', () => {
    const draft = draftOf(read([{ ...pot, 'Variant Grams': '453.592', 'Variant Weight Unit': 'lb' }]));
    expect(draft.variants[0]).toMatchObject({ grams: 454, weightUnit: 'lb' });
  });
});

describe('stock in the file', () => {
  it('is left alone when there is no such column', () => {
    expect(draftOf(read([{ ...pot, 'Variant Inventory Tracker': 'shopify' }])).variants[0]!.quantity).toBeNull();
  });

  it('never runs out where it is neither tracked nor counted', () => {
    const draft = draftOf(read([{ ...pot, 'Variant Inventory Tracker': '', 'Variant Inventory Policy': 'deny' }]));
    expect(draft.variants[0]).toMatchObject({ quantity: 0, policy: 'continue' });
  });

  it('counts when a figure is given, tracked or not', () => {
    const draft = draftOf(read([{ ...pot, 'Variant Inventory Tracker': '', 'Variant Inventory Qty': '4' }]));
    expect(draft.variants[0]).toMatchObject({ quantity: 4, policy: 'deny' });
  });

  it('may be asked as a question', () => {
    const draft = draftOf(read([{ ...pot, 'Continue selling when out of stock': 'TRUE', 'Inventory quantity': '0' }]));
    expect(draft.variants[0]!.policy).toBe('continue');
  });
});

describe('a bad cell keeps the whole product out and is pointed at', () => {
  const size = { 'Option1 Name': 'Size', 'Option1 Value': 'S' };
  it.each([
    ['Title', 'is blank', [{ 'Variant Price': '1' }]],
    ['Variant Price', 'not an amount', [{ ...pot, 'Variant Price': '€ 9,99' }]],
    ['Variant Price', 'is blank', [{ Title: 'Pot' }]],
    ['Variant Price', 'negative', [{ ...pot, 'Variant Price': '-1' }]],
    ['Variant Price', 'more decimals', [{ ...pot, 'Variant Price': '1.999' }]],
    ['Variant Price', 'too large', [{ ...pot, 'Variant Price': '99999999999.00' }]],
    ['Variant Compare At Price', 'not an amount', [{ ...pot, 'Variant Compare At Price': 'was 12' }]],
    ['Variant Inventory Qty', 'negative', [{ ...pot, 'Variant Inventory Qty': '-3' }]],
    ['Variant Inventory Qty', 'whole number', [{ ...pot, 'Variant Inventory Qty': '1.5' }]],
    ['Variant Inventory Qty', 'too large', [{ ...pot, 'Variant Inventory Qty': '99999999999' }]],
    ['Variant Inventory Policy', 'not an inventory policy', [{ ...pot, 'Variant Inventory Policy': 'maybe' }]],
    ['Variant Grams', 'not a weight', [{ ...pot, 'Variant Grams': 'heavy' }]],
    ['Variant Weight Unit', 'not a weight unit', [{ ...pot, 'Variant Weight Unit': 'stone' }]],
    ['Published', 'neither TRUE nor FALSE', [{ ...pot, Published: 'perhaps' }]],
    ['Status', 'not a status', [{ ...pot, Status: 'sleeping' }]],
    ['Image Src', 'http', [{ ...pot, 'Image Src': 'javascript:alert(1)' }]],
    ['Image Src', 'http', [{ ...pot, 'Image Src': '//evil.test/x.jpg' }]],
    ['Image Src', 'relative path', [{ ...pot, 'Image Src': 'images/x.jpg' }]],
    ['Image Position', 'count from 1', [{ ...pot, 'Image Src': 'https://x.test/1.jpg', 'Image Position': 'first' }]],
    ['Title', 'too long', [{ ...pot, Title: 'x'.repeat(256) }]],
    ['Title', 'control characters', [{ ...pot, Title: 'a\u0000b' }]],
    ['Vendor', 'UTF-8', [{ ...pot, Vendor: 'Caf\uFFFD' }]],
    [
      'Variant SKU',
      'repeats the SKU of line 2',
      [
        { ...pot, ...size, 'Variant SKU': 'A' },
        { 'Option1 Value': 'M', 'Variant SKU': 'A' },
      ],
    ],
    ['Variant SKU', 'rounded by a spreadsheet', [{ ...pot, 'Variant SKU': '4.00638E+12' }]],
    ['Option1 Value', 'repeats the options of line 2', [{ ...pot, ...size }, { 'Option1 Value': ' s ' }]],
    ['Option1 Value', 'is blank', [{ ...pot, ...size }, { 'Variant Price': '2' }]],
    ['Option1 Name', 'is blank', [{ ...pot, 'Option1 Name': '', 'Option1 Value': 'S' }]],
    ['Option2 Name', 'repeats the option', [{ ...pot, ...size, 'Option2 Name': 'size', 'Option2 Value': 'S' }]],
    ['Option4 Value', 'at most 3 options', [{ ...pot, ...size, 'Option4 Name': '', 'Option4 Value': 'x' }]],
    [
      'Title',
      'two products cannot have one handle',
      [
        { ...pot, ...size },
        { Title: 'Other', 'Option1 Value': 'M' },
      ],
    ],
    [
      'Handle',
      'repeat the handle',
      [
        { ...pot, ...size },
        { Handle: '', 'Option1 Value': 'M', 'Variant Price': '1' },
      ],
    ],
  ])('%s: %s', (column, reason, rows) => {
    const outcomes = read(rows as Record<string, string>[]);
    expect(outcomes.every(({ kind }) => kind === 'rejected')).toBe(true);
    const last = rows.length + 1;
    expect(issuesOf(outcomes)).toEqual([
      { line: last, column, handle: 'pot', reason: expect.stringContaining(reason) },
    ]);
  });

  it('says everything that is wrong at once', () => {
    const issues = issuesOf(read([{ Title: '', 'Variant Price': 'x', 'Variant Inventory Qty': '-1' }]));
    expect(issues.map(({ column }) => column).sort()).toEqual(['Title', 'Variant Inventory Qty', 'Variant Price']);
  });

  it('leaves its neighbors alone', () => {
    const outcomes = read([
      { ...pot, Handle: 'a' },
      { ...pot, Handle: 'b', 'Variant Price': 'x' },
      { ...pot, Handle: 'c' },
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted']);
  });
});
