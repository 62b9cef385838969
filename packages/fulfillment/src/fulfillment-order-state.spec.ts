import {
  canBeForced,
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
    // A delivery that was only presumed may be taken back; nothing else follows one.
    const ends = Object.entries(table).filter(([state, next]) => next.length === 0 || state === 'delivered');
    for (const state of Object.keys(table)) {
      const from = reachable(table, state);
      expect(ends.some(([end]) => from.has(end))).toBe(true);
    }
  });
});

describe('a fulfillment order', () => {
  const states = Object.keys(FULFILLMENT_ORDER_TRANSITIONS) as FulfillmentOrderState[];

  it('may be shipped while it is open and not held, and never after it went elsewhere', () => {
    expect(states.filter(canShip)).toEqual([
      'requested',
      'accepted',
      'in_progress',
      'partially_shipped',
      'cancel_requested',
    ]);
  });

  it('cannot be answered twice', () => {
    // Released from a hold, or kept although it was asked to be canceled, it goes back to where it was.
    expect(states.filter((state) => canMove(state, 'accepted'))).toEqual(['requested', 'cancel_requested', 'on_hold']);
    expect(states.filter((state) => canMove(state, 'rejected'))).toEqual(['requested']);
    expect(states.filter((state) => canMove(state, 'expired'))).toEqual(['requested']);
  });

  it('never comes back once it is closed', () => {
    expect(states.filter(isClosed)).toEqual([
      'shipped',
      'delivered',
      'delivery_failed',
      'rejected',
      'expired',
      'unreachable',
      'canceled',
      'canceled_by_partner',
      'recalled',
    ]);
  });

  it('is forced only when its retailer kept nothing of it', () => {
    expect(states.filter(canBeForced)).toEqual(['rejected', 'expired', 'unreachable', 'canceled']);
  });

  it('is canceled after its acceptance only by somebody who was asked, or by who packs it', () => {
    expect(states.filter((state) => canMove(state, 'cancel_requested'))).toEqual([
      'accepted',
      'in_progress',
      // Where a hold found the question open.
      'on_hold',
    ]);
    expect(states.filter((state) => canMove(state, 'canceled_by_partner'))).toEqual(['accepted', 'in_progress']);
    expect(states.filter((state) => canMove(state, 'recalled'))).toEqual(['accepted', 'in_progress']);
  });

  it('can be held as long as something of it has to leave', () => {
    expect(states.filter((state) => canMove(state, 'on_hold'))).toEqual([
      'requested',
      'accepted',
      'in_progress',
      'partially_shipped',
      'cancel_requested',
    ]);
  });
});
