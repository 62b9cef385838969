import { REFUND_STATES, type OrderView, type Refund } from '@sidestall/contracts';
import { loadWords } from '../words/words.ts';
import { refundedThings, refundWords } from './refund-words.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const order = { payment: { card: { brand: 'visa', last4: '4242' } } } as unknown as OrderView;
const TODAY = '2026-11-22';
const refund = (over: Partial<Refund>) =>
  ({ amount: eur(2400), state: 'pending', expectedBy: '2026-12-04', lines: [], shipping: null, ...over }) as Refund;

describe('a refund is told', () => {
  it('with its sum, its card and the day the bank shows it', async () => {
    const words = await loadWords('en-GB');
    await words.learn('sheet', 'order');
    expect(refundWords(refund({}), order, words, TODAY)).toBe(
      '€24.00 is on its way back to Visa ending in 4242; your bank shows it by 4 December.',
    );
    expect(refundWords(refund({ state: 'succeeded' }), order, words, TODAY)).toMatch(/shows it by 4 December/);
  });

  it('without a day once that day is over', async () => {
    const words = await loadWords('en');
    await words.learn('sheet', 'order');
    expect(refundWords(refund({ state: 'succeeded' }), order, words, '2026-12-05')).toBe(
      '€24.00 went back to Visa ending in 4242.',
    );
  });

  it.each(['en', 'de'])('in every state, in %s, leaving no blank open', async (locale) => {
    const words = await loadWords(locale);
    await words.learn('sheet', 'order');
    for (const state of REFUND_STATES) {
      const said = refundWords(refund({ state }), order, words, TODAY);
      expect([state, said.includes('24'), /[{}]/.test(said)]).toEqual([state, true, false]);
    }
  });

  it('with what it is for, and with nothing where an amount of the whole went back', async () => {
    const words = await loadWords('en-GB');
    await words.learn('sheet', 'order');
    const line = {
      lineId: 'oln_1',
      title: 'Morning Mug',
      quantity: 2,
      amount: eur(4800),
    } as unknown as Refund['lines'][0];
    expect(refundedThings(refund({ lines: [line], shipping: eur(590) }), words)).toBe(
      'For 2 × Morning Mug and Shipping',
    );
    expect(refundedThings(refund({ shipping: eur(590) }), words)).toBe('For Shipping');
    expect(refundedThings(refund({ lines: [{ ...line, quantity: 0 }], shipping: eur(10) }), words)).toBe('');
  });
});
