import type { FulfillmentOrder } from '@sidestall/partner-sdk';
import { decide, NO_LIMITS, trackingNumberOf } from './rules.ts';

const order = (...quantities: number[]) =>
  ({ lines: quantities.map((quantity, index) => ({ id: `fln_${index}`, quantity })) }) as FulfillmentOrder;

describe('what the house does with new work', () => {
  it('takes everything', () => {
    expect(decide(order(2, 1), 'accept')).toEqual({ kind: 'accept', request: {} });
  });

  it('takes all but one unit when it takes a part', () => {
    expect(decide(order(2, 3), 'part')).toEqual({
      kind: 'accept',
      request: {
        lines: [
          { lineId: 'fln_0', quantity: 2 },
          { lineId: 'fln_1', quantity: 2 },
        ],
      },
    });
  });

  it('refuses a single unit of which no part can be taken', () => {
    expect(decide(order(1), 'part')).toEqual({ kind: 'reject', reason: 'capacity' });
  });

  it('leaves it to people, or refuses, when it is told to', () => {
    expect(decide(order(1), 'silent')).toEqual({ kind: 'wait' });
    expect(decide(order(1), 'reject')).toEqual({ kind: 'reject', reason: 'capacity' });
  });
});

describe('what the house takes at most', () => {
  const wanted = {
    lines: [
      { id: 'fln_0', sku: 'MUG', quantity: 5 },
      { id: 'fln_1', sku: 'BOWL', quantity: 2 },
    ],
  } as FulfillmentOrder;
  const taken = (...quantities: number[]) => ({
    kind: 'accept',
    request: { lines: quantities.map((quantity, index) => ({ lineId: `fln_${index}`, quantity })) },
  });

  it('is no more of a line than it has hands for', () => {
    expect(decide(wanted, 'accept', { ...NO_LIMITS, mostUnits: 3 })).toEqual(taken(3, 2));
    expect(decide(wanted, 'accept', { ...NO_LIMITS, mostUnits: 5 })).toEqual({ kind: 'accept', request: {} });
  });

  it('is nothing of what it does not send any more', () => {
    expect(decide(wanted, 'accept', { ...NO_LIMITS, refusedSkus: ['MUG'] })).toEqual(taken(0, 2));
    expect(decide(wanted, 'accept', { ...NO_LIMITS, refusedSkus: ['MUG', 'BOWL'] })).toEqual({
      kind: 'reject',
      reason: 'ineligible_product',
    });
  });

  it('is what lies on the shelf, where somebody has counted', () => {
    const free = (units: Record<string, number | null>) => (sku: string) => units[sku] ?? null;
    const byStock = { ...NO_LIMITS, byStock: true };
    expect(decide(wanted, 'accept', byStock, free({ MUG: 4 }))).toEqual(taken(4, 2));
    expect(decide(wanted, 'accept', byStock, free({ MUG: -1, BOWL: 0 }))).toEqual({
      kind: 'reject',
      reason: 'out_of_stock',
    });
    expect(decide(wanted, 'accept', NO_LIMITS, free({ MUG: 0 }))).toEqual({ kind: 'accept', request: {} });
    expect(decide(wanted, 'accept', { ...byStock, mostUnits: 2 }, free({ MUG: 4 }))).toEqual(taken(2, 2));
  });

  it.each([
    ['EUR', 1450],
    ['JPY', 145000],
  ])('is an order that is not worth too much, in %s', (currency, most) => {
    const unitPrice = { amount: 20_000, currency };
    const dear = {
      lines: [
        { ...wanted.lines[0]!, unitPrice },
        { ...wanted.lines[1]!, unitPrice: { amount: 22_500, currency } },
      ],
    };
    const order = dear as FulfillmentOrder;
    expect(decide(order, 'accept', { ...NO_LIMITS, mostValue: most })).toEqual({ kind: 'accept', request: {} });
    expect(decide(order, 'accept', { ...NO_LIMITS, mostValue: most - 1 })).toEqual({
      kind: 'reject',
      reason: 'capacity',
    });
  });

  it('cuts nothing that people decide', () => {
    expect(decide(wanted, 'silent', { ...NO_LIMITS, mostUnits: 1 })).toEqual({ kind: 'wait' });
  });
});

describe('a tracking number', () => {
  it('is the same for the same parcel and another for the next', () => {
    expect(trackingNumberOf('harbor', 'ful_1', 1)).toBe(trackingNumberOf('harbor', 'ful_1', 1));
    expect(trackingNumberOf('harbor', 'ful_1', 1)).toMatch(/^HA\d{14}$/);
    expect(trackingNumberOf('harbor', 'ful_1', 2)).not.toBe(trackingNumberOf('harbor', 'ful_1', 1));
    expect(trackingNumberOf('harbor', 'ful_2', 1)).not.toBe(trackingNumberOf('harbor', 'ful_1', 1));
  });
});
