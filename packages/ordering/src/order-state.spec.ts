import { canBecome, canBePaid, ORDER_TRANSITIONS, type OrderState } from './index.ts';

const states = Object.keys(ORDER_TRANSITIONS) as OrderState[];

describe('an order', () => {
  it('has no state that nothing leads to', () => {
    const reached = new Set<OrderState>(['pending_payment', ...states.flatMap((state) => ORDER_TRANSITIONS[state])]);
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('ends completed, canceled or expired and nowhere else', () => {
    expect(states.filter((state) => ORDER_TRANSITIONS[state].length === 0)).toEqual([
      'completed',
      'canceled',
      'expired',
    ]);
  });

  it('may be paid only while it is waiting for payment', () => {
    expect(states.filter(canBePaid)).toEqual(['pending_payment']);
  });

  it('never loses money it has taken', () => {
    expect(canBecome('captured', 'canceled')).toBe(false);
    expect(canBecome('captured', 'expired')).toBe(false);
  });
});
