import { ORDER_STATES, FULFILLMENT_STATUSES, type OrderView } from '@sidestall/contracts';
import { loadWords } from '../words/words.ts';
import { headlineOf, paymentWords, progressOf } from './order-words.ts';

describe('where an order stands', () => {
  it('is said for every state there can be', () => {
    for (const state of ORDER_STATES) {
      for (const fulfillment of FULFILLMENT_STATUSES)
        expect(headlineOf({ state, fulfillment, parcels: [] })).toMatch(/^order\./);
    }
  });

  it.each([
    ['pending_payment', 'waiting', 'order.waitingBank', 0],
    ['authorized', 'routing', 'order.received', 0],
    ['authorized', 'accepted', 'order.accepted', 1],
    ['captured', 'partially_shipped', 'order.partly', 1],
    ['captured', 'shipped', 'order.shipped', 2],
    ['canceled', 'waiting', 'order.canceled', null],
    ['expired', 'waiting', 'order.expired', null],
  ] as const)('%s and %s', (state, fulfillment, headline, progress) => {
    expect(headlineOf({ state, fulfillment, parcels: [] })).toBe(headline);
    expect(progressOf({ state, fulfillment, parcels: [] })).toBe(progress);
  });

  it('follows its parcels: delivered when all arrived, and says when one did not', () => {
    const parcel = (more: object) => ({ shippedAt: '2026-11-20T10:00:00Z', remedy: null, ...more });
    const standing = (...parcels: object[]) => {
      const order = { state: 'captured', fulfillment: 'shipped', parcels } as unknown as OrderView;
      return [headlineOf(order), progressOf(order)];
    };
    expect(standing(parcel({ state: 'shipped' }), parcel({ state: 'delivered' }))).toEqual(['order.shipped', 2]);
    expect(standing(parcel({ state: 'delivered' }), parcel({ state: 'delivered' }))).toEqual(['order.delivered', 3]);
    expect(standing(parcel({ state: 'delivered' }), parcel({ state: 'lost' }))).toEqual(['order.lost', 2]);
    const lost = parcel({ state: 'lost', remedy: 'reshipped' });
    expect(standing(lost, parcel({ state: 'delivered' }))).toEqual(['order.delivered', 3]);
  });

  it('names the card and the sum that was taken from it', async () => {
    const words = await loadWords('en');
    await words.learn('sheet', 'order');
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const payment = {
      state: 'captured',
      authorized: eur(5390),
      captured: eur(2990),
      card: { brand: 'visa', last4: '4242' },
      failureMessage: null,
    } as const;
    const order = (over: object) => ({ payment: { ...payment, ...over } }) as unknown as OrderView;
    expect(paymentWords(order({}), words)).toBe('€29.90 was charged to Visa ending in 4242.');
    expect(paymentWords(order({ state: 'authorized', card: null }), words)).toContain(
      '€53.90 is reserved on your card',
    );
    expect(paymentWords(order({ state: 'canceled', authorized: eur(0) }), words)).toBe('Nothing was charged.');
  });
});
