import { behaviorOfMethod, behaviorOfNumber, brandOf, passesLuhn } from './test-cards.ts';

describe('test cards', () => {
  it('succeed, decline or ask for authentication as Stripe documents them', () => {
    expect(behaviorOfNumber('4242424242424242').decline).toBeUndefined();
    expect(behaviorOfNumber('4000000000000002').decline?.declineCode).toBe('generic_decline');
    expect(behaviorOfNumber('4000000000003220').authentication).toBe('required');
    expect(behaviorOfMethod('pm_card_visa')?.last4).toBe('4242');
    expect(behaviorOfMethod('pm_unknown')).toBeUndefined();
  });

  it('keep no more of a number than its last four digits', () => {
    expect(JSON.stringify(behaviorOfNumber('4242424242424242'))).not.toContain('42424242');
  });

  it('decline a real card in test mode', () => {
    expect(behaviorOfNumber('4539578763621486').decline?.declineCode).toBe('test_mode_live_card');
  });

  it('tell brands by their first digits and find mistyped numbers', () => {
    expect(['4', '55', '2221', '37', '6011', '62', '35', '36'].map(brandOf)).toEqual([
      'visa',
      'mastercard',
      'mastercard',
      'amex',
      'discover',
      'unionpay',
      'jcb',
      'diners',
    ]);
    expect(passesLuhn('4242424242424242')).toBe(true);
    expect(passesLuhn('4242424242424241')).toBe(false);
  });
});
