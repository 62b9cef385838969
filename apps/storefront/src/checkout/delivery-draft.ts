import type { Address } from '@sidestall/contracts';
import type { WordKey } from '../words/catalog.ts';

/** Countries where tax depends on the state or province. The names come with the field, which few need. */
export const asksRegion = (country: string): boolean => country === 'US' || country === 'CA';

/** What the viewer has typed so far; kept while the page lives, so that nothing is asked twice. */
export interface DeliveryDraft {
  readonly email: string;
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
  /** A code of its regions; empty where the country has none. */
  readonly region: string;
}

export type DraftField = keyof DeliveryDraft;
export type DraftErrors = Partial<Record<DraftField, WordKey>>;

export const EMPTY_DRAFT: DeliveryDraft = {
  email: '',
  name: '',
  line1: '',
  line2: '',
  city: '',
  postalCode: '',
  country: '',
  region: '',
};

/** What a field must hold, in the order in which the screen asks. */
export const REQUIRED: readonly DraftField[] = ['email', 'name', 'line1', 'city', 'postalCode', 'country', 'region'];

/** The country to begin with: the viewer's own where somebody ships there, the only one there is, else none. */
export function likelyCountry(countries: readonly string[], locales: readonly string[]): string {
  if (countries.length === 1) return countries[0]!;
  for (const locale of locales) {
    const region = /[-_]([A-Z]{2})\b/.exec(locale)?.[1];
    if (region && countries.includes(region)) return region;
  }
  return '';
}

/** What is missing or cannot be right. Whether the address exists is the shipper's to say. */
export function draftErrors(draft: DeliveryDraft): DraftErrors {
  const errors: DraftErrors = {};
  for (const field of REQUIRED) {
    const isAsked = field !== 'region' || asksRegion(draft.country);
    if (isAsked && draft[field].trim() === '') errors[field] = 'checkout.missing';
  }
  if (!errors.email && !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(draft.email.trim())) errors.email = 'checkout.emailWrong';
  return errors;
}

export function addressOf(draft: DeliveryDraft): Address {
  const line2 = draft.line2.trim();
  return {
    name: draft.name.trim(),
    line1: draft.line1.trim(),
    ...(line2 && { line2 }),
    city: draft.city.trim(),
    ...(asksRegion(draft.country) && { region: draft.region }),
    postalCode: draft.postalCode.trim(),
    country: draft.country,
  };
}
