import { z } from 'zod';
import { zCountry, zEmail, zId, zInstant, zMoney, zText } from './words.ts';

const zRegion = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'must be a region such as US-HI');
const zHours = z.int().min(1).max(240);
const zSeconds = z
  .int()
  .min(60)
  .max(90 * 86_400);

/** When a retailer works, where it is. */
export const zBusinessCalendar = z
  .object({
    timeZone: z.string().min(1).max(60).meta({ description: 'An IANA time zone: `Europe/Berlin`' }),
    workingDays: z.array(z.int().min(1).max(7)).min(1).max(7).meta({ description: '1 is Monday, 7 is Sunday' }),
    holidays: z.array(z.iso.date()).max(200).meta({ description: 'Local days on which nobody works' }),
    cutOff: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day such as 14:00')
      .nullable()
      .meta({ description: 'What comes in at this time of a working day or later counts from the next one' }),
  })
  .meta({ id: 'BusinessCalendar' });

/** By when a retailer answers and ships, and what follows when it does not. */
export const zRetailerTerms = z
  .object({
    calendar: zBusinessCalendar,
    acceptHours: zHours.nullable().meta({ description: 'Hours of working days; null: the seconds, day and night' }),
    acceptWithinSeconds: zSeconds,
    shipDays: z.int().min(0).max(60).nullable().meta({ description: 'Working days; null: the seconds, day and night' }),
    shipWithinSeconds: zSeconds,
    autoCancelDays: z.int().min(0).max(60).meta({ description: 'Working days of grace until it is taken back' }),
    cancelAnswerHours: zHours.meta({ description: 'Hours of working days to say whether it can still be canceled' }),
    cancelSilence: z.enum(['cancel', 'keep']).meta({ description: 'What it means when it does not say' }),
    isWholeOrderOnly: z.boolean().meta({ description: 'It ships all of what it is asked for, or nothing' }),
    acceptsByShipping: z.boolean().meta({ description: 'Shipping what was not answered yet accepts it' }),
  })
  .meta({ id: 'RetailerTerms' });

/** What routing goes by, and what was agreed with a retailer. */
export const zRetailerSettings = z
  .object({
    name: zText(120).min(1),
    contactEmail: zEmail.nullable().meta({ description: 'Who is written to about deadlines and endpoints' }),
    isActive: z.boolean().meta({ description: 'Switched off, it is asked for nothing new' }),
    priority: z.int().min(1).max(1_000).meta({ description: '1 is asked before 2' }),
    shipsFrom: zCountry,
    region: z
      .string()
      .regex(/^[A-Z0-9]{1,3}$/, 'must be the part of a region behind the dash, CA of US-CA')
      .nullable(),
    place: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable(),
    shipsTo: z.array(zCountry).min(1, 'Name a country it sends to').max(250),
    shipsNotTo: z.array(zRegion).max(200).meta({ description: 'Regions it leaves out of these countries' }),
    ordersADay: z.int().min(1).max(1_000_000).nullable().meta({ description: 'Null for no limit' }),
    parcelCost: zMoney.nullable(),
    unitCost: zMoney.nullable(),
    promiseDays: z.int().min(0).max(90).nullable().meta({ description: 'Days from the order to the door' }),
    feedAgeLimitSeconds: zSeconds.nullable().meta({ description: 'It is not asked on the word of an older count' }),
    terms: zRetailerTerms,
  })
  .refine(({ parcelCost, unitCost }) => !parcelCost || !unitCost || parcelCost.currency === unitCost.currency, {
    path: ['unitCost'],
    message: 'must be in the currency of the parcel',
  })
  .refine(({ parcelCost, unitCost }) => (parcelCost?.amount ?? 0) >= 0 && (unitCost?.amount ?? 0) >= 0, {
    path: ['parcelCost'],
    message: 'must not be below zero',
  })
  .meta({ id: 'RetailerSettings' });

export const zHouseRetailer = z
  .object({
    id: zId('ret'),
    slug: z.string(),
    version: z.int().meta({ description: 'Counts up with every change; say which one you changed' }),
    settings: zRetailerSettings,
  })
  .meta({ id: 'HouseRetailer' });

export const zHouseRetailers = z
  .object({
    retailers: z.array(
      z.object({
        id: zId('ret'),
        name: z.string(),
        isActive: z.boolean(),
        priority: z.int(),
        shipsFrom: z.string(),
        shipsTo: z.array(z.string()),
        timeZone: z.string(),
      }),
    ),
  })
  .meta({ id: 'HouseRetailers' });

export const zChangeRetailerRequest = z
  .object({ version: z.int().min(1), settings: zRetailerSettings })
  .meta({ id: 'ChangeRetailerRequest' });

export const zPreviewDeadlinesRequest = z.object({ terms: zRetailerTerms }).meta({ id: 'PreviewDeadlinesRequest' });

/** The instants that an order asked for now would be measured by. */
export const zDeadlines = z
  .object({ askedAt: zInstant, acceptBy: zInstant, shipBy: zInstant, autoCancelAt: zInstant })
  .meta({ id: 'Deadlines' });

export type RetailerTermsWire = z.infer<typeof zRetailerTerms>;
export type RetailerSettingsWire = z.infer<typeof zRetailerSettings>;
export type HouseRetailerWire = z.infer<typeof zHouseRetailer>;
export type HouseRetailersWire = z.infer<typeof zHouseRetailers>;
export type ChangeRetailerRequest = z.infer<typeof zChangeRetailerRequest>;
export type PreviewDeadlinesRequest = z.infer<typeof zPreviewDeadlinesRequest>;
export type DeadlinesWire = z.infer<typeof zDeadlines>;
