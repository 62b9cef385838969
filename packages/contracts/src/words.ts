import { currencyExponent, type Id, type IdPrefix } from '@sidestall/kernel';
import { z } from 'zod';

/** An id of one kind on the wire; anything else is refused before it reaches a query. */
export const zId = <P extends IdPrefix>(prefix: P) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `must be an id that begins with ${prefix}_`)
    .meta({ description: `An id that begins with ${prefix}_` }) as unknown as z.ZodType<Id<P>, Id<P>>;

/** Minor units and an ISO 4217 currency; `exponent` decimals are known from the currency. */
export const zMoney = z
  .object({
    amount: z.int().meta({ description: 'In the minor unit of the currency (cents, yen, fils)' }),
    currency: z.string().regex(/^[A-Z]{3}$/),
  })
  .refine((value) => currencyExponent(value.currency) >= 0)
  .meta({ id: 'Money' });

export const zInstant = z.iso.datetime({ offset: true }).meta({ description: 'An instant, ISO 8601' });
export const zCountry = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a two-letter country code such as DE')
  .meta({ id: 'Country' });
export const zCurrency = z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter currency code such as EUR');
export const zQuantity = z.int().min(1, 'must be at least 1').max(99, 'must be at most 99');
export const zCursor = z.string().min(1).max(200);

/** A name, line or note typed by a person: trimmed, bounded, no control characters. */
export const zText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'must not contain control characters');

export const zAddress = z
  .object({
    name: zText(120).min(1, 'Tell us who receives the parcel'),
    line1: zText(200).min(1, 'Tell us the street and number'),
    line2: zText(200).optional(),
    city: zText(120).min(1, 'Tell us the town or city'),
    region: zText(120).optional(),
    postalCode: zText(20).min(1, 'Tell us the postal code'),
    country: zCountry,
    phone: zText(40).optional(),
  })
  .meta({ id: 'Address' });

export const zEmail = z.email('must be an email address such as ana@example.com').max(254).meta({ id: 'Email' });

export type WireMoney = z.infer<typeof zMoney>;
export type Address = z.infer<typeof zAddress>;
