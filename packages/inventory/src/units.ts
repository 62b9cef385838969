import type { DropId, VariantId } from '@sidestall/kernel';

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

/** Units to be claimed, from everybody's stock or from the allotment of a drop. */
export interface HoldUnits extends Units {
  readonly dropId?: DropId | null;
}

/** As `gatherUnits`; units of one variant in one order come from one place. */
export function gatherHolds(lines: readonly HoldUnits[]): HoldUnits[] {
  return gatherUnits(lines).map((units) => ({
    ...units,
    dropId: lines.find((line) => line.variantId === units.variantId && line.dropId)?.dropId ?? null,
  }));
}
