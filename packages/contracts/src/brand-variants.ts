import { z } from 'zod';
import { zId, zText } from './words.ts';

export const zBrandVariant = z
  .object({
    variantId: zId('var'),
    sku: z.string(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    isArchived: z.boolean().meta({ description: 'It is not sold any more' }),
  })
  .meta({ id: 'BrandVariant' });

export const zBrandVariants = z.object({ variants: z.array(zBrandVariant) }).meta({ id: 'BrandVariants' });

export const zBrandVariantQuery = z.object({
  q: zText(100).default('').meta({ description: 'Words of the title, the options or the SKU' }),
  ids: z
    .string()
    .max(4_000)
    .transform((text) => text.split(','))
    .pipe(z.array(zId('var')).max(100))
    .optional()
    .meta({ description: 'These ones instead, archived ones too: up to 100, with commas between them' }),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

export type BrandVariantWire = z.infer<typeof zBrandVariant>;
export type BrandVariantsWire = z.infer<typeof zBrandVariants>;
export type BrandVariantQuery = z.infer<typeof zBrandVariantQuery>;
