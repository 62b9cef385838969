import { err, ok, type Result } from './result.ts';

/** An amount in a currency's minor unit (cents, yen, fils). `amount` is a safe integer; `currency` is ISO 4217. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

const NO_DECIMALS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** How many decimals the currency's minor unit has, after ISO 4217. */
export function currencyExponent(currency: string): 0 | 2 | 3 {
  if (NO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** Makes money of minor units; throws on a fraction or an unknown shape of currency, since that is always a bug. */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new Error(`Money needs whole minor units, got ${amount}`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error(`Money needs an ISO 4217 currency, got ${currency}`);
  return { amount: amount === 0 ? 0 : amount, currency };
}

/** Nothing, in that currency. */
export const zeroMoney = (currency: string): Money => money(0, currency);

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new Error(`Cannot mix ${a.currency} and ${b.currency}`);
}

export function addMoney(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.amount + b.amount, a.currency);
}

export function subtractMoney(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.amount - b.amount, a.currency);
}

/** The sum of a list, which may be empty: hence the currency. */
export function sumMoney(list: readonly Money[], currency: string): Money {
  return list.reduce(addMoney, zeroMoney(currency));
}

/** Money times a whole number of units. */
export function timesQuantity(price: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) throw new Error(`A quantity is whole, got ${quantity}`);
  return money(price.amount * quantity, price.currency);
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compareMoney(a: Money, b: Money): number {
  sameCurrency(a, b);
  return a.amount - b.amount;
}

/**
 * Splits by weights so that the parts always sum to the whole: each gets its floor, the left-over units go to the largest
 * remainders, ties to the earlier part. Deterministic; weights are whole, not negative and not all zero.
 */
export function allocateMoney(whole: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0) || total <= 0) {
    throw new Error('Weights are whole numbers, none negative and not all zero');
  }
  const sign = whole.amount < 0 ? -1n : 1n;
  const amount = BigInt(Math.abs(whole.amount));
  const parts = weights.map((weight, index) => {
    const product = amount * BigInt(weight);
    return { index, share: product / BigInt(total), remainder: product % BigInt(total) };
  });
  let left = amount - parts.reduce((sum, part) => sum + part.share, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => money(Number(sign * part.share), whole.currency));
}

/** Basis points of an amount (2000 = 20 %), rounded half up: for tax and commission rates. */
export function basisPointsOf(base: Money, basisPoints: number): Money {
  const product = BigInt(Math.abs(base.amount)) * BigInt(basisPoints);
  const rounded = (product + 5_000n) / 10_000n;
  return money(Number(base.amount < 0 ? -rounded : rounded), base.currency);
}

/** Why a text is not an amount. */
export type MoneyTextError = 'not-a-number' | 'too-many-decimals' | 'negative' | 'too-large';

/** Reads a plain decimal such as `1299.50` as money of that currency, without ever going through a float. */
export function parseMoney(text: string, currency: string): Result<Money, MoneyTextError> {
  const match = /^([+-]?)(\d{1,15})(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return err('not-a-number');
  const exponent = currencyExponent(currency);
  const decimals = (match[3] ?? '').replace(/0+$/, '');
  if (decimals.length > exponent) return err('too-many-decimals');
  const amount = Number(match[2]! + decimals.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(amount)) return err('too-large');
  if (match[1] === '-' && amount > 0) return err('negative');
  return ok(money(amount, currency));
}

/** The amount as a plain decimal text with the currency's own decimals: `1299.50`, `500`, `1.250`. */
export function decimalText(value: Money): string {
  const exponent = currencyExponent(value.currency);
  const digits = String(Math.abs(value.amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(digits.length - exponent)}`;
  return value.amount < 0 ? `-${text}` : text;
}

const formats = new Map<string, Intl.NumberFormat>();

/** A formatter is dear to make and does for every amount of its currency and locale. */
function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const exponent = currencyExponent(currency);
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: exponent,
      maximumFractionDigits: exponent,
    });
    formats.set(key, format);
  }
  return format;
}

/** The amount as people of that locale write it, e.g. `€1,299.50`. */
export function formatMoney(value: Money, locale = 'en'): string {
  return formatOf(value.currency, locale).format(decimalText(value) as unknown as number);
}
