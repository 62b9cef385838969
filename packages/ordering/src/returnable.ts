import type { OrderLineId } from '@sidestall/kernel';

/** Units of a line. */
export interface UnitsOfLine {
  readonly lineId: OrderLineId;
  readonly quantity: number;
}

/** A return as far as counting its units needs to know. */
export interface CountedReturn {
  readonly state: 'requested' | 'received' | 'refused' | 'withdrawn';
  readonly lines: readonly UnitsOfLine[];
  /** What arrived, once something did. */
  readonly received: readonly UnitsOfLine[] | null;
}

/** How many units of each line may still be sent back: what was shipped, less what is on its way back or arrived. */
export function returnableUnits(
  lines: readonly { readonly id: OrderLineId; readonly shipped: number }[],
  returns: readonly CountedReturn[],
): Map<OrderLineId, number> {
  const left = new Map(lines.map((line) => [line.id, line.shipped]));
  for (const one of returns) {
    const counted = one.state === 'received' ? (one.received ?? one.lines) : one.state === 'requested' ? one.lines : [];
    for (const { lineId, quantity } of counted) left.set(lineId, Math.max(0, (left.get(lineId) ?? 0) - quantity));
  }
  return left;
}

/** True when every wanted unit is there, lines named twice counted together. */
export function areWithin(wanted: readonly UnitsOfLine[], there: ReadonlyMap<OrderLineId, number>): boolean {
  const sums = new Map<OrderLineId, number>();
  for (const { lineId, quantity } of wanted) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return [...sums].every(([lineId, quantity]) => quantity <= (there.get(lineId) ?? 0));
}
