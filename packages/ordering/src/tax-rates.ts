import { basisPointsOf, money, zeroMoney, type Money } from '@sidestall/kernel';

/** Standard rates of value-added tax in basis points, for countries whose shoppers see prices with tax in them. */
const INCLUDED_RATES: Readonly<Record<string, number>> = {
  AT: 2000,
  BE: 2100,
  BG: 2000,
  CH: 810,
  CY: 1900,
  CZ: 2100,
  DE: 1900,
  DK: 2500,
  EE: 2400,
  ES: 2100,
  FI: 2550,
  FR: 2000,
  GB: 2000,
  GR: 2400,
  HR: 2500,
  HU: 2700,
  IE: 2300,
  IT: 2200,
  LT: 2100,
  LU: 1700,
  LV: 2100,
  MT: 1800,
  NL: 2100,
  NO: 2500,
  PL: 2300,
  PT: 2300,
  RO: 2100,
  SE: 2500,
  SI: 2200,
  SK: 2300,
};

/** The tax contained in a total that a shopper of that country pays: total × rate ÷ (1 + rate), rounded half up. */
export function taxContained(total: Money, country: string): Money {
  const rate = INCLUDED_RATES[country];
  if (!rate) return zeroMoney(total.currency);
  const net = (BigInt(total.amount) * 10_000n * 2n + BigInt(10_000 + rate)) / (2n * BigInt(10_000 + rate));
  return money(total.amount - Number(net), total.currency);
}

/** The rate behind it, in basis points; nothing where prices carry no tax. */
export const taxRateOf = (country: string): number => INCLUDED_RATES[country] ?? 0;

/** What a net amount would carry, for checks. */
export const taxOn = (net: Money, country: string): Money => basisPointsOf(net, taxRateOf(country));
