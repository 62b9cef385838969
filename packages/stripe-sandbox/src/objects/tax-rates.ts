/** Percentages as thousandths, so that 8.875 % is 8875: no fraction of a percent is ever a floating number. */
interface Vat {
  name: string;
  standard: number;
  reduced?: number;
}

// Rates of value added tax in Europe, standard and the reduced one that books and food fall under.
const VAT: Record<string, Vat> = {
  AT: { name: 'Austria', standard: 20_000, reduced: 10_000 },
  BE: { name: 'Belgium', standard: 21_000, reduced: 6000 },
  BG: { name: 'Bulgaria', standard: 20_000, reduced: 9000 },
  CY: { name: 'Cyprus', standard: 19_000, reduced: 5000 },
  CZ: { name: 'Czechia', standard: 21_000, reduced: 12_000 },
  DE: { name: 'Germany', standard: 19_000, reduced: 7000 },
  DK: { name: 'Denmark', standard: 25_000 },
  EE: { name: 'Estonia', standard: 24_000, reduced: 9000 },
  ES: { name: 'Spain', standard: 21_000, reduced: 4000 },
  FI: { name: 'Finland', standard: 25_500, reduced: 13_500 },
  FR: { name: 'France', standard: 20_000, reduced: 5500 },
  GR: { name: 'Greece', standard: 24_000, reduced: 6000 },
  HR: { name: 'Croatia', standard: 25_000, reduced: 5000 },
  HU: { name: 'Hungary', standard: 27_000, reduced: 5000 },
  IE: { name: 'Ireland', standard: 23_000, reduced: 9000 },
  IT: { name: 'Italy', standard: 22_000, reduced: 4000 },
  LT: { name: 'Lithuania', standard: 21_000, reduced: 9000 },
  LU: { name: 'Luxembourg', standard: 17_000, reduced: 3000 },
  LV: { name: 'Latvia', standard: 21_000, reduced: 12_000 },
  MT: { name: 'Malta', standard: 18_000, reduced: 5000 },
  NL: { name: 'Netherlands', standard: 21_000, reduced: 9000 },
  PL: { name: 'Poland', standard: 23_000, reduced: 5000 },
  PT: { name: 'Portugal', standard: 23_000, reduced: 6000 },
  RO: { name: 'Romania', standard: 21_000, reduced: 11_000 },
  SE: { name: 'Sweden', standard: 25_000, reduced: 6000 },
  SI: { name: 'Slovenia', standard: 22_000, reduced: 5000 },
  SK: { name: 'Slovakia', standard: 23_000, reduced: 5000 },
};

const OTHER_VAT: Record<string, Vat> = {
  CH: { name: 'Switzerland', standard: 8100, reduced: 2600 },
  GB: { name: 'United Kingdom', standard: 20_000, reduced: 0 },
  NO: { name: 'Norway', standard: 25_000, reduced: 15_000 },
};

interface StateTax {
  name: string;
  rate: number;
  /** Some states leave the cost of shipping untaxed where it is stated by itself. */
  exemptsShipping?: boolean;
}

// The states' own sales tax; what counties and cities add to it is left out.
const STATES: Record<string, StateTax> = {
  AZ: { name: 'Arizona', rate: 5600, exemptsShipping: true },
  CA: { name: 'California', rate: 7250, exemptsShipping: true },
  CO: { name: 'Colorado', rate: 2900 },
  FL: { name: 'Florida', rate: 6000 },
  GA: { name: 'Georgia', rate: 4000 },
  IL: { name: 'Illinois', rate: 6250 },
  MA: { name: 'Massachusetts', rate: 6250, exemptsShipping: true },
  NJ: { name: 'New Jersey', rate: 6625 },
  NY: { name: 'New York', rate: 4000 },
  OH: { name: 'Ohio', rate: 5750 },
  PA: { name: 'Pennsylvania', rate: 6000 },
  TX: { name: 'Texas', rate: 6250 },
  VA: { name: 'Virginia', rate: 5300, exemptsShipping: true },
  WA: { name: 'Washington', rate: 6500 },
};

/** States without a sales tax of their own. */
const UNTAXED_STATES = new Set(['AK', 'DE', 'MT', 'NH', 'OR']);

const SHIPPING_CODE = 'txcd_92010001';
const NONTAXABLE_CODE = 'txcd_00000000';
// Books, and food for home consumption.
const REDUCED_CODES = /^txcd_(35010|400)/;

export type TaxReason =
  | 'standard_rated'
  | 'reduced_rated'
  | 'zero_rated'
  | 'product_exempt'
  | 'not_collecting'
  | 'not_subject_to_tax'
  | 'reverse_charge'
  | 'customer_exempt';

export interface Taxation {
  /** Thousandths of a percent. */
  rate: number;
  reason: TaxReason;
  type: 'vat' | 'sales_tax' | null;
  jurisdiction: { country: string; display_name: string; level: 'country' | 'state'; state: string | null };
}

export const isInUnion = (country: string): boolean => country in VAT;

/** What is to be paid on one kind of goods at one address. Places that are not in the tables are not collected for. */
export function taxationOf(country: string, state: string | null, taxCode: string): Taxation {
  if (country === 'US') return salesTax(state ?? '', taxCode);
  const vat = VAT[country] ?? OTHER_VAT[country];
  const jurisdiction = { country, display_name: vat?.name ?? country, level: 'country' as const, state: null };
  if (!vat) return { rate: 0, reason: 'not_collecting', type: null, jurisdiction };
  if (taxCode === NONTAXABLE_CODE) return { rate: 0, reason: 'product_exempt', type: 'vat', jurisdiction };
  const isReduced = REDUCED_CODES.test(taxCode) && vat.reduced !== undefined;
  const rate = isReduced ? (vat.reduced as number) : vat.standard;
  const reason = rate === 0 ? 'zero_rated' : isReduced ? 'reduced_rated' : 'standard_rated';
  return { rate, reason, type: 'vat', jurisdiction };
}

function salesTax(state: string, taxCode: string): Taxation {
  const found = STATES[state];
  const jurisdiction = { country: 'US', display_name: found?.name ?? state, level: 'state' as const, state };
  if (UNTAXED_STATES.has(state)) return { rate: 0, reason: 'not_subject_to_tax', type: null, jurisdiction };
  if (!found) return { rate: 0, reason: 'not_collecting', type: null, jurisdiction };
  const isExempt = taxCode === NONTAXABLE_CODE || (taxCode === SHIPPING_CODE && found.exemptsShipping === true);
  if (isExempt) return { rate: 0, reason: 'product_exempt', type: 'sales_tax', jurisdiction };
  return { rate: found.rate, reason: 'standard_rated', type: 'sales_tax', jurisdiction };
}

const WHOLE = 100_000;

/** The tax on an amount, or the tax within it where prices include tax. Both are integers of the currency's smallest unit. */
export function taxOn(amount: number, rate: number, isInclusive: boolean): number {
  const exact = isInclusive ? (amount * rate) / (WHOLE + rate) : (amount * rate) / WHOLE;
  return Math.sign(exact) * Math.round(Math.abs(exact));
}

/** A rate as Stripe writes it: `19.0`, `8.875`. */
export function percentage(rate: number): string {
  const text = (rate / 1000).toString();
  return text.includes('.') ? text : `${text}.0`;
}
