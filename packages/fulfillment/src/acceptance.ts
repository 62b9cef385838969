import { err, ok, type Result } from '@sidestall/kernel';

/** A line of a fulfillment order with how far it has come. */
export interface FulfillmentLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly acceptedQuantity: number;
  readonly shippedQuantity: number;
}

/** A quantity of one line, as a retailer says it. */
export interface LineQuantity {
  readonly lineId: string;
  readonly quantity: number;
}

export type LineQuantityError =
  | { readonly code: 'FULFILLMENT.LINE_UNKNOWN'; readonly lineId: string }
  | {
      readonly code: 'FULFILLMENT.QUANTITY_EXCEEDED';
      readonly lineId: string;
      readonly asked: number;
      readonly left: number;
    };

/** Adds up what was said of each line (a line may be named twice) and holds it against what is left of it. */
export function sumOfLines(
  lines: readonly FulfillmentLine[],
  asked: readonly LineQuantity[],
  leftOf: (line: FulfillmentLine) => number,
): Result<ReadonlyMap<string, number>, LineQuantityError> {
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of asked) {
    if (!Number.isSafeInteger(quantity) || quantity < 0) throw new Error(`A quantity is whole, got ${quantity}`);
    const line = lines.find((it) => it.lineId === lineId);
    if (!line) return err({ code: 'FULFILLMENT.LINE_UNKNOWN', lineId });
    const sum = (sums.get(lineId) ?? 0) + quantity;
    if (sum > leftOf(line)) {
      return err({ code: 'FULFILLMENT.QUANTITY_EXCEEDED', lineId, asked: sum, left: leftOf(line) });
    }
    sums.set(lineId, sum);
  }
  return ok(sums);
}

/** What becomes of one line when a retailer answers. */
export interface AnsweredLine {
  readonly lineId: string;
  readonly accepted: number;
  /** Goes back to routing. */
  readonly declined: number;
}

/**
 * Reads an acceptance: no lines means all of everything; a line left out or lowered is declined in whole or in part.
 * Every requested unit is either accepted or declined. Accepting nothing at all is for the caller to treat as a rejection.
 */
export function readAcceptance(
  lines: readonly FulfillmentLine[],
  asked: readonly LineQuantity[] | undefined,
): Result<readonly AnsweredLine[], LineQuantityError> {
  if (asked === undefined) {
    return ok(lines.map((line) => ({ lineId: line.lineId, accepted: line.quantity, declined: 0 })));
  }
  const sums = sumOfLines(lines, asked, (line) => line.quantity);
  if (!sums.ok) return sums;
  return ok(
    lines.map((line) => {
      const accepted = sums.value.get(line.lineId) ?? 0;
      return { lineId: line.lineId, accepted, declined: line.quantity - accepted };
    }),
  );
}
