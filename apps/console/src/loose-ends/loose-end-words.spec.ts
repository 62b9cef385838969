import { aboutWords, orderOf, workWords } from './loose-end-words.ts';

describe('work that was given up', () => {
  it('has words of its own where people meet it, and else its name as words', () => {
    expect(workWords('fulfillment.route-order')).toBe('Finding who sends an order');
    expect(workWords('ledger.count-all-cents')).toBe('Count all cents');
  });

  it('leads to its order', () => {
    expect(orderOf({ orderId: 'ord_1' })).toBe('ord_1');
    expect([orderOf({ orderId: 7 }), orderOf({ dropId: 'drp_1' })]).toEqual([null, null]);
  });

  it('says what it is about, without whole texts and lists', () => {
    expect(aboutWords({ orderId: 'ord_1', dropId: 'drp_1', count: 2, lines: [1], text: 'x'.repeat(90) })).toBe(
      `dropId drp_1, count 2, text ${'x'.repeat(60)}`,
    );
  });
});
