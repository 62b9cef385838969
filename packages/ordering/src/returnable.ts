import type { OrderLineId } from '@sidestall/kernel';
import type { ReturnOutcome, ReturnState } from './return-state.ts';

/** Units of a line. */
export interface UnitsOfLine {
  readonly lineId: OrderLineId;
  readonly quantity: number;
}

/** A return as far as counting its units needs to know. */
export interface CountedReturn {
  readonly state: ReturnState;
  readonly lines: readonly UnitsOfLine[];
  /** What arrived, once something did. */
  readonly received: readonly UnitsOfLine[] | null;
}

/** The buyer has the goods after all. */
const KEPT: ReadonlySet<ReturnState> = new Set<ReturnState>(['refused', 'withdrawn', 'expired']);

/** How many units of each line may still be sent back: what was shipped, less what is on its way back or arrived. */
export function returnableUnits(
  lines: readonly { readonly id: OrderLineId; readonly shipped: number }[],
  returns: readonly CountedReturn[],
): Map<OrderLineId, number> {
  const left = new Map(lines.map((line) => [line.id, line.shipped]));
  for (const one of returns) {
    if (KEPT.has(one.state)) continue;
    for (const { lineId, quantity } of one.received ?? one.lines)
      left.set(lineId, Math.max(0, (left.get(lineId) ?? 0) - quantity));
  }
  return left;
}

/** True when every wanted unit is there, lines named twice counted together. */
export function areWithin(wanted: readonly UnitsOfLine[], there: ReadonlyMap<OrderLineId, number>): boolean {
  const sums = new Map<OrderLineId, number>();
  for (const { lineId, quantity } of wanted) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return [...sums].every(([lineId, quantity]) => quantity <= (there.get(lineId) ?? 0));
}

/** Units of a line that arrived, and what came of looking at them. */
export interface JudgedUnits extends UnitsOfLine {
  readonly outcome?: ReturnOutcome;
}

/** What a whole inspection comes to: one disputed unit waits for a person, one good unit goes back on the shelf. */
export function outcomeOf(lines: readonly JudgedUnits[]): ReturnOutcome | null {
  const found = new Set(lines.map((line) => line.outcome));
  return (['dispute', 'restock', 'dispose'] as const).find((outcome) => found.has(outcome)) ?? null;
}

/** Units as they are counted: a line named several times is one, and what it came to is left out. */
export function gatherLines(lines: readonly UnitsOfLine[]): UnitsOfLine[] {
  const sums = new Map<OrderLineId, number>();
  for (const { lineId, quantity } of lines) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return [...sums].filter(([, quantity]) => quantity > 0).map(([lineId, quantity]) => ({ lineId, quantity }));
}
