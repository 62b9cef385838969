import { periodOf } from './periods.ts';

describe('a period of a statement', () => {
  const march = Date.parse('2028-03-30T22:30:00Z');

  it.each([
    ['this-month', '2028-03-01', '2028-03-30'],
    ['last-month', '2028-02-01', '2028-02-29'],
    ['this-year', '2028-01-01', '2028-03-30'],
    ['last-year', '2027-01-01', '2027-12-31'],
  ] as const)('%s goes from its first day to its last, or to today', (name, from, to) => {
    expect(periodOf(name, march)).toEqual({ from, to });
  });

  it('before January is in the year before', () => {
    expect(periodOf('last-month', Date.parse('2028-01-15T00:00:00Z'))).toEqual({
      from: '2027-12-01',
      to: '2027-12-31',
    });
  });
});
