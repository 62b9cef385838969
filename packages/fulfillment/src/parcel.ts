import { err, ok, type Result } from '@sidestall/kernel';
import { sumOfLines, type FulfillmentLine, type LineQuantity, type LineQuantityError } from './acceptance.ts';

/** What one parcel holds, and where it leaves the fulfillment order. */
export interface PackedParcel {
  readonly lines: readonly LineQuantity[];
  readonly nextState: 'partially_shipped' | 'shipped';
}

export type ParcelError = LineQuantityError | { readonly code: 'FULFILLMENT.QUANTITY_EXCEEDED'; readonly left: 0 };

/** Units of a line that were accepted and have not left yet. */
export const leftToShip = (line: FulfillmentLine): number => line.acceptedQuantity - line.shippedQuantity;

/**
 * Packs a parcel: no lines means all that was accepted and has not left. A parcel never holds more than is left of a line
 * and never nothing. Lines with quantity 0 are dropped.
 */
export function packParcel(
  lines: readonly FulfillmentLine[],
  asked: readonly LineQuantity[] | undefined,
): Result<PackedParcel, ParcelError> {
  const wanted = asked ?? lines.map((line) => ({ lineId: line.lineId, quantity: leftToShip(line) }));
  const sums = sumOfLines(lines, wanted, leftToShip);
  if (!sums.ok) return sums;
  const packed = lines
    .map((line) => ({ lineId: line.lineId, quantity: sums.value.get(line.lineId) ?? 0 }))
    .filter((line) => line.quantity > 0);
  if (packed.length === 0) return err({ code: 'FULFILLMENT.QUANTITY_EXCEEDED', left: 0 });
  const isAll = lines.every((line) => leftToShip(line) === (sums.value.get(line.lineId) ?? 0));
  return ok({ lines: packed, nextState: isAll ? 'shipped' : 'partially_shipped' });
}

/** Tracking numbers are compared as carriers do: without spaces and hyphens, in capitals. */
export const trackingKey = (trackingNumber: string): string => trackingNumber.replace(/[\s-]/g, '').toUpperCase();
