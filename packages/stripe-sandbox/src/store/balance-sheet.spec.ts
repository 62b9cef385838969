import { BalanceSheet } from './balance-sheet.ts';

const row = (net: number, available_on: number, currency = 'usd'): object => ({ net, available_on, currency });

describe('a balance sheet', () => {
  it('moves money from pending to available as time goes by', () => {
    const sheet = new BalanceSheet();
    sheet.change(row(100, 10), undefined);
    sheet.change(row(50, 20), undefined);
    sheet.change(row(7, 0, 'eur'), undefined);
    const at = (now: number): number[] => [sheet.available('usd', now), sheet.pending('usd', now)];
    expect(at(5)).toEqual([0, 150]);
    expect(at(10)).toEqual([100, 50]);
    expect(at(25)).toEqual([150, 0]);
    expect([sheet.available('eur', 25), sheet.currencies]).toEqual([7, ['eur', 'usd']]);
  });

  it('takes a row back that is put anew, settled or not', () => {
    const sheet = new BalanceSheet();
    const settled = row(100, 10);
    const pending = row(50, 20);
    sheet.change(settled, undefined);
    sheet.change(pending, undefined);
    expect(sheet.available('usd', 15)).toBe(100);
    sheet.change(row(50, 15), pending);
    sheet.change(undefined, settled);
    expect([sheet.available('usd', 15), sheet.pending('usd', 15)]).toEqual([50, 0]);
  });
});
