import { allocateMoney, money, sumMoney, zeroMoney, type Money } from '@sidestall/kernel';

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

/** A country whose taxes are added to prices, at a rate of the region; `onShipping` says whether shipping bears them too. */
interface ExclusiveTaxes {
  readonly onShipping: boolean;
  readonly rates: Readonly<Record<string, number>>;
}

const rates = (text: string): Record<string, number> =>
  Object.fromEntries(
    text.split(' ').map((entry) => {
      const [region, rate] = entry.split(':') as [string, string];
      return [region, Number(rate)];
    }),
  );

/**
 * Base rates of states and provinces, in thousandths of a percent (6.875 % is 6875). What counties and cities add, and what a state says of shipping or of single kinds
 * of goods, no table can know: that is what a tax service is for.
 */
const EXCLUSIVE: Readonly<Record<string, ExclusiveTaxes>> = {
  US: {
    onShipping: false,
    rates: rates(
      'AL:4000 AR:6500 AZ:5600 CA:7250 CO:2900 CT:6350 DC:6000 FL:6000 GA:4000 HI:4000 IA:6000 ID:6000 IL:6250 IN:7000 KS:6500 KY:6000 ' +
        'LA:5000 MA:6250 MD:6000 ME:5500 MI:6000 MN:6875 MO:4225 MS:7000 NC:4750 ND:5000 NE:5500 NJ:6625 NM:4875 NV:6850 NY:4000 OH:5750 ' +
        'OK:4500 PA:6000 RI:7000 SC:6000 SD:4200 TN:7000 TX:6250 UT:6100 VA:5300 VT:6000 WA:6500 WI:5000 WV:6000 WY:4000',
    ),
  },
  CA: {
    onShipping: true,
    rates: rates(
      'AB:5000 BC:12000 MB:12000 NB:15000 NL:15000 NS:14000 NT:5000 NU:5000 ON:13000 PE:15000 QC:14975 SK:11000 YT:5000',
    ),
  },
};

/** Where goods go, as far as tax cares. */
export interface TaxPlace {
  readonly country: string;
  readonly region: string | null;
  readonly postalCode: string | null;
}

/** What is to be taxed: whole lines, and the shipping of all of them. */
export interface Taxable {
  readonly place: TaxPlace;
  readonly lines: readonly { readonly reference: string; readonly amount: Money }[];
  readonly shipping: Money;
}

/** The tax of a line or of shipping; the jurisdiction is who is owed it, e.g. `DE` or `US-CA`. */
export interface TaxPart {
  readonly amount: Money;
  readonly jurisdiction: string | null;
}

/** Every tax of a quote. Included taxes are part of what was asked for; others come on top. */
export interface Taxes {
  readonly isIncluded: boolean;
  readonly lines: readonly TaxPart[];
  readonly shipping: TaxPart;
  /** What a tax service keeps of its own answer, so that it can file it; null for the table's. */
  readonly calculationId: string | null;
}

/** True where the tax is the region's, so that a place without its region is not a place yet. */
export const isTaxedByRegion = (country: string): boolean => country in EXCLUSIVE;

/** A place as tax knows it: a region or a postal code only where they matter. */
export function taxPlace(
  country: string,
  region: string | null | undefined,
  postalCode: string | null | undefined,
): TaxPlace {
  if (!isTaxedByRegion(country)) return { country, region: null, postalCode: null };
  const word = (text: string | null | undefined) => text?.replaceAll(/\s/g, '').toUpperCase() || null;
  return { country, region: word(region), postalCode: word(postalCode) };
}

/** Taxes by the table: contained in prices where shoppers expect that, added by state or province, none elsewhere. */
export function taxesByTable({ place, lines, shipping }: Taxable): Taxes {
  const { currency } = shipping;
  const amounts = [...lines.map((line) => line.amount), shipping];
  const included = INCLUDED_RATES[place.country];
  if (included) {
    const parts = spread(containedAt(sumMoney(amounts, currency), included), amounts);
    return taxes(parts, place.country, true);
  }
  const table = EXCLUSIVE[place.country];
  const rate = table?.rates[place.region ?? ''];
  if (!table || !rate) return taxes(spread(zeroMoney(currency), amounts), null, false);
  const base = amounts.map((amount, index) =>
    index < lines.length || table.onShipping ? amount : zeroMoney(currency),
  );
  return taxes(spread(addedAt(sumMoney(base, currency), rate), base), `${place.country}-${place.region}`, false);
}

function taxes(parts: readonly Money[], jurisdiction: string | null, isIncluded: boolean): Taxes {
  const named = parts.map((amount) => ({ amount, jurisdiction: amount.amount > 0 ? jurisdiction : null }));
  return { isIncluded, lines: named.slice(0, -1), shipping: named.at(-1)!, calculationId: null };
}

/** The tax is rounded once, on the whole, and spread so that its parts add up to it. */
function spread(tax: Money, amounts: readonly Money[]): Money[] {
  if (tax.amount === 0) return amounts.map(() => zeroMoney(tax.currency));
  return allocateMoney(
    tax,
    amounts.map(({ amount }) => amount),
  );
}

/** The tax contained in a total: total × rate ÷ (1 + rate), the net rounded half up. */
function containedAt(total: Money, rate: number): Money {
  const net = (BigInt(total.amount) * 10_000n * 2n + BigInt(10_000 + rate)) / (2n * BigInt(10_000 + rate));
  return money(total.amount - Number(net), total.currency);
}

/** The tax on a net amount, the rate in thousandths of a percent, rounded half up. */
const addedAt = (net: Money, rate: number): Money =>
  money(Number((BigInt(net.amount) * BigInt(rate) + 50_000n) / 100_000n), net.currency);

/** True where shoppers see prices with tax in them. */
export const arePricesWithTax = (country: string): boolean => country in INCLUDED_RATES;
