import fc from 'fast-check';
import { handleOf, slugOf } from './index.ts';

describe('slugs', () => {
  it.each([
    ['Morrow Clay', 'morrow-clay'],
    ['  Café São João!  ', 'cafe-sao-joao'],
    ['Straße & Söhne', 'strasse-sohne'],
    ['Potter’s Wheel', 'potters-wheel'],
    ['陶器 の店', '陶器-の店'],
    ['!!!', ''],
  ])('make %p into %p', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('can stand in an address and stay the same when made again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        const slug = slugOf(name);
        expect(slugOf(slug)).toBe(slug);
        expect(slug).not.toMatch(/^-|-$|--|[\s/?#&]/);
        expect(Array.from(slug).length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

describe('handles', () => {
  it('stay as written when they can stand in an address', () => {
    expect(handleOf('100-cotton_tee--v2')).toBe('100-cotton_tee--v2');
  });

  it('are the same whatever the case, and a title in their place becomes one', () => {
    expect(handleOf(' Clay-Pot ')).toBe('clay-pot');
    expect(handleOf('Clay Plant Pot')).toBe('clay-plant-pot');
    expect(handleOf('  ')).toBeNull();
    expect(handleOf('???')).toBeNull();
  });
});
