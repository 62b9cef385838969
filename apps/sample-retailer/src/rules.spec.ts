import type { FulfillmentOrder } from '@sidestall/partner-sdk';
import { decide, trackingNumberOf } from './rules.ts';

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

describe('a tracking number', () => {
  it('is the same for the same parcel and another for the next', () => {
    expect(trackingNumberOf('harbor', 'ful_1', 1)).toBe(trackingNumberOf('harbor', 'ful_1', 1));
    expect(trackingNumberOf('harbor', 'ful_1', 1)).toMatch(/^HA\d{14}$/);
    expect(trackingNumberOf('harbor', 'ful_1', 2)).not.toBe(trackingNumberOf('harbor', 'ful_1', 1));
    expect(trackingNumberOf('harbor', 'ful_2', 1)).not.toBe(trackingNumberOf('harbor', 'ful_1', 1));
  });
});
