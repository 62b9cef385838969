import type { VariantId } from '@sidestall/kernel';

/** So many units of one variant. */
export interface Units {
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** Adds up lines that name the same variant, so that each is claimed once; sorted, so that two claims cannot deadlock. */
export function gatherUnits(lines: readonly Units[]): Units[] {
  const sum = new Map<VariantId, number>();
  for (const line of lines) sum.set(line.variantId, (sum.get(line.variantId) ?? 0) + line.quantity);
  return [...sum]
    .map(([variantId, quantity]) => ({ variantId, quantity }))
    .sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
}
