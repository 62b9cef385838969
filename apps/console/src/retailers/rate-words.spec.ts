import { rateText, RATES } from './rate-words.ts';

describe('the rates of a retailer', () => {
  it('are percentages, with a tenth where that says something', () => {
    expect([1, 0.984, 0.5, 0.031, 0].map(rateText)).toEqual(['100%', '98%', '50%', '3.1%', '0%']);
  });

  it('say that too little was seen, and never that it is nothing', () => {
    expect(rateText(null)).toBe('Too few');
  });

  it('say what they are out of', () => {
    expect(RATES.find(({ key }) => key === 'lateness')!.of(1)).toBe('of 1 order');
    expect(RATES.find(({ key }) => key === 'acceptance')!.of(20)).toBe('of 20 pieces');
  });
});
