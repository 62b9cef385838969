import fc from 'fast-check';
import { canFollow, declineWords, hear, PAYMENT_TRANSITIONS, type PaymentState } from './index.ts';

const states = Object.keys(PAYMENT_TRANSITIONS) as PaymentState[];
const anyWord = fc.constantFrom<PaymentState>(...states);

describe('a payment', () => {
  it('has no state that cannot be reached and none but captured and canceled that it cannot leave', () => {
    for (const state of states) {
      if (state !== 'authorizing') expect(canFollow('authorizing', state)).toBe(true);
      expect(PAYMENT_TRANSITIONS[state].length === 0).toBe(state === 'captured' || state === 'canceled');
    }
  });

  it('case 06: never leaves captured or canceled, whatever is heard in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyWord, fc.boolean())), (words) => {
        let state: PaymentState = 'authorizing';
        for (const [told, isOwnCall] of words) {
          const next = hear(state, told, isOwnCall);
          if (state === 'captured' || state === 'canceled') expect(next).toBe(state);
          state = next;
        }
      }),
    );
  });

  it('case 06: ends where the last true word puts it, though earlier words arrive after it', () => {
    const authorized = hear('requires_action', 'authorized', false);
    expect(authorized).toBe('authorized');
    expect(hear(authorized, 'requires_action', false)).toBe('authorized');
    expect(hear(authorized, 'failed', true)).toBe('authorized');
  });

  it('is not called failed by a late word about the attempt before', () => {
    expect(hear('authorizing', 'failed', false)).toBe('authorizing');
    expect(hear('authorizing', 'failed', true)).toBe('failed');
  });

  it('may still succeed after a decline', () => {
    expect(hear('failed', 'authorized', false)).toBe('authorized');
  });

  it('that waits for the buyer still does while the bank thinks it over: nobody asks for the money again', () => {
    expect(hear('requires_action', 'authorizing', true)).toBe('requires_action');
    expect(hear('failed', 'authorizing', true)).toBe('authorizing');
  });
});

describe('a decline', () => {
  it('is told in words one can act on, and never says a card was reported stolen', () => {
    expect(declineWords('insufficient_funds', 'card_declined')).toContain('insufficient funds');
    expect(declineWords('stolen_card', 'card_declined')).not.toContain('stolen');
    expect(declineWords('something_new', null)).toContain('Try again');
  });
});
