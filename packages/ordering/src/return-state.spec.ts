import {
  canReturnMove,
  isReturnOver,
  RETURN_DAYS,
  RETURN_TIMEOUTS,
  RETURN_TRANSITIONS,
  type ReturnState,
} from './index.ts';

const states = Object.keys(RETURN_TRANSITIONS) as ReturnState[];

function reachable(first: ReturnState): Set<ReturnState> {
  const seen = new Set([first]);
  const open = [first];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const next of RETURN_TRANSITIONS[state]) if (!seen.has(next)) open.push((seen.add(next), next));
  }
  return seen;
}

describe('a return', () => {
  it('can come to every state from its first one', () => {
    expect([...reachable('requested')].sort()).toEqual([...states].sort());
  });

  it('always comes to an end, by itself if nobody does anything', () => {
    for (const first of states) {
      let state: ReturnState = first;
      for (let steps = 0; !isReturnOver(state); steps++) {
        expect(steps).toBeLessThan(states.length);
        expect(RETURN_DAYS[state]).not.toBeNull();
        state = RETURN_TIMEOUTS[state]!;
      }
      expect(RETURN_DAYS[state]).toBeNull();
    }
  });

  it('is refunded only once it was looked at or lost, and refused only before it was sent or after it was looked at', () => {
    expect(states.filter((state) => canReturnMove(state, 'refunded'))).toEqual(['inspected', 'lost']);
    expect(states.filter((state) => canReturnMove(state, 'refused'))).toEqual(['requested', 'inspected']);
  });

  it('is withdrawn only while the goods are with the buyer', () => {
    expect(states.filter((state) => canReturnMove(state, 'withdrawn'))).toEqual(['requested', 'authorized']);
  });

  it('may arrive before anybody answered, and after it was given up as lost', () => {
    expect(states.filter((state) => canReturnMove(state, 'received'))).toEqual([
      'requested',
      'authorized',
      'in_transit',
      'lost',
    ]);
  });
});
