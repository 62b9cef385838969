import type { ScorecardWire } from '@sidestall/contracts';

type RateKey = 'acceptance' | 'lateness' | 'cancellation' | 'returns' | 'failedParcels';

const of =
  (one: string, many: string) =>
  (count: number): string =>
    `of ${count} ${count === 1 ? one : many}`;

/** The rates of a retailer, in the order they matter to a brand, and what each is out of. */
export const RATES: readonly {
  readonly key: RateKey & keyof ScorecardWire;
  readonly label: string;
  of(sample: number): string;
}[] = [
  { key: 'acceptance', label: 'Accepted', of: of('piece', 'pieces') },
  { key: 'lateness', label: 'Sent late', of: of('order', 'orders') },
  { key: 'cancellation', label: 'Given back after accepting', of: of('order', 'orders') },
  { key: 'returns', label: 'Came back for a fault of theirs', of: of('piece', 'pieces') },
  { key: 'failedParcels', label: 'Parcels that did not arrive', of: of('parcel', 'parcels') },
];

/** A rate as people read it; unknown while too little was seen. */
export function rateText(value: number | null): string {
  if (value === null) return 'Too few';
  const percent = value * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`;
}
