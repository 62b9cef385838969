import type { DropId, RetailerId } from '@sidestall/kernel';
import type { StockCounts } from './stock-counts.ts';
import { isNews } from './shelf-count.ts';

/** Units that one order, or one offer to the waitlist, has claimed. */
export interface Claim {
  readonly quantity: number;
  readonly isFirm: boolean;
  /** The drop whose allotment they come from. */
  readonly dropId: DropId | null;
}

export interface Allotment {
  readonly allotted: number;
  readonly claimed: number;
  readonly isOpen: boolean;
}

/** Everything there is to know of one variant's stock. The counts follow from it: see `countsOf`. */
export interface StockState {
  readonly shelves: ReadonlyMap<RetailerId, { readonly onHand: number; readonly asOf: Date | null }>;
  /** By what claims them: an order, or an entry of the waitlist. */
  readonly claims: ReadonlyMap<string, Claim>;
  readonly allotments: ReadonlyMap<DropId, Allotment>;
  readonly safety: number;
  readonly waiting: number;
  readonly mayOversell: boolean;
}

/** What may happen to a variant's stock, once it has been found possible. */
export type StockEvent =
  | { readonly type: 'counted'; readonly retailerId: RetailerId; readonly onHand: number; readonly asOf: Date }
  | { readonly type: 'returned'; readonly retailerId: RetailerId; readonly quantity: number }
  | { readonly type: 'held'; readonly by: string; readonly quantity: number; readonly dropId?: DropId | null }
  | { readonly type: 'passed'; readonly by: string; readonly to: string }
  | { readonly type: 'reserved'; readonly by: string }
  | { readonly type: 'released'; readonly by: string; readonly quantity: number }
  | {
      readonly type: 'shipped';
      readonly by: string;
      readonly quantity: number;
      readonly retailerId: RetailerId;
    }
  | { readonly type: 'allotted'; readonly dropId: DropId; readonly quantity: number }
  | { readonly type: 'closed'; readonly dropId: DropId }
  | { readonly type: 'safety-set'; readonly safety: number }
  | { readonly type: 'waiting-set'; readonly waiting: number };

export const NO_STOCK: StockState = {
  shelves: new Map(),
  claims: new Map(),
  allotments: new Map(),
  safety: 0,
  waiting: 0,
  mayOversell: false,
};

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value);
const without = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> =>
  new Map([...map].filter(([one]) => one !== key));

/** The counts that follow: what is claimed is what orders and offers claim, and what open drops have not sold yet. */
export function countsOf(state: StockState): StockCounts {
  const unsold = [...state.allotments.values()].filter((one) => one.isOpen).map((one) => one.allotted - one.claimed);
  return {
    onHand: sum([...state.shelves.values()].map((shelf) => shelf.onHand)),
    claimed: unitsOfBuyers(state) + sum(unsold),
    safety: state.safety,
    waiting: state.waiting,
    mayOversell: state.mayOversell,
  };
}

/** Units that orders and offers claim, those of drops included. */
export function unitsOfBuyers(state: StockState): number {
  return sum([...state.claims.values()].map((claim) => claim.quantity));
}

/**
 * Units that can be bought in a drop now. Where retailers count fewer than were set apart, what buyers hold goes first, and
 * the rest is all that the drops of the variant may sell together.
 */
export function dropUnitsLeft(state: StockState, dropId: DropId): number {
  const pool = state.allotments.get(dropId);
  if (!pool?.isOpen) return 0;
  const unsold = pool.allotted - pool.claimed;
  if (state.mayOversell) return unsold;
  return Math.max(Math.min(unsold, countsOf(state).onHand - unitsOfBuyers(state)), 0);
}

/** Takes units out of a claim, at most what is left of it; says how many that were. */
function takeOut(state: StockState, by: string, quantity: number): { state: StockState; taken: number; from?: Claim } {
  const claim = state.claims.get(by);
  if (!claim) return { state, taken: 0 };
  const taken = Math.min(claim.quantity, quantity);
  const left = { ...claim, quantity: claim.quantity - taken };
  const claims = left.quantity > 0 ? withEntry(state.claims, by, left) : without(state.claims, by);
  return { state: { ...state, claims }, taken, from: claim };
}

function released(state: StockState, by: string, quantity: number): StockState {
  const { state: next, taken, from } = takeOut(state, by, quantity);
  const pool = from?.dropId ? next.allotments.get(from.dropId) : undefined;
  // Units of a drop go back to it while it is open; afterwards nobody but the claim held them.
  if (!from?.dropId || !pool?.isOpen) return next;
  return {
    ...next,
    allotments: withEntry(next.allotments, from.dropId, { ...pool, claimed: pool.claimed - taken }),
  };
}

function moved(state: StockState, retailerId: RetailerId, quantity: number): StockState {
  const shelf = state.shelves.get(retailerId) ?? { onHand: 0, asOf: null };
  // A parcel of units nobody had counted shows that they were there.
  const onHand = Math.max(shelf.onHand + quantity, 0);
  return { ...state, shelves: withEntry(state.shelves, retailerId, { ...shelf, onHand }) };
}

/**
 * One variant's stock after something happened to it. What asks for units is decided before (see `availableUnits`); this
 * only says what follows, so that any story can be folded into the counts it explains.
 */
export function foldStock(state: StockState, event: StockEvent): StockState {
  switch (event.type) {
    case 'counted': {
      const known = state.shelves.get(event.retailerId);
      if (known?.asOf && !isNews(event, known.asOf)) return state;
      const { onHand, asOf } = event;
      return { ...state, shelves: withEntry(state.shelves, event.retailerId, { onHand, asOf }) };
    }
    case 'returned':
      return moved(state, event.retailerId, event.quantity);
    case 'held': {
      const { by, quantity, dropId = null } = event;
      if (state.claims.has(by)) return state;
      const claims = withEntry(state.claims, by, { quantity, isFirm: false, dropId });
      const pool = dropId && state.allotments.get(dropId);
      if (!dropId || !pool) return { ...state, claims };
      return {
        ...state,
        claims,
        allotments: withEntry(state.allotments, dropId, { ...pool, claimed: pool.claimed + quantity }),
      };
    }
    case 'passed': {
      const claim = state.claims.get(event.by);
      return claim ? { ...state, claims: withEntry(without(state.claims, event.by), event.to, claim) } : state;
    }
    case 'reserved': {
      const claim = state.claims.get(event.by);
      return claim ? { ...state, claims: withEntry(state.claims, event.by, { ...claim, isFirm: true }) } : state;
    }
    case 'released':
      return released(state, event.by, event.quantity);
    case 'shipped':
      return moved(takeOut(state, event.by, event.quantity).state, event.retailerId, -event.quantity);
    case 'allotted': {
      const pool = { allotted: event.quantity, claimed: 0, isOpen: true };
      return { ...state, allotments: withEntry(state.allotments, event.dropId, pool) };
    }
    case 'closed': {
      const pool = state.allotments.get(event.dropId);
      if (!pool) return state;
      const closed = { allotted: pool.claimed, claimed: pool.claimed, isOpen: false };
      return { ...state, allotments: withEntry(state.allotments, event.dropId, closed) };
    }
    case 'safety-set':
      return { ...state, safety: event.safety };
    case 'waiting-set':
      return { ...state, waiting: event.waiting };
  }
}
