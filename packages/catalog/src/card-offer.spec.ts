import { money } from '@sidestall/kernel';
import fc from 'fast-check';
import { cardOffer, isSellable, realCompareAt } from './index.ts';

const offer = (amount: number, available: number | null) => ({
  price: money(amount, 'EUR'),
  compareAtPrice: null,
  available,
});

describe('the offer on a card', () => {
  it('is the cheapest that can be bought', () => {
    const chosen = cardOffer([offer(500, 0), offer(900, 2), offer(700, null)]);
    expect(chosen).toEqual({ offer: offer(700, null), priceVaries: true, isSoldOut: false });
  });

  it('is the cheapest at all when everything is sold out', () => {
    expect(cardOffer([offer(900, 0), offer(500, 0)])).toEqual({
      offer: offer(500, 0),
      priceVaries: true,
      isSoldOut: true,
    });
  });

  it('does not exist without a listing', () => {
    expect(cardOffer([])).toBeNull();
  });

  it('never costs more than another that can be bought', () => {
    const any = fc.tuple(fc.nat(10_000), fc.option(fc.nat(3))).map(([amount, available]) => offer(amount, available));
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), (offers) => {
        const chosen = cardOffer(offers)!;
        for (const other of offers.filter(isSellable)) {
          expect(isSellable(chosen.offer)).toBe(true);
          expect(chosen.offer.price.amount).toBeLessThanOrEqual(other.price.amount);
        }
      }),
    );
  });

  it('shows a prior price only where it was higher', () => {
    expect(realCompareAt({ price: money(500, 'EUR'), compareAtPrice: money(750, 'EUR') })).toEqual(money(750, 'EUR'));
    expect(realCompareAt({ price: money(500, 'EUR'), compareAtPrice: money(500, 'EUR') })).toBeNull();
    expect(realCompareAt({ price: money(500, 'EUR'), compareAtPrice: money(0, 'EUR') })).toBeNull();
  });
});
