import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineFact } from '../platform/fact.ts';

/** What is known of products was changed: their texts, their variants or what they cost. */
export const productsChanged = defineFact(
  'catalog.products-changed',
  z.object({ productIds: z.array(zId('prd')).max(500) }),
);
