import type { ApiProblem } from '@sidestall/client';
import type { Quote } from '@sidestall/contracts';
import type { Cart } from '../cart/cart.ts';
import { loadWords, type Words } from '../words/words.ts';
import {
  cappedTrouble,
  changedTrouble,
  declinedTrouble,
  expiredTrouble,
  goneTrouble,
  problemTrouble,
} from './pay-trouble.ts';

const speak = async (locale: string): Promise<Words> => {
  const words = await loadWords(locale);
  await words.learn('trouble');
  return words;
};
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const aQuote = (unit: number, total: number) =>
  ({
    lines: [{ listingId: 'lst_1', title: 'Kettle', unitPrice: eur(unit) }],
    totals: { total: eur(total) },
  }) as unknown as Quote;
const problem = (code: string, status: number, extra: object = {}) =>
  ({ code, status, title: 'Title', ...extra }) as unknown as ApiProblem;

describe('what stands between a viewer and the order', () => {
  it('tells a decline in the words of Stripe, and that nothing was charged', async () => {
    const trouble = declinedTrouble(await speak('en'), 'Your card has insufficient funds.', 'insufficient_funds');
    expect(trouble.text).toBe('Your card has insufficient funds. Nothing was charged, and your cart is kept.');
  });

  it('tells a decline in the language of the viewer where Stripe’s words are not in it', async () => {
    const german = await speak('de');
    expect(declinedTrouble(german, 'Insufficient funds.', 'insufficient_funds').text).toMatch(/^Auf der Karte/);
    expect(declinedTrouble(german, 'Insufficient funds.', 'something_new').text).not.toMatch(/Insufficient/);
  });

  it('shows the old and the new total, and each price that moved', async () => {
    const trouble = changedTrouble(await speak('en'), aQuote(8900, 9390), aQuote(9300, 9790));
    expect(trouble.text).toContain('€93.90');
    expect(trouble.text).toContain('€97.90');
    expect(trouble.points).toEqual(['Kettle: €89.00 → €93.00']);
  });

  it('calls an expired quote that came back the same no change', async () => {
    const words = await speak('en');
    expect(expiredTrouble(words, aQuote(8900, 9390), aQuote(8900, 9390)).title).toBe(words.t('problem.expired'));
    expect(expiredTrouble(words, aQuote(8900, 9390), aQuote(9300, 9790)).title).toBe(words.t('problem.changed'));
  });

  it('offers another try when it cannot say which line is gone', async () => {
    const trouble = goneTrouble(await speak('en'), [], [{ listingId: 'lst_9', available: 0 }]);
    expect(trouble).toMatchObject({ gone: [], canTryAgain: true });
  });

  it('says how many one person may have, and how many are left of that', async () => {
    const words = await speak('en');
    const cart = [{ listingId: 'lst_1', title: 'Kettle', quantity: 3 }] as unknown as Cart;
    const capped = (have: number) => cappedTrouble(words, cart, [{ listingId: 'lst_1', cap: 2, have }]);
    expect([0, 1, 2].map((have) => capped(have).points)).toEqual([
      ['2 per person of Kettle, over all your orders.'],
      ['2 per person of Kettle, over all your orders. You have one already.'],
      ['You have all that one person may have of Kettle.'],
    ]);
  });

  it.each([
    [problem('CLIENT.OFFLINE', 0), true],
    [problem('PLATFORM.UNAVAILABLE', 503), true],
    [problem('REQUEST.RATE_LIMITED', 429), true],
    [problem('ORDERING.NOT_SHIPPABLE', 422), undefined],
    [problem('REQUEST.INVALID', 400, { fields: [{ path: 'email', message: 'must be an address' }] }), undefined],
  ])('offers another try only where the same can succeed: %#', async (given, canTryAgain) => {
    expect(problemTrouble(await speak('en'), given, 'AT').canTryAgain).toBe(canTryAgain);
  });
});
