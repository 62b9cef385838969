import { addMoney, money, newId, type Money } from '@sidestall/kernel';
import fc from 'fast-check';
import {
  captureAmount,
  composeQuote,
  fulfillmentStatus,
  isAllShipped,
  quoteBytes,
  taxContained,
  taxOn,
  type PricedLine,
} from './index.ts';

const line = (unitPrice: Money, quantity = 1): PricedLine => ({
  listingId: newId('lst'),
  variantId: newId('var'),
  productId: newId('prd'),
  brandId: newId('brd'),
  brandName: 'Hearth & Kiln',
  sku: 'HK-1',
  title: 'Cup',
  variantTitle: null,
  imageUrl: null,
  grams: 300,
  quantity,
  unitPrice,
});

describe('a quote', () => {
  it('adds goods and shipping, and says how much tax is in it', () => {
    const quote = composeQuote([line(money(2_400, 'EUR'), 2)], 'DE');
    expect(quote).toMatchObject({
      ok: true,
      value: {
        totals: {
          subtotal: { amount: 4_800 },
          shipping: { amount: 490 },
          total: { amount: 5_290 },
          tax: { amount: 845 },
          isTaxIncluded: true,
        },
      },
    });
  });

  it('sends for nothing at home from the free amount on, and not one cent below', () => {
    const shipping = (amount: number) => {
      const quote = composeQuote([line(money(amount, 'EUR'))], 'DE');
      return quote.ok && quote.value.totals.shipping.amount;
    };
    expect(shipping(7_500)).toBe(0);
    expect(shipping(7_499)).toBe(490);
  });

  it('is refused for two currencies at once, and for one without shipping prices', () => {
    expect(composeQuote([line(money(1, 'EUR')), line(money(1, 'USD'))], 'DE')).toEqual({
      ok: false,
      error: 'currencies-mixed',
    });
    expect(composeQuote([line(money(100, 'JPY'))], 'DE')).toEqual({ ok: false, error: 'no-rate-in-currency' });
  });

  it('changes its bytes with any price, quantity or country', () => {
    const base = line(money(2_400, 'EUR'));
    const bytes = (lines: PricedLine[], country = 'DE') => {
      const quote = composeQuote(lines, country);
      return quote.ok ? quoteBytes(quote.value) : '';
    };
    expect(
      new Set([
        bytes([base]),
        bytes([{ ...base, quantity: 2 }]),
        bytes([{ ...base, unitPrice: money(2_401, 'EUR') }]),
        bytes([base], 'AT'),
      ]).size,
    ).toBe(4);
  });
});

describe('tax', () => {
  it('contained in a total is the tax on what is left without it, to the cent', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.constantFrom('DE', 'FR', 'CH', 'FI', 'US'), (amount, country) => {
        const total = money(amount, 'EUR');
        const tax = taxContained(total, country);
        const net = money(amount - tax.amount, 'EUR');
        expect(Math.abs(addMoney(net, taxOn(net, country)).amount - amount)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is not claimed where prices carry none', () => {
    expect(taxContained(money(1_000, 'EUR'), 'US').amount).toBe(0);
  });
});

const units = {
  quantity: 3,
  unrouted: 0,
  requested: 0,
  accepted: 0,
  shipped: 0,
  canceled: 0,
  unitPrice: money(1_000, 'EUR'),
};

describe('the captured amount', () => {
  it('is what retailers took on plus shipping', () => {
    expect(captureAmount([{ ...units, accepted: 1, shipped: 1, canceled: 1 }], money(490, 'EUR')).amount).toBe(2_490);
  });

  it('is nothing when nobody took anything on', () => {
    expect(captureAmount([{ ...units, canceled: 3 }], money(490, 'EUR')).amount).toBe(0);
  });
});

describe('where the goods are', () => {
  it('is told by the slowest part', () => {
    expect(fulfillmentStatus([{ ...units, unrouted: 3 }], false)).toBe('waiting');
    expect(fulfillmentStatus([{ ...units, unrouted: 1, requested: 2 }], true)).toBe('routing');
    expect(fulfillmentStatus([{ ...units, requested: 1, accepted: 2 }], true)).toBe('requested');
    expect(fulfillmentStatus([{ ...units, accepted: 3 }], true)).toBe('accepted');
    expect(fulfillmentStatus([{ ...units, accepted: 2, shipped: 1 }], true)).toBe('partially_shipped');
    expect(fulfillmentStatus([{ ...units, shipped: 2, canceled: 1 }], true)).toBe('shipped');
    expect(fulfillmentStatus([{ ...units, canceled: 3 }], true)).toBe('canceled');
  });

  it('is not all shipped when everything was given up', () => {
    expect(isAllShipped([{ ...units, canceled: 3 }])).toBe(false);
  });
});
