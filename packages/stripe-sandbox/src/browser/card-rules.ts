export type Brand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown';

interface BrandRule {
  brand: Brand;
  starts: RegExp;
  lengths: number[];
  groups: number[];
  cvc: number;
}

const DEFAULT_GROUPS = [4, 4, 4, 4];
const RULES: BrandRule[] = [
  { brand: 'amex', starts: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvc: 4 },
  { brand: 'mastercard', starts: /^(5[1-5]|2[2-7])/, lengths: [16], groups: DEFAULT_GROUPS, cvc: 3 },
  { brand: 'discover', starts: /^(6011|64[4-9]|65)/, lengths: [16], groups: DEFAULT_GROUPS, cvc: 3 },
  { brand: 'diners', starts: /^(36|38|30[0-5])/, lengths: [14, 16], groups: DEFAULT_GROUPS, cvc: 3 },
  { brand: 'jcb', starts: /^35/, lengths: [16], groups: DEFAULT_GROUPS, cvc: 3 },
  { brand: 'unionpay', starts: /^62/, lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvc: 3 },
  { brand: 'visa', starts: /^4/, lengths: [16], groups: DEFAULT_GROUPS, cvc: 3 },
];
const UNKNOWN: BrandRule = { brand: 'unknown', starts: /^/, lengths: [16], groups: DEFAULT_GROUPS, cvc: 3 };

export function ruleOf(digits: string): BrandRule {
  return RULES.find((rule) => rule.starts.test(digits)) ?? UNKNOWN;
}

export function digitsOf(text: string): string {
  return text.replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replaceAll(/\D/g, '');
}

export function formatNumber(digits: string): string {
  const { groups, lengths } = ruleOf(digits);
  const kept = digits.slice(0, Math.max(...lengths));
  const parts: string[] = [];
  let at = 0;
  for (const size of groups) {
    if (at >= kept.length) break;
    parts.push(kept.slice(at, at + size));
    at += size;
  }
  return parts.join(' ');
}

/** `1`, `12 / `, `12 / 34`: a month above 1 gets its zero, and deleting the slash deletes the digit before it. */
export function formatExpiry(text: string, isDeleting: boolean): string {
  let digits = digitsOf(text).slice(0, 4);
  if (/^\s*\d\s*\/\s*$/.test(text) || (digits.length === 1 && Number(digits) > 1)) digits = `0${digits}`;
  if (digits.length < 2) return digits;
  if (digits.length === 2 && isDeleting) return digits;
  return `${digits.slice(0, 2)} / ${digits.slice(2)}`;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  Array.from(digits)
    .reverse()
    .forEach((digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      sum += value > 9 ? value - 9 : value;
    });
  return sum % 10 === 0;
}

/** Stripe's validation codes; null means the field is complete and right. */
export type FieldProblem =
  | 'incomplete_number'
  | 'invalid_number'
  | 'incomplete_expiry'
  | 'invalid_expiry_month'
  | 'invalid_expiry_year_past'
  | 'incomplete_cvc'
  | 'incomplete_zip'
  | 'incomplete_name'
  | null;

export function checkNumber(digits: string): FieldProblem {
  const { lengths } = ruleOf(digits);
  if (digits.length < Math.min(...lengths)) return 'incomplete_number';
  return passesLuhn(digits) ? null : 'invalid_number';
}

export function checkExpiry(text: string, today: Date): FieldProblem {
  const digits = digitsOf(text);
  const month = Number(digits.slice(0, 2));
  if (digits.length >= 2 && (month < 1 || month > 12)) return 'invalid_expiry_month';
  if (digits.length < 4) return 'incomplete_expiry';
  const year = 2000 + Number(digits.slice(2, 4));
  return year * 12 + month < today.getFullYear() * 12 + today.getMonth() + 1 ? 'invalid_expiry_year_past' : null;
}

export function checkCvc(digits: string, number: string): FieldProblem {
  return digits.length === ruleOf(number).cvc ? null : 'incomplete_cvc';
}

const POSTAL: Record<string, RegExp> = {
  US: /^\d{5}(-?\d{4})?$/,
  CA: /^[A-Z]\d[A-Z]\s?\d[A-Z]\d$/i,
  GB: /^[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}$/i,
};

export function needsPostalCode(country: string): boolean {
  return country in POSTAL;
}

export function checkPostalCode(country: string, text: string): FieldProblem {
  const rule = POSTAL[country];
  return !rule || rule.test(text.trim()) ? null : 'incomplete_zip';
}
