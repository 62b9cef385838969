import { COUPON_REFUSALS, type RefusedCoupon } from '@sidestall/contracts';
import { loadWords } from '../words/words.ts';
import { couponCode, refusalWords } from './coupon-words.ts';
import { aboutTime, askAgainMs } from './line-words.ts';

describe('a coupon', () => {
  it.each([
    [' summer-10 ', 'SUMMER-10'],
    ['ab', 'AB'],
    ['a', null],
    ['-AB', null],
    ['two words', null],
    ['x'.repeat(33), null],
  ])('is read as people type it: %j', (typed, code) => {
    expect(couponCode(typed)).toBe(code);
  });

  it('is refused in the shop’s own sentence, and in every other language in that one', async () => {
    const [english, german] = await Promise.all([loadWords('en'), loadWords('de')]);
    await Promise.all([english.learn('trouble'), german.learn('trouble')]);
    const refused = (reason: RefusedCoupon['reason']) => ({ code: 'X', reason, words: 'Add €4.00 more' });
    expect(refusalWords(english, refused('too_little'))).toBe('Add €4.00 more');
    for (const reason of COUPON_REFUSALS) {
      expect(refusalWords(german, refused(reason))).not.toMatch(/^Add|^coupon\./);
      expect(refusalWords(english, { ...refused(reason), words: '' })).not.toMatch(/^coupon\./);
    }
  });
});

describe('the line before paying', () => {
  it('tells a wait in round words, and none where there is none', async () => {
    const words = await loadWords('en');
    expect([0, 4, 37, 89, 90, 200].map((seconds) => aboutTime(words, seconds))).toEqual([
      null,
      '4 seconds',
      '40 seconds',
      '90 seconds',
      '2 minutes',
      '4 minutes',
    ]);
  });

  it('is asked about often near the front and seldom far behind', () => {
    expect([0, 2, 8, 600].map(askAgainMs)).toEqual([1_000, 1_000, 2_000, 5_000]);
  });
});
