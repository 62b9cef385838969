import fc from 'fast-check';
import { canRefundBecome, hearRefund, REFUND_TRANSITIONS, type RefundState } from './index.ts';

const states = Object.keys(REFUND_TRANSITIONS) as RefundState[];
const anyWord = fc.constantFrom<RefundState>('pending', 'succeeded', 'failed', 'canceled');

describe('a refund’s state', () => {
  it('can be reached from the ask, whichever it is', () => {
    for (const state of states) if (state !== 'requested') expect(canRefundBecome('requested', state)).toBe(true);
  });

  it('may still fail after it succeeded, and is then over', () => {
    expect(hearRefund('succeeded', 'failed')).toBe('failed');
    expect(hearRefund('failed', 'succeeded')).toBe('failed');
    expect(hearRefund('succeeded', 'pending')).toBe('succeeded');
  });

  it('is never woken once it failed or was canceled, whatever is heard in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyWord), (words) => {
        let state: RefundState = 'requested';
        for (const word of words) {
          const next = hearRefund(state, word);
          expect(next === 'requested' && state !== 'requested').toBe(false);
          if (state === 'failed' || state === 'canceled') expect(next).toBe(state);
          state = next;
        }
      }),
    );
  });
});
