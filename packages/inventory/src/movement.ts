import type { RetailerId } from '@sidestall/kernel';

/**
 * What may happen to stock, and which count it moves: units on a retailer's shelf, claims on them, or neither (a
 * reservation is a claim that was there before).
 */
export const MOVEMENT_KINDS = {
  received: 'shelf',
  corrected: 'shelf',
  shipped: 'shelf',
  returned: 'shelf',
  held: 'claim',
  released: 'claim',
  allotted: 'claim',
  unallotted: 'claim',
  reserved: 'none',
} as const satisfies Record<string, 'shelf' | 'claim' | 'none'>;

export type MovementKind = keyof typeof MOVEMENT_KINDS;

/** One line of the story of a variant's stock. Units that leave a shelf are counted below zero. */
export interface Movement {
  readonly kind: MovementKind;
  readonly retailerId: RetailerId | null;
  readonly quantity: number;
}

/** What lies on each retailer's shelf, as the story tells it: the sum of all that was put there and taken away. */
export function countedShelves(movements: Iterable<Movement>): Map<RetailerId, number> {
  const shelves = new Map<RetailerId, number>();
  for (const { kind, retailerId, quantity } of movements) {
    if (MOVEMENT_KINDS[kind] !== 'shelf' || retailerId === null) continue;
    shelves.set(retailerId, (shelves.get(retailerId) ?? 0) + quantity);
  }
  return shelves;
}
