import { decimalText, money } from '@sidestall/kernel';
import fc from 'fast-check';
import { HandleSurvey, PRODUCT_LIMITS, ProductGrouper, readHeader, type ProductOutcome } from './index.ts';

const NAMES = [
  'Handle',
  'Title',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Variant Price',
  'Image Src',
];
const RULES = { currency: 'EUR', allowsRelativeImages: true };

function columns() {
  const header = readHeader(NAMES);
  if (!header.ok) throw new Error('The header is right');
  return header.value;
}

function group(rows: readonly (readonly string[])[]): ProductOutcome[] {
  const survey = new HandleSurvey();
  rows.forEach((cells, index) => survey.see(cells[0] || null, index + 2));
  const grouper = new ProductGrouper(columns(), RULES, survey.scattered);
  return [...rows.flatMap((cells, index) => grouper.feed({ line: index + 2, cells })), ...grouper.end()];
}

describe('grouping rows into products', () => {
  it('hands a product out as soon as the next one begins', () => {
    const grouper = new ProductGrouper(columns(), RULES);
    expect(grouper.feed({ line: 2, cells: ['a', 'A', '', '', '', '', '1', ''] })).toEqual([]);
    const [done] = grouper.feed({ line: 3, cells: ['b', 'B', '', '', '', '', '1', ''] });
    expect(done).toMatchObject({ kind: 'accepted', line: 2, draft: { handle: 'a' } });
  });

  it('passes over rows without any text', () => {
    expect(
      group([['a', 'A', '', '', '', '', '1', ''], [''], ['', ' '], ['a', '', '', '', '', '', '', 'x.jpg']]),
    ).toHaveLength(1);
  });

  it('rejects a product whose rows stand in separate places, once', () => {
    const outcomes = group([
      ['a', 'A', 'Size', 'S', '', '', '1', ''],
      ['b', 'B', '', '', '', '', '1', ''],
      ['a', '', '', 'M', '', '', '1', ''],
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rejected', 'accepted']);
    expect(outcomes[0]).toMatchObject({
      issues: [{ line: 2, column: 'Handle', reason: expect.stringContaining('line 4') }],
    });
  });

  it('rejects the product a broken record belongs to, and only that', () => {
    const grouper = new ProductGrouper(columns(), RULES);
    const outcomes = [
      ...grouper.feed({ line: 2, cells: ['a', 'A', '', '', '', '', '1', ''] }),
      ...grouper.feedBroken({ line: 3, handle: 'b', reason: 'has a stray quote' }),
      ...grouper.feed({ line: 4, cells: ['b', 'B', '', '', '', '', '1', ''] }),
      ...grouper.feed({ line: 5, cells: ['c', 'C', '', '', '', '', '1', ''] }),
      ...grouper.feedBroken({ line: 6, handle: null, reason: 'has a stray quote' }),
      ...grouper.end(),
    ];
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted', 'rejected', 'rejected']);
  });

  it('holds no more rows of a product than it may have', () => {
    const rows = Array.from({ length: PRODUCT_LIMITS.rows + 500 }, (_, index) => [
      'a',
      '',
      '',
      '',
      '',
      '',
      '',
      `${index}.jpg`,
    ]);
    expect(group(rows)).toMatchObject([{ kind: 'rejected', issues: [{ reason: expect.stringContaining('rows') }] }]);
  });

  it('reports a row without a handle by itself when it begins something new', () => {
    const outcomes = group([
      ['a', 'A', '', '', '', '', '1', ''],
      ['', 'B', '', '', '', '', '1', ''],
      ['c', 'C', '', '', '', '', '1', ''],
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted']);
  });
});

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const product = fc.record({
  title: word,
  sizes: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
  colors: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  amounts: fc.array(fc.nat(1_000_000), { minLength: 12, maxLength: 12 }),
  images: fc.uniqueArray(word, { maxLength: 14 }),
});

describe('any catalog written as rows', () => {
  it('is read back with nothing lost and no combination twice', () => {
    fc.assert(
      fc.property(fc.array(product, { maxLength: 6 }), (products) => {
        const rows = products.flatMap(({ title, sizes, colors, amounts, images }, index) => {
          const variants = sizes.flatMap((size) => colors.map((color) => [size, color] as const));
          return Array.from({ length: Math.max(variants.length, images.length) }, (_, n) => {
            const names = n === 0 ? { title, size: 'Size', color: 'Color' } : { title: '', size: '', color: '' };
            const [size, color] = variants[n] ?? ['', ''];
            const price = variants[n] ? decimalText(money(amounts[n]!, 'EUR')) : '';
            const image = images[n] ? `img/${images[n]}.jpg` : '';
            return [`p-${index}`, names.title, names.size, size, names.color, color, price, image];
          });
        });
        const drafts = group(rows).map((outcome) => {
          if (outcome.kind === 'rejected') throw new Error(JSON.stringify(outcome.issues));
          return outcome.draft;
        });
        expect(drafts).toHaveLength(products.length);
        drafts.forEach((draft, index) => {
          const { title, sizes, colors, amounts, images } = products[index]!;
          expect(draft.title).toBe(title);
          expect(draft.options.map(({ values }) => values)).toEqual([sizes, colors]);
          expect(draft.variants.map(({ price }) => price.amount)).toEqual(
            amounts.slice(0, sizes.length * colors.length),
          );
          expect(new Set(draft.variants.map(({ optionValues }) => optionValues.join())).size).toBe(
            draft.variants.length,
          );
          expect(new Set(draft.variants.map(({ sku }) => sku)).size).toBe(draft.variants.length);
          expect(draft.images.map(({ src }) => src)).toEqual(images.map((image) => `img/${image}.jpg`));
        });
      }),
    );
  });

  it('never breaks the reader, whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('', '', 'a', '1', '-1', 'Size'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 12 }), (rows) => {
        for (const outcome of group(rows)) {
          if (outcome.kind === 'rejected') expect(outcome.issues.length).toBeGreaterThan(0);
          else expect(outcome.draft.variants.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
