import type { BrandVariantWire, SubstitutesWire } from '@sidestall/contracts';

export type Pairing = SubstitutesWire['substitutes'][number];
type VariantId = BrandVariantWire['variantId'];

export const MOST = 20;
/** As many variants as one question may name. */
const NAMED_AT_ONCE = 100;

/** All variants that are mentioned, in portions that can be asked for. */
export function mentioned(pairings: readonly Pairing[]): VariantId[][] {
  const ids = [...new Set(pairings.flatMap(({ variantId, substitutes }) => [variantId, ...substitutes]))];
  return Array.from({ length: Math.ceil(ids.length / NAMED_AT_ONCE) }, (_, at) =>
    ids.slice(at * NAMED_AT_ONCE, (at + 1) * NAMED_AT_ONCE),
  );
}

/** With one more at the end; the same when it is there already, is the variant itself, or there are as many as there may be. */
export const withOne = (pairing: Pairing, id: VariantId): Pairing =>
  id === pairing.variantId || pairing.substitutes.includes(id) || pairing.substitutes.length >= MOST
    ? pairing
    : { ...pairing, substitutes: [...pairing.substitutes, id] };

export const without = (pairing: Pairing, id: VariantId): Pairing => ({
  ...pairing,
  substitutes: pairing.substitutes.filter((one) => one !== id),
});

/** With that one offered before the one above it. */
export function raised(pairing: Pairing, id: VariantId): Pairing {
  const at = pairing.substitutes.indexOf(id);
  if (at < 1) return pairing;
  const substitutes = [...pairing.substitutes];
  [substitutes[at - 1], substitutes[at]] = [substitutes[at]!, substitutes[at - 1]!];
  return { ...pairing, substitutes };
}

/** A variant as people say it: `Mug, Ink, 350 ml`. */
export const variantName = (variant: BrandVariantWire): string =>
  variant.variantTitle ? `${variant.title}, ${variant.variantTitle}` : variant.title;
