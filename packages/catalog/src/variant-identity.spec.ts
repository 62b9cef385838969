import fc from 'fast-check';
import { combinationKey, matchVariants, variantTitle } from './index.ts';
import { madeSku } from './variant-identity.ts';

const known = (id: string, sku: string, ...values: string[]) => ({ id, sku, combination: combinationKey(values) });
const wanted = (sku: string, ...optionValues: string[]) => ({
  sku,
  hasOwnSku: sku !== '',
  combination: combinationKey(optionValues),
});

describe('which variant is which', () => {
  it('goes by SKU first, so that a renamed option keeps its variant', () => {
    const { pairs, vanished } = matchVariants(
      [known('1', 'A', 'Red'), known('2', 'B', 'Blue')],
      [wanted('B', 'Red'), wanted('A', 'Blue')],
    );
    expect(pairs.map((pair) => pair.known?.id)).toEqual(['2', '1']);
    expect(vanished).toEqual([]);
  });

  it('goes by combination where there is no SKU, or a new one', () => {
    const { pairs } = matchVariants([known('1', 'POT-RED', 'Red')], [wanted('NEW', 'red ')]);
    expect(pairs[0]!.known?.id).toBe('1');
  });

  it('names those that nobody wants any more', () => {
    const { vanished } = matchVariants([known('1', 'A', 'Red'), known('2', 'B', 'Blue')], [wanted('A', 'Red')]);
    expect(vanished.map(({ id }) => id)).toEqual(['2']);
  });

  it('never gives one known variant to two', () => {
    const value = fc.constantFrom('red', 'blue', 'green');
    const sku = fc.constantFrom('', 'A', 'B', 'C');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(sku, value), { maxLength: 6 }),
        fc.array(fc.tuple(sku, value), { maxLength: 6 }),
        (k, w) => {
          const before = k.map(([code, option], index) => known(String(index), code, option));
          const { pairs, vanished } = matchVariants(
            before,
            w.map(([code, option]) => wanted(code, option)),
          );
          const ids = [...pairs.flatMap((pair) => pair.known ?? []), ...vanished].map(({ id }) => id);
          expect(ids.sort()).toEqual(before.map(({ id }) => id).sort());
        },
      ),
    );
  });

  it('calls a variant by its values, and a lone one by nothing', () => {
    expect(variantTitle(['Oat', '250 ml'])).toBe('Oat / 250 ml');
    expect(variantTitle([])).toBeNull();
  });

  it('makes a SKU that is new and always the same', () => {
    expect(madeSku('clay-pot', ['Extra Large'], new Set())).toBe('CLAY-POT-EXTRA-LARGE');
    expect(madeSku('clay-pot', ['Red!'], new Set(['CLAY-POT-RED']))).toBe('CLAY-POT-RED-2');
  });
});
