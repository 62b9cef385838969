import {
  canMove,
  canShip,
  DELIVERY_TRANSITIONS,
  FULFILLMENT_ORDER_TRANSITIONS,
  isClosed,
  type FulfillmentOrderState,
} from './index.ts';

/** Every state that can be come to from the first one. */
function reachable(table: Readonly<Record<string, readonly string[]>>, first: string): Set<string> {
  const seen = new Set([first]);
  const open = [first];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const next of table[state]!) if (!seen.has(next)) open.push((seen.add(next), next));
  }
  return seen;
}

describe.each([
  ['fulfillment order', FULFILLMENT_ORDER_TRANSITIONS, 'requested'],
  ['delivery', DELIVERY_TRANSITIONS, 'pending'],
] as const)('the states of a %s', (_name, table, first) => {
  it('can all be reached, and lead only to states there are', () => {
    expect([...reachable(table, first)].sort()).toEqual(Object.keys(table).sort());
  });

  it('all lead to an end', () => {
    const ends = Object.entries(table).filter(([, next]) => next.length === 0);
    for (const state of Object.keys(table)) {
      const from = reachable(table, state);
      expect(ends.some(([end]) => from.has(end))).toBe(true);
    }
  });
});

describe('a fulfillment order', () => {
  const states = Object.keys(FULFILLMENT_ORDER_TRANSITIONS) as FulfillmentOrderState[];

  it('may be shipped while it is requested, accepted or part shipped, and never after it went elsewhere', () => {
    expect(states.filter(canShip)).toEqual(['requested', 'accepted', 'partially_shipped']);
  });

  it('cannot be answered twice', () => {
    expect(states.filter((state) => canMove(state, 'accepted'))).toEqual(['requested']);
    expect(states.filter((state) => canMove(state, 'rejected'))).toEqual(['requested']);
    expect(states.filter((state) => canMove(state, 'expired'))).toEqual(['requested']);
  });

  it('never comes back once it is closed', () => {
    expect(states.filter(isClosed)).toEqual(['shipped', 'rejected', 'expired', 'unreachable', 'canceled']);
  });
});
