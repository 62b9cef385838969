/** What choosing needs of a variant: its value for each option, in order, and whether it can be had. */
export interface Choosable {
  readonly options: readonly string[];
  readonly available: number | null;
}

/** How a value stands beside the other values chosen now. */
export type ValueState = 'available' | 'sold-out' | 'absent';

export const canBeBought = (variant: Pick<Choosable, 'available'>): boolean => variant.available !== 0;

/** True where the one variant is the product itself and there is nothing to choose. */
export function hasNoChoice(variants: readonly Choosable[]): boolean {
  return variants.length <= 1;
}

/** The variant to begin with: the one asked for, else the first that can be had, else the first. */
export function firstPick<V extends Choosable>(variants: readonly V[], wanted?: (variant: V) => boolean): V | null {
  return (wanted && variants.find(wanted)) ?? variants.find(canBeBought) ?? variants[0] ?? null;
}

/** How one value of an option stands while the other options stay as chosen. */
export function valueState(
  variants: readonly Choosable[],
  chosen: readonly string[],
  option: number,
  value: string,
): ValueState {
  const fitting = variants.filter((variant) =>
    variant.options.every((each, index) => each === (index === option ? value : chosen[index])),
  );
  if (fitting.length === 0) return 'absent';
  return fitting.some(canBeBought) ? 'available' : 'sold-out';
}

/**
 * The variant after one value is chosen. Where that value does not exist with the others, as many of the others as
 * possible stay, the earlier options before the later ones, and one that can be had wins over one that cannot.
 */
export function pickValue<V extends Choosable>(
  variants: readonly V[],
  chosen: readonly string[],
  option: number,
  value: string,
): V | null {
  let best: V | null = null;
  let bestScore = -1;
  for (const variant of variants) {
    if (variant.options[option] !== value) continue;
    const kept = variant.options.map((each, index) => index === option || each === chosen[index]);
    const keptCount = kept.filter(Boolean).length;
    const isExact = keptCount === kept.length;
    const earlierFirst = kept.reduce((score, isKept) => score * 2 + (isKept ? 1 : 0), 0);
    const score = (isExact ? 1_000_000 : 0) + (canBeBought(variant) ? 100_000 : 0) + keptCount * 1_000 + earlierFirst;
    if (score > bestScore) [best, bestScore] = [variant, score];
  }
  return best;
}
