/** Where the units of an order line are; they always add up to what was ordered. */
export interface LineUnits {
  readonly quantity: number;
  readonly unrouted: number;
  readonly requested: number;
  readonly accepted: number;
  readonly shipped: number;
  readonly canceled: number;
}

export type FulfillmentStatus =
  'waiting' | 'routing' | 'requested' | 'accepted' | 'partially_shipped' | 'shipped' | 'canceled';

const sum = (lines: readonly LineUnits[], pick: (line: LineUnits) => number): number =>
  lines.reduce((total, line) => total + pick(line), 0);

/** True while a retailer still has to be found or has to answer. */
export function isAwaitingAnswers(lines: readonly LineUnits[]): boolean {
  return sum(lines, (line) => line.unrouted + line.requested) > 0;
}

/** True when everything that will ever be shipped has been, and that is something. */
export function isAllShipped(lines: readonly LineUnits[]): boolean {
  return (
    sum(lines, (line) => line.shipped) > 0 && sum(lines, (line) => line.unrouted + line.requested + line.accepted) === 0
  );
}

/** True when every unit has been shipped or given up: nothing more will come of the order. */
export function isNothingLeft(lines: readonly LineUnits[]): boolean {
  return sum(lines, (line) => line.unrouted + line.requested + line.accepted) === 0;
}

/** Where the goods of an order are, in one word, for people. */
export function fulfillmentStatus(lines: readonly LineUnits[], isPaid: boolean): FulfillmentStatus {
  const total = sum(lines, (line) => line.quantity);
  if (sum(lines, (line) => line.canceled) === total) return 'canceled';
  if (!isPaid) return 'waiting';
  if (isAllShipped(lines)) return 'shipped';
  if (sum(lines, (line) => line.shipped) > 0) return 'partially_shipped';
  if (sum(lines, (line) => line.unrouted) > 0) return 'routing';
  if (sum(lines, (line) => line.requested) > 0) return 'requested';
  return 'accepted';
}
