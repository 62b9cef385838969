import { stateOfIntent } from './stripe-snapshots.ts';

describe('an intent’s own word', () => {
  it('is only authorizing while Stripe knows of no method and no error', () => {
    expect(stateOfIntent({ status: 'requires_payment_method', last_payment_error: null })).toBe('authorizing');
    expect(stateOfIntent({ status: 'requires_payment_method', last_payment_error: {} })).toBe('failed');
  });

  it('stands for one state of ours each', () => {
    const told = [
      'requires_confirmation',
      'processing',
      'requires_action',
      'requires_capture',
      'succeeded',
      'canceled',
    ];
    expect(told.map((status) => stateOfIntent({ status: status as 'succeeded' }))).toEqual([
      'authorizing',
      'authorizing',
      'requires_action',
      'authorized',
      'captured',
      'canceled',
    ]);
  });
});
