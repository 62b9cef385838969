/** What of an address a country writes and how it calls it. */
export interface AddressLayout {
  region?: { word: 'state' | 'province' | 'region'; names?: [code: string, name: string][]; isRequired: boolean };
  postal?: { word: 'zip' | 'postalCode'; isRequired: boolean; pattern?: RegExp };
}

export type AddressProblem = 'incomplete' | 'invalid_postal_code' | 'po_box' | 'invalid_phone' | 'invalid_email';

const US =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming';
const CA =
  'AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon';
const AU =
  'ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia';

const named = (list: string): [string, string][] =>
  list.split('|').map((entry) => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)]);

const digits = (count: number): RegExp => new RegExp(`^\\d{${count}}$`);

const LAYOUTS: Record<string, AddressLayout> = {
  US: {
    region: { word: 'state', names: named(US), isRequired: true },
    postal: { word: 'zip', isRequired: true, pattern: /^\d{5}(-?\d{4})?$/ },
  },
  CA: {
    region: { word: 'province', names: named(CA), isRequired: true },
    postal: { word: 'postalCode', isRequired: true, pattern: /^[A-Z]\d[A-Z]\s?\d[A-Z]\d$/i },
  },
  AU: {
    region: { word: 'state', names: named(AU), isRequired: true },
    postal: { word: 'postalCode', isRequired: true, pattern: digits(4) },
  },
  GB: { postal: { word: 'postalCode', isRequired: true, pattern: /^[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}$/i } },
  IE: { region: { word: 'region', isRequired: false }, postal: { word: 'postalCode', isRequired: false } },
  MX: {
    region: { word: 'state', isRequired: true },
    postal: { word: 'postalCode', isRequired: true, pattern: digits(5) },
  },
  BR: { region: { word: 'state', isRequired: true }, postal: { word: 'postalCode', isRequired: true } },
  IN: {
    region: { word: 'state', isRequired: true },
    postal: { word: 'postalCode', isRequired: true, pattern: digits(6) },
  },
  IT: {
    region: { word: 'province', isRequired: true },
    postal: { word: 'postalCode', isRequired: true, pattern: digits(5) },
  },
  ES: {
    region: { word: 'province', isRequired: true },
    postal: { word: 'postalCode', isRequired: true, pattern: digits(5) },
  },
  JP: {
    region: { word: 'region', isRequired: true },
    postal: { word: 'postalCode', isRequired: true, pattern: /^\d{3}-?\d{4}$/ },
  },
  AE: { region: { word: 'region', isRequired: true } },
  HK: { region: { word: 'region', isRequired: false } },
};
const FIVE = new Set(['DE', 'FR', 'FI', 'HR', 'EE', 'LT']);
const FOUR = new Set(['AT', 'BE', 'BG', 'CH', 'DK', 'HU', 'LU', 'NO', 'SI']);

export function layoutOf(country: string): AddressLayout {
  const known = LAYOUTS[country];
  if (known) return known;
  if (FIVE.has(country)) return { postal: { word: 'postalCode', isRequired: true, pattern: digits(5) } };
  if (FOUR.has(country)) return { postal: { word: 'postalCode', isRequired: true, pattern: digits(4) } };
  return { postal: { word: 'postalCode', isRequired: false } };
}

/** Null means that the text will do for a field that must (or need not) be filled. */
export function checkText(text: string, isRequired: boolean): AddressProblem | null {
  return isRequired && text.trim() === '' ? 'incomplete' : null;
}

export function checkPostal(country: string, text: string): AddressProblem | null {
  const { postal } = layoutOf(country);
  if (!postal) return null;
  const value = text.trim();
  if (value === '') return postal.isRequired ? 'incomplete' : null;
  return !postal.pattern || postal.pattern.test(value) ? null : 'invalid_postal_code';
}

export function checkStreet(text: string, refusesPoBox: boolean): AddressProblem | null {
  if (text.trim() === '') return 'incomplete';
  return refusesPoBox && /\b(p\.?\s*o\.?\s*box|post office box|postfach|boîte postale)\b/i.test(text) ? 'po_box' : null;
}

export function checkPhone(text: string, isRequired: boolean): AddressProblem | null {
  const value = text.trim();
  if (value === '') return isRequired ? 'incomplete' : null;
  return /^\+?[\d\s().-]{6,24}$/.test(value) && value.replaceAll(/\D/g, '').length >= 6 ? null : 'invalid_phone';
}

export function checkEmail(text: string): AddressProblem | null {
  const value = text.trim();
  if (value === '') return 'incomplete';
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value) ? null : 'invalid_email';
}
