import { firstPick, hasNoChoice, pickValue, valueState, type Choosable } from './option-picks.ts';

const v = (options: string, available: number | null = 5): Choosable => ({ options: options.split('/'), available });
const mugs = [v('Oat/250'), v('Oat/350'), v('Ink/250', 0), v('Ink/350'), v('Moss/350', null)];

describe('choosing a variant', () => {
  it('begins with the one asked for, even when it is sold out', () => {
    expect(firstPick(mugs, (variant) => variant === mugs[2])).toBe(mugs[2]);
  });

  it('begins with the first that can be had when none is asked for', () => {
    expect(firstPick([v('A', 0), v('B', 2)])).toMatchObject({ options: ['B'] });
    expect(firstPick([v('A', 0)])).toMatchObject({ options: ['A'] });
    expect(firstPick([])).toBeNull();
  });

  it('tells for each value whether it can be had beside the other choices', () => {
    expect(valueState(mugs, ['Oat', '250'], 0, 'Oat')).toBe('available');
    expect(valueState(mugs, ['Oat', '250'], 0, 'Ink')).toBe('sold-out');
    expect(valueState(mugs, ['Oat', '250'], 0, 'Moss')).toBe('absent');
    expect(valueState(mugs, ['Oat', '350'], 0, 'Moss')).toBe('available');
  });

  it('keeps the other choices where the combination exists, sold out or not', () => {
    expect(pickValue(mugs, ['Oat', '250'], 0, 'Ink')).toBe(mugs[2]);
  });

  it('moves to the nearest variant where the combination does not exist', () => {
    expect(pickValue(mugs, ['Oat', '250'], 0, 'Moss')).toBe(mugs[4]);
    const teas = [v('Green/Leaf/100'), v('Black/Bag/100', 0), v('Black/Leaf/250'), v('Black/Bag/250')];
    expect(pickValue(teas, ['Green', 'Leaf', '100'], 0, 'Black')).toBe(teas[2]);
    expect(pickValue(teas, ['Green', 'Leaf', '100'], 0, 'White')).toBeNull();
  });

  it('has nothing to choose where the product is its only variant', () => {
    expect(hasNoChoice([v('Default Title')])).toBe(true);
    expect(hasNoChoice(mugs)).toBe(false);
  });
});
