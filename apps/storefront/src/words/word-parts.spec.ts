import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WordPart } from './catalog.ts';
import { catalogOf } from './words.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const PARTS: readonly WordPart[] = ['stall', 'sheet', 'shop', 'checkout', 'trouble', 'order', 'waitlist'];

/** What each file that comes later asks to be taught before it is shown, beside the stall's own words. */
const SCREENS: Readonly<Record<string, readonly WordPart[]>> = {
  'stall/mount.tsx': [],
  'shop/sheets.tsx': ['sheet'],
  'shop/shop.tsx': ['sheet', 'shop'],
  'checkout/checkout-part.tsx': ['sheet', 'checkout'],
  'checkout/paying-part.ts': ['sheet', 'checkout', 'trouble'],
  'checkout/coupon-desk.tsx': ['sheet', 'checkout', 'trouble'],
  'checkout/change-note.tsx': ['sheet', 'checkout', 'trouble'],
  'checkout/pay-elsewhere.tsx': ['sheet', 'checkout', 'trouble'],
  'checkout/held-note.tsx': ['sheet', 'checkout'],
  'checkout/order-part.tsx': ['sheet', 'checkout', 'order'],
  'waitlist/waitlist-part.tsx': ['sheet', 'shop', 'checkout', 'trouble', 'waitlist'],
  'waitlist/waitlist-page.tsx': ['sheet', 'shop', 'checkout', 'trouble', 'waitlist'],
  'order/order-page.tsx': ['sheet', 'checkout', 'order'],
};

/** The file and all it imports for certain; what it fetches later has words of its own. */
function sources(entry: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return;
    const code = readFileSync(file, 'utf8');
    found.set(file, code);
    for (const [, specifier] of code.matchAll(/^(?:import|export)\b(?! type)[^;]*?from '(\.[^']+\.tsx?)';/gm)) {
      visit(path.resolve(path.dirname(file), specifier!));
    }
  };
  visit(path.join(root, entry));
  return found;
}

describe('the words of a screen', () => {
  it.each(Object.entries(SCREENS))('%s says nothing that it was not taught', async (entry, taught) => {
    const partOf = new Map<string, WordPart>();
    for (const part of PARTS) {
      for (const key of Object.keys(await catalogOf('en', part))) {
        partOf.set(key, part).set(key.replace(/\.(one|other)$/, ''), part);
      }
    }
    const unknown: string[] = [];
    for (const [file, code] of sources(entry)) {
      if (file.includes('/words/')) continue;
      for (const [, key] of code.matchAll(/'([a-z]+\.[\w.]+)'/g)) {
        const part = partOf.get(key!);
        if (part && part !== 'stall' && !taught.includes(part)) unknown.push(`${path.basename(file)}: ${key}`);
      }
    }
    expect(unknown).toEqual([]);
  });
});
