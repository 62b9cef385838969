import { err, money, newId, ok, sumMoney, timesQuantity, zeroMoney, type Money, type Result } from '@sidestall/kernel';
import fc from 'fast-check';
import {
  captureItems,
  captureTotal,
  composeQuote,
  fulfillmentStatus,
  isAllShipped,
  lineTotal,
  priceGoods,
  quoteBytes,
  taxesByTable,
  taxPlace,
  type PricedLine,
  type QuoteContent,
  type QuoteRefusal,
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
  regularPrice: unitPrice,
  priorPrice: null,
  drop: null,
  discount: zeroMoney(unitPrice.currency),
});

const quoteOf = (
  lines: readonly PricedLine[],
  country: string,
  region: string | null = null,
): Result<QuoteContent, QuoteRefusal> => {
  const goods = priceGoods(lines, taxPlace(country, region, null));
  if (!goods.ok) return err(goods.error);
  const { place, shipping } = goods.value;
  const taxable = lines.map((it) => ({ reference: it.listingId, amount: lineTotal(it) }));
  return ok(composeQuote(goods.value, taxesByTable({ place, lines: taxable, shipping })));
};

describe('a quote', () => {
  it('adds goods and shipping, and says how much tax is in it', () => {
    const quote = quoteOf([line(money(2_400, 'EUR'), 2)], 'DE');
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
      const quote = quoteOf([line(money(amount, 'EUR'))], 'DE');
      return quote.ok && quote.value.totals.shipping.amount;
    };
    expect(shipping(7_500)).toBe(0);
    expect(shipping(7_499)).toBe(490);
  });

  it('is refused for two currencies at once, and for one without shipping prices', () => {
    expect(quoteOf([line(money(1, 'EUR')), line(money(1, 'USD'))], 'DE')).toEqual({
      ok: false,
      error: 'currencies-mixed',
    });
    expect(quoteOf([line(money(100, 'AUD'))], 'DE')).toEqual({ ok: false, error: 'no-rate-in-currency' });
  });

  it('changes its bytes with any price, quantity or country', () => {
    const base = line(money(2_400, 'EUR'));
    const bytes = (lines: PricedLine[], country = 'DE') => {
      const quote = quoteOf(lines, country);
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
  const taxed = (amounts: number[], country: string, region: string | null = null, currency = 'EUR') =>
    taxesByTable({
      place: taxPlace(country, region, null),
      lines: amounts.slice(1).map((amount, index) => ({ reference: `${index}`, amount: money(amount, currency) })),
      shipping: money(amounts[0]!, currency),
    });
  const sum = ({ lines, shipping }: ReturnType<typeof taxed>) =>
    sumMoney([...lines.map(({ amount }) => amount), shipping.amount], shipping.amount.currency).amount;

  it('contained in prices is the tax on what is left without it, and its parts add up to it', () => {
    const rates = { DE: 1900, FR: 2000, CH: 810, FI: 2550 };
    fc.assert(
      fc.property(
        fc.array(fc.nat(10_000_000), { minLength: 2, maxLength: 6 }),
        fc.constantFrom('DE', 'FR', 'CH', 'FI'),
        (amounts, country) => {
          const whole = amounts.reduce((a, b) => a + b, 0);
          const tax = sum(taxed(amounts, country));
          const again = Math.round(((whole - tax) * rates[country as 'DE']) / 10_000);
          expect(Math.abs(again - tax)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('comes on top in states and provinces, on shipping only where that is so', () => {
    expect(taxed([500, 10_000], 'US', 'NY', 'USD')).toMatchObject({
      isIncluded: false,
      lines: [{ amount: { amount: 400 }, jurisdiction: 'US-NY' }],
      shipping: { amount: { amount: 0 }, jurisdiction: null },
    });
    expect(sum(taxed([500, 10_000], 'US', 'MN', 'USD'))).toBe(688);
    expect(taxed([1_000, 10_000], 'CA', 'on ', 'USD')).toMatchObject({
      lines: [{ amount: { amount: 1_300 }, jurisdiction: 'CA-ON' }],
      shipping: { amount: { amount: 130 } },
    });
    expect(taxed([500, 10_000], 'US', 'OR', 'USD')).toMatchObject({
      isIncluded: false,
      lines: [{ jurisdiction: null }],
    });
  });

  it('on top of the prices is part of what is paid', () => {
    const quote = quoteOf([line(money(10_000, 'USD'))], 'US', 'NY');
    expect(quote).toMatchObject({
      ok: true,
      value: { totals: { tax: { amount: 400 }, isTaxIncluded: false, total: { amount: 10_000 + 2_290 + 400 } } },
    });
  });

  it('is nobody’s in the rest of the world', () => {
    expect(sum(taxed([500, 10_000], 'AU'))).toBe(0);
    expect(sum(taxed([0, 0], 'DE'))).toBe(0);
  });
});

describe('what is captured', () => {
  const currencies = fc.constantFrom('JPY', 'EUR', 'KWD');
  const retailers = ['ret_a', 'ret_b', 'ret_c'];
  const sales = fc.record({
    currency: currencies,
    isTaxIncluded: fc.boolean(),
    shipping: fc.record({ price: fc.nat(5_000), taxShare: fc.nat(100) }),
    lines: fc.array(
      fc.record({
        unitPrice: fc.nat(100_000),
        taxShare: fc.nat(100),
        units: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
        left: fc.nat(3),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  });
  const part = (amount: number, percent: number): number => Math.floor((amount * percent) / 100);

  it('is exactly the sum of its items, never more than what was quoted, and all of it when all is taken on', () => {
    fc.assert(
      fc.property(sales, ({ currency, isTaxIncluded, shipping, lines }) => {
        const sold = lines.map(({ unitPrice, taxShare, units, left }, index) => {
          const quantity = units[0] + units[1] + units[2] + left || 1;
          const price = money(unitPrice, currency);
          return {
            lineId: `oln_${index}`,
            quantity,
            price: timesQuantity(price, quantity),
            tax: money(part(unitPrice * quantity, taxShare), currency),
          };
        });
        const sent = {
          price: money(shipping.price, currency),
          tax: money(part(shipping.price, shipping.taxShare), currency),
        };
        const sources = lines.flatMap(({ units }, index) =>
          units.map((count, at) => ({ lineId: `oln_${index}`, retailerId: retailers[at]!, units: count })),
        );
        const items = captureItems(sold, sent, isTaxIncluded, sources);
        const quoted =
          sold.reduce((all, it) => all + it.price.amount + (isTaxIncluded ? 0 : it.tax.amount), 0) +
          sent.price.amount +
          (isTaxIncluded ? 0 : sent.tax.amount);
        const taken = captureTotal(items, currency).amount;
        expect(taken).toBeLessThanOrEqual(quoted);
        for (const item of items) {
          expect(item.gross.amount).toBeGreaterThanOrEqual(item.lineId === null ? 1 : 0);
          expect(item.quantity).toBeGreaterThan(0);
          expect(item.tax.amount).toBeGreaterThanOrEqual(0);
          expect(item.tax.amount).toBeLessThanOrEqual(item.gross.amount);
        }
        const isAllTaken = lines.every(({ left, units }) => left === 0 && units.some((count) => count > 0));
        if (isAllTaken) expect(taken).toBe(quoted);
      }),
    );
  });

  it('is a third of a line’s tax for a third of its units, and the whole shipping', () => {
    const items = captureItems(
      [{ lineId: 'oln_1', quantity: 3, price: money(3_000, 'USD'), tax: money(200, 'USD') }],
      { price: money(490, 'USD'), tax: money(0, 'USD') },
      false,
      [{ lineId: 'oln_1', retailerId: 'ret_a', units: 1 }],
    );
    expect(items).toMatchObject([
      { itemId: 'oln_1/ret_a', gross: { amount: 1_067 }, tax: { amount: 67 } },
      { itemId: 'shipping/ret_a', lineId: null, gross: { amount: 490 } },
    ]);
  });

  it('names units that cost nothing, and none of them is forgotten', () => {
    const items = captureItems(
      [
        { lineId: 'oln_1', quantity: 2, price: money(0, 'EUR'), tax: money(0, 'EUR') },
        { lineId: 'oln_2', quantity: 1, price: money(2_000, 'EUR'), tax: money(319, 'EUR') },
      ],
      { price: money(0, 'EUR'), tax: money(0, 'EUR') },
      true,
      [
        { lineId: 'oln_1', retailerId: 'ret_a', units: 2 },
        { lineId: 'oln_2', retailerId: 'ret_a', units: 1 },
      ],
    );
    expect(items).toMatchObject([
      { itemId: 'oln_1/ret_a', quantity: 2, gross: { amount: 0 }, tax: { amount: 0 } },
      { itemId: 'oln_2/ret_a', gross: { amount: 2_000 } },
    ]);
  });

  it('is nothing when nobody took anything on', () => {
    const sold = [{ lineId: 'oln_1', quantity: 3, price: money(3_000, 'EUR'), tax: money(479, 'EUR') }];
    expect(captureItems(sold, { price: money(490, 'EUR'), tax: money(78, 'EUR') }, true, [])).toEqual([]);
  });
});

const units = { quantity: 3, unrouted: 0, requested: 0, accepted: 0, shipped: 0, canceled: 0 };

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
