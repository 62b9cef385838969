import { newId } from '@sidestall/kernel';
import fc from 'fast-check';
import {
  areThere,
  availableUnits,
  countedShelves,
  countsOf,
  dropUnitsLeft,
  foldStock,
  NO_STOCK,
  type Movement,
  type StockEvent,
  type StockState,
} from './index.ts';

const NORTH = newId('ret', 1);
const HARBOR = newId('ret', 2);
const DROP = newId('drp', 1);
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1) + second * 1_000);
const fold = (...events: StockEvent[]): StockState => events.reduce(foldStock, NO_STOCK);
const counted = (onHand: number, second = 0, retailerId = NORTH): StockEvent => ({
  type: 'counted',
  retailerId,
  onHand,
  asOf: at(second),
});

describe('stock', () => {
  it('counts what lies at all retailers', () => {
    expect(countsOf(fold(counted(3), counted(4, 0, HARBOR)))).toMatchObject({ onHand: 7, claimed: 0 });
  });

  it('keeps every reservation when a retailer counts less than was promised', () => {
    const state = fold(
      counted(5),
      { type: 'held', by: 'a', quantity: 4 },
      { type: 'reserved', by: 'a' },
      counted(0, 1),
    );
    expect(countsOf(state)).toMatchObject({ onHand: 0, claimed: 4 });
    expect(availableUnits(countsOf(state))).toBe(0);
  });

  it('does not go back to an older count, and believes the later of two counts of one moment', () => {
    expect(countsOf(fold(counted(5, 9), counted(8, 8))).onHand).toBe(5);
    expect(countsOf(fold(counted(5, 9), counted(8, 9))).onHand).toBe(8);
  });

  it('of a drop is claimed once by the drop and not again by its buyers', () => {
    const begin = [counted(10), { type: 'allotted', dropId: DROP, quantity: 4 }] as const;
    const held = { type: 'held', by: 'a', quantity: 3, dropId: DROP } as const;
    expect(countsOf(fold(...begin)).claimed).toBe(4);
    expect(countsOf(fold(...begin, held)).claimed).toBe(4);
    expect(countsOf(fold(...begin, held, { type: 'closed', dropId: DROP })).claimed).toBe(3);
  });

  it('of a drop that comes free goes back to the drop while it is open, and to everybody afterwards', () => {
    const begin = [
      counted(10),
      { type: 'allotted', dropId: DROP, quantity: 4 },
      { type: 'held', by: 'a', quantity: 3, dropId: DROP },
    ] as const;
    const released = { type: 'released', by: 'a', quantity: 3 } as const;
    const open = fold(...begin, released);
    expect(open.allotments.get(DROP)).toMatchObject({ claimed: 0 });
    expect(countsOf(open).claimed).toBe(4);
    expect(countsOf(fold(...begin, { type: 'closed', dropId: DROP }, released)).claimed).toBe(0);
  });

  it('of a drop that is shipped is neither claimed nor left to sell in it', () => {
    const state = fold(
      counted(10),
      { type: 'allotted', dropId: DROP, quantity: 4 },
      { type: 'held', by: 'a', quantity: 3, dropId: DROP },
      { type: 'reserved', by: 'a' },
      { type: 'shipped', by: 'a', quantity: 3, retailerId: NORTH },
    );
    expect(countsOf(state)).toMatchObject({ onHand: 7, claimed: 1 });
    expect(state.allotments.get(DROP)).toMatchObject({ allotted: 4, claimed: 3 });
  });

  it('of two drops is sold to the last unit that lies there and no further, when a retailer counts fewer than were set apart', () => {
    const OTHER = newId('drp', 2);
    const begin = [
      counted(10),
      { type: 'allotted', dropId: DROP, quantity: 4 },
      { type: 'allotted', dropId: OTHER, quantity: 4 },
      { type: 'held', by: 'a', quantity: 2, dropId: DROP },
    ] as const;
    expect([DROP, OTHER].map((drop) => dropUnitsLeft(fold(...begin), drop))).toEqual([2, 4]);
    expect([DROP, OTHER].map((drop) => dropUnitsLeft(fold(...begin, counted(3, 1)), drop))).toEqual([1, 1]);
    expect([DROP, OTHER].map((drop) => dropUnitsLeft(fold(...begin, counted(1, 1)), drop))).toEqual([0, 0]);
    expect(dropUnitsLeft(fold(...begin, { type: 'closed', dropId: OTHER }), OTHER)).toBe(0);
  });

  it('offered to the waitlist stays claimed when the offer becomes an order', () => {
    const state = fold(counted(2), { type: 'held', by: 'wle', quantity: 2 }, { type: 'passed', by: 'wle', to: 'ord' });
    expect(countsOf(state).claimed).toBe(2);
    expect([...state.claims.keys()]).toEqual(['ord']);
  });

  it('claimed only when it is available is never oversold, whatever happens and in whatever order', () => {
    const orders = ['a', 'b', 'c', 'd'];
    const anyOrder = fc.constantFrom(...orders);
    const anyQuantity = fc.integer({ min: 1, max: 4 });
    const anyEvent: fc.Arbitrary<StockEvent> = fc.oneof(
      fc.record({ type: fc.constant('held' as const), by: anyOrder, quantity: anyQuantity }),
      fc.record({ type: fc.constant('held' as const), by: anyOrder, quantity: anyQuantity, dropId: fc.constant(DROP) }),
      fc.record({ type: fc.constant('reserved' as const), by: anyOrder }),
      fc.record({ type: fc.constant('released' as const), by: anyOrder, quantity: anyQuantity }),
      fc.record({
        type: fc.constant('shipped' as const),
        by: anyOrder,
        quantity: anyQuantity,
        retailerId: fc.constantFrom(NORTH, HARBOR),
      }),
      fc.record({ type: fc.constant('allotted' as const), dropId: fc.constant(DROP), quantity: anyQuantity }),
      fc.record({ type: fc.constant('closed' as const), dropId: fc.constant(DROP) }),
      fc.record({ type: fc.constant('safety-set' as const), safety: fc.nat(3) }),
      fc.record({ type: fc.constant('waiting-set' as const), waiting: fc.nat(3) }),
    );
    const isPossible = (state: StockState, event: StockEvent): boolean => {
      if (event.type === 'allotted') {
        return !state.allotments.has(DROP) && areThere(availableUnits(countsOf(state)), event.quantity);
      }
      if (event.type === 'shipped') {
        const left = state.claims.get(event.by);
        const shelf = state.shelves.get(event.retailerId)!;
        return left !== undefined && left.quantity >= event.quantity && shelf.onHand >= event.quantity;
      }
      if (event.type !== 'held') return true;
      const pool = event.dropId && state.allotments.get(event.dropId);
      if (event.dropId) return !!pool && pool.isOpen && pool.allotted - pool.claimed >= event.quantity;
      return areThere(availableUnits(countsOf(state)), event.quantity);
    };
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let state = fold(counted(6), counted(5, 0, HARBOR));
        for (const event of events) {
          if (!isPossible(state, event)) continue;
          const before = countsOf(state);
          state = foldStock(state, event);
          const after = countsOf(state);
          expect(after.claimed).toBeGreaterThanOrEqual(0);
          expect(after.claimed).toBeLessThanOrEqual(after.onHand);
          if (event.type !== 'shipped') expect(after.onHand).toBe(before.onHand);
          for (const pool of state.allotments.values()) expect(pool.claimed).toBeLessThanOrEqual(pool.allotted);
        }
      }),
    );
  });
});

describe('the story of stock', () => {
  it('adds up to what lies on each shelf; claims move nothing there', () => {
    const story: Movement[] = [
      { kind: 'received', retailerId: NORTH, quantity: 10 },
      { kind: 'held', retailerId: null, quantity: 2 },
      { kind: 'received', retailerId: HARBOR, quantity: 4 },
      { kind: 'shipped', retailerId: NORTH, quantity: -2 },
      { kind: 'corrected', retailerId: HARBOR, quantity: -1 },
      { kind: 'returned', retailerId: NORTH, quantity: 1 },
    ];
    expect(countedShelves(story)).toEqual(
      new Map([
        [NORTH, 9],
        [HARBOR, 3],
      ]),
    );
  });
});
