/** One file of the build: what it holds and which others it cannot run without. */
export interface BuiltFile {
  readonly name: string;
  readonly code: string | Uint8Array;
  readonly imports: readonly string[];
  readonly sources: readonly string[];
}

/** What a viewer downloads to come so far, in compressed bytes, and the most it may be. */
export interface SizeFigure {
  readonly name: 'loader' | 'first pin' | 'checkout' | 'styles';
  readonly bytes: number;
  readonly limit: number;
}

const KB = 1_024;
/** The loader; all until a pinned card can be pressed; what a checkout adds to that; the styles of the stall. */
const LIMITS = { loader: 1.5 * KB, 'first pin': 16 * KB, checkout: 14 * KB, styles: 4 * KB } as const;
/** What a language adds until a pin stands, and to a checkout. */
const FIRST_WORDS = ['stall'];
const CHECKOUT_WORDS = ['sheet', 'checkout'];

/**
 * Weighs a build: every file counts by itself, as it travels, and of the languages the longest. Stripe's own script is
 * not among the files. Throws when a part of the build cannot be found.
 */
export function weigh(files: readonly BuiltFile[], gzip: (content: string | Uint8Array) => number): SizeFigure[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const named = (source: string): BuiltFile => {
    const found = files.find((file) => file.sources.some((each) => each.endsWith(source)));
    if (!found) throw new Error(`The build has no ${source}`);
    return found;
  };
  const closure = (...starts: BuiltFile[]): Set<BuiltFile> => {
    const all = new Set(starts);
    for (const file of all) {
      for (const name of file.imports) {
        const next = byName.get(name);
        if (!next) throw new Error(`${file.name} imports ${name}, which the build does not have`);
        all.add(next);
      }
    }
    return all;
  };
  const sum = (some: Iterable<BuiltFile>) => [...some].reduce((total, file) => total + gzip(file.code), 0);
  const languages = new Set(
    files.flatMap(({ sources }) => sources.flatMap((each) => /\/words\/(\w+)\/\w+\.ts$/.exec(each)?.[1] ?? [])),
  );
  const longest = (parts: readonly string[]) =>
    Math.max(...[...languages].map((name) => sum(parts.map((part) => named(`/words/${name}/${part}.ts`)))));

  const loader = named('/src/loader.ts');
  const first = closure(loader, named('/stall/mount.tsx'));
  const checkout = closure(named('/shop/sheets.tsx'), named('/checkout/checkout-part.tsx'));
  const bytes: Readonly<Record<SizeFigure['name'], number>> = {
    loader: sum([loader]),
    'first pin': sum(first) + longest(FIRST_WORDS),
    checkout: sum([...checkout].filter((file) => !first.has(file))) + longest(CHECKOUT_WORDS),
    styles: sum([named('/stall/stall-style.css')]),
  };
  return (Object.keys(bytes) as SizeFigure['name'][]).map((name) => ({
    name,
    bytes: bytes[name],
    limit: LIMITS[name],
  }));
}
