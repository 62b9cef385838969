import { weigh, type BuiltFile } from './size-budgets.ts';

const size = (content: string | Uint8Array) => content.length;

/** A build of files that weigh what they are told. */
function build(weights: Readonly<Record<string, number>>, imports: Readonly<Record<string, readonly string[]>> = {}) {
  const files: Record<string, number> = {
    '/src/loader.ts': 1,
    '/stall/mount.tsx': 1,
    '/stall/stall-style.css': 1,
    '/shop/sheets.tsx': 1,
    '/checkout/checkout-part.tsx': 1,
    ...Object.fromEntries(
      ['en', 'ar'].flatMap((name) => ['stall', 'sheet', 'checkout'].map((part) => [`/words/${name}/${part}.ts`, 1])),
    ),
    ...weights,
  };
  return Object.entries(files).map(([source, weight]): BuiltFile => ({
    name: source,
    sources: [source],
    code: 'x'.repeat(weight),
    imports: imports[source] ?? [],
  }));
}

const bytesOf = (files: readonly BuiltFile[]) =>
  Object.fromEntries(weigh(files, size).map(({ name, bytes }) => [name, bytes]));

describe('the weight of a build', () => {
  it('of the first pin is the loader, the core, all that the core needs, and the words of the longest language', () => {
    const files = build(
      { '/src/loader.ts': 10, '/stall/mount.tsx': 100, '/a.ts': 1_000, '/words/ar/stall.ts': 5_000 },
      { '/stall/mount.tsx': ['/a.ts'] },
    );
    expect(bytesOf(files)).toMatchObject({ loader: 10, 'first pin': 6_110 });
  });

  it('of a checkout is what it adds: nothing that the first pin brought counts twice', () => {
    const files = build(
      { '/stall/mount.tsx': 100, '/shop/sheets.tsx': 20, '/checkout/checkout-part.tsx': 300, '/b.ts': 4_000 },
      { '/checkout/checkout-part.tsx': ['/stall/mount.tsx', '/b.ts'], '/shop/sheets.tsx': ['/b.ts'] },
    );
    expect(bytesOf(files)['checkout']).toBe(4_322);
  });

  it('cannot be told of a build that lacks a part: a renamed file must not pass for a light one', () => {
    const files = build({}).filter(({ name }) => name !== '/checkout/checkout-part.tsx');
    expect(() => weigh(files, size)).toThrow('checkout-part');
    expect(() => weigh(build({}, { '/shop/sheets.tsx': ['/gone.ts'] }), size)).toThrow('gone.ts');
  });
});
