import type { OrderView } from '@sidestall/contracts';
import { paymentNotice } from './order-words.ts';
import { returnableByBrand } from './returnable.ts';

const order = (returns: readonly { state: string; quantity: number }[]) =>
  ({
    lines: [
      { id: 'mug', brandName: 'Kiln & Co', shippedQuantity: 3 },
      { id: 'runner', brandName: 'Loom', shippedQuantity: 1 },
      { id: 'lamp', brandName: 'Loom', shippedQuantity: 0 },
    ],
    returns: returns.map(({ state, quantity }) => ({ state, lines: [{ lineId: 'mug', quantity }] })),
  }) as unknown as OrderView;

const units = (view: OrderView) =>
  [...returnableByBrand(view)].map(([brand, lines]) => [brand, lines.map((each) => [each.line.id, each.units])]);

describe('what a buyer can send back', () => {
  it('is what was shipped, brand by brand', () => {
    expect(units(order([]))).toEqual([
      ['Kiln & Co', [['mug', 3]]],
      ['Loom', [['runner', 1]]],
    ]);
  });

  it('is less by what is on its way back or arrived, and not by what was refused, withdrawn or never sent', () => {
    const returns = [
      { state: 'requested', quantity: 1 },
      { state: 'refunded', quantity: 1 },
      { state: 'refused', quantity: 3 },
      { state: 'withdrawn', quantity: 3 },
      { state: 'expired', quantity: 3 },
    ];
    expect(units(order(returns))[0]).toEqual(['Kiln & Co', [['mug', 1]]]);
    expect(units(order([{ state: 'requested', quantity: 3 }]))).toEqual([['Loom', [['runner', 1]]]]);
  });
});

describe('the notice above an order', () => {
  const story = (...kinds: string[]) => kinds.map((kind) => ({ at: '2026-11-22T10:00:00Z', kind, text: '' }));

  it('says that the payment is checked, until it was', () => {
    const held = { state: 'authorized', isDisputed: false } as const;
    expect(paymentNotice({ ...held, timeline: story('placed', 'checking') })).toBe('order.checking');
    expect(paymentNotice({ ...held, timeline: story('placed', 'checking', 'checked') })).toBeNull();
    expect(paymentNotice({ ...held, state: 'canceled', timeline: story('checking') })).toBeNull();
  });

  it('says that the bank looks into it, before anything else', () => {
    expect(paymentNotice({ state: 'completed', isDisputed: true, timeline: [] })).toBe('order.disputed');
  });
});
