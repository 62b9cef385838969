import { slugOf } from './slug.ts';

/** The words of an option value as people compare them: case and spacing make no difference. */
export const foldedValue = (value: string): string => value.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Equal for two variants of a product exactly when a buyer could not tell them apart. */
export const combinationKey = (optionValues: readonly string[]): string =>
  JSON.stringify(optionValues.map(foldedValue));

/** What a buyer calls the variant; null where the product comes in one form only. */
export const variantTitle = (optionValues: readonly string[]): string | null => optionValues.join(' / ') || null;

/** A SKU for a variant that has none, the same each time, so that a retailer always has a code to pick by. */
export function madeSku(handle: string, optionValues: readonly string[], taken: ReadonlySet<string>): string {
  const parts = [handle, ...optionValues.map((value) => slugOf(value, 40))].filter((part) => part !== '');
  const base = parts.join('-').toUpperCase().slice(0, 240);
  let sku = base;
  for (let n = 2; taken.has(sku); n++) sku = `${base}-${n}`;
  return sku;
}

export interface KnownVariant {
  readonly id: string;
  readonly sku: string;
  readonly combination: string;
}

export interface WantedVariant {
  readonly sku: string;
  readonly hasOwnSku: boolean;
  readonly combination: string;
}

/**
 * Which known variant each wanted one is: the one with its own SKU, else the one with its combination of options, else
 * none. No known variant is two wanted ones; those nobody wants any more are `vanished`.
 */
export function matchVariants<K extends KnownVariant, W extends WantedVariant>(
  known: readonly K[],
  wanted: readonly W[],
): { pairs: { wanted: W; known: K | null }[]; vanished: K[] } {
  const left = new Set(known);
  const found = new Map<W, K>();
  const take = (want: W, match: (candidate: K) => boolean) => {
    if (found.has(want)) return;
    for (const candidate of left) {
      if (!match(candidate)) continue;
      found.set(want, candidate);
      left.delete(candidate);
      return;
    }
  };
  for (const want of wanted) if (want.hasOwnSku) take(want, (candidate) => candidate.sku === want.sku);
  for (const want of wanted) take(want, (candidate) => candidate.combination === want.combination);
  return { pairs: wanted.map((want) => ({ wanted: want, known: found.get(want) ?? null })), vanished: [...left] };
}
