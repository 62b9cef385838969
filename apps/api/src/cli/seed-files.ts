import { zBusinessCalendar, zEmail } from '@sidestall/contracts';
import { z } from 'zod';

const zCountries = z.array(z.string().length(2));

/** The brands of the seed shop. */
export const zSeedBrands = z.array(
  z.object({
    slug: z.string(),
    name: z.string(),
    legalName: z.string(),
    story: z.string(),
    accent: z.string(),
    city: z.string(),
    country: z.string().length(2),
    logo: z.string(),
  }),
);

/** What the sample retailers have of each SKU. */
export const zSeedStock = z.object({
  retailers: z.array(
    z.object({
      slug: z.enum(['northwind', 'harbor']),
      name: z.string(),
      shipsFrom: z.string().length(2),
      shipsTo: zCountries,
      contactEmail: zEmail,
      calendar: zBusinessCalendar,
      stock: z.record(z.string(), z.int().min(0)),
    }),
  ),
});

export type SeedStock = z.infer<typeof zSeedStock>;
