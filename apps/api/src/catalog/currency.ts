import { z } from 'zod';

const known = new Set(Intl.supportedValuesOf('currency'));

/** A currency there is money in. */
export const zCurrency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code such as EUR')
  .refine((code) => known.has(code), 'is not a currency in use');
