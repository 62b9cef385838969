import fc from 'fast-check';
import {
  canFollow,
  declineWords,
  hear,
  PAYMENT_TRANSITIONS,
  stateOfIntent,
  type IntentWord,
  type PaymentState,
} from './index.ts';

const states = Object.keys(PAYMENT_TRANSITIONS) as PaymentState[];
const word = (status: IntentWord['status'], hasError = false): IntentWord => ({ status, hasError, amountReceived: 0 });
const anyWord = fc
  .record({
    status: fc.constantFrom<IntentWord['status']>(
      'requires_payment_method',
      'requires_action',
      'processing',
      'requires_capture',
      'succeeded',
      'canceled',
    ),
    hasError: fc.boolean(),
  })
  .map(({ status, hasError }) => word(status, hasError));

describe('a payment', () => {
  it('has no state that cannot be reached and none but captured and canceled that it cannot leave', () => {
    for (const state of states) {
      if (state !== 'authorizing') expect(canFollow('authorizing', state)).toBe(true);
      expect(PAYMENT_TRANSITIONS[state].length === 0).toBe(state === 'captured' || state === 'canceled');
    }
  });

  it('never leaves captured or canceled, whatever is heard in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyWord, fc.boolean())), (words) => {
        let state: PaymentState = 'authorizing';
        for (const [intent, isOwnCall] of words) {
          const next = hear(state, intent, isOwnCall);
          if (state === 'captured' || state === 'canceled') expect(next).toBe(state);
          state = next;
        }
      }),
    );
  });

  it('ends where the last true word puts it, though earlier words arrive after it', () => {
    const authorized = hear('requires_action', word('requires_capture'), false);
    expect(authorized).toBe('authorized');
    expect(hear(authorized, word('requires_action'), false)).toBe('authorized');
    expect(hear(authorized, word('requires_payment_method', true), true)).toBe('authorized');
  });

  it('is not called failed by a late word about the attempt before', () => {
    expect(hear('authorizing', word('requires_payment_method', true), false)).toBe('authorizing');
    expect(hear('authorizing', word('requires_payment_method', true), true)).toBe('failed');
  });

  it('may still succeed after a decline', () => {
    expect(hear('failed', word('requires_capture'), false)).toBe('authorized');
  });

  it('is only authorizing while Stripe knows of no method and no error', () => {
    expect(stateOfIntent(word('requires_payment_method'))).toBe('authorizing');
  });

  it('that waits for the buyer still does while the bank thinks it over: nobody asks for the money again', () => {
    expect(hear('requires_action', word('processing'), true)).toBe('requires_action');
    expect(hear('failed', word('processing'), true)).toBe('authorizing');
  });
});

describe('a decline', () => {
  it('is told in words one can act on, and never says a card was reported stolen', () => {
    expect(declineWords('insufficient_funds', 'card_declined')).toContain('insufficient funds');
    expect(declineWords('stolen_card', 'card_declined')).not.toContain('stolen');
    expect(declineWords('something_new', null)).toContain('Try again');
  });
});
