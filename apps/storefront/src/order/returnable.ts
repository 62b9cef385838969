import type { OrderView } from '@sidestall/contracts';

type Line = OrderView['lines'][number];

/** A line of which something can still be sent back. */
export interface ReturnableLine {
  readonly line: Line;
  readonly units: number;
}

/** The buyer has the goods after all. */
const KEPT: ReadonlySet<string> = new Set(['refused', 'withdrawn', 'expired']);

/**
 * What can still be sent back, by brand, since each brand takes its own goods back: what was shipped, less what is on its
 * way back or arrived.
 */
export function returnableByBrand(order: Pick<OrderView, 'lines' | 'returns'>): Map<string, ReturnableLine[]> {
  const gone = new Map<string, number>();
  for (const entry of order.returns) {
    if (KEPT.has(entry.state)) continue;
    for (const { lineId, quantity } of entry.lines) gone.set(lineId, (gone.get(lineId) ?? 0) + quantity);
  }
  const brands = new Map<string, ReturnableLine[]>();
  for (const line of order.lines) {
    const units = line.shippedQuantity - (gone.get(line.id) ?? 0);
    if (units > 0) brands.set(line.brandName, [...(brands.get(line.brandName) ?? []), { line, units }]);
  }
  return brands;
}
