import { z } from 'zod';
import { zId, zInstant, zText } from './words.ts';

/** What an API key may do. */
export const RETAILER_SCOPES = [
  'orders:read',
  'orders:write',
  'stock:write',
  'money:read',
  'endpoints:manage',
  'keys:manage',
] as const;
export type RetailerScope = (typeof RETAILER_SCOPES)[number];

const zScopes = z
  .array(z.enum(RETAILER_SCOPES))
  .min(1)
  .max(RETAILER_SCOPES.length)
  .meta({ description: 'What it may do', example: ['orders:read', 'orders:write'] });

export const zPartnerKeyRequest = z
  .object({
    name: zText(80).min(1).meta({ description: 'Where it is used, so that you know it again', example: 'Warehouse 2' }),
    scopes: zScopes.meta({ description: 'No more than the key you ask with may do' }),
  })
  .meta({ id: 'PartnerKeyRequest', example: { name: 'Warehouse 2', scopes: ['orders:read', 'orders:write'] } });

export const zPartnerKey = z
  .object({
    id: zId('key'),
    name: z.string(),
    hint: z.string().meta({ description: 'Its last letters' }),
    scopes: z.array(z.enum(RETAILER_SCOPES)),
    createdAt: zInstant,
    lastUsedAt: zInstant.nullable().meta({ description: 'To the minute; null when it was never used' }),
  })
  .meta({ id: 'PartnerKey' });

export const zPartnerKeyList = z.object({ keys: z.array(zPartnerKey) }).meta({ id: 'PartnerKeyList' });

export const zNewPartnerKey = z
  .object({ key: zPartnerKey, secret: z.string().meta({ description: '`sk_…`: the key itself. Shown this once' }) })
  .meta({ id: 'NewPartnerKey' });

export type PartnerKeyRequest = z.infer<typeof zPartnerKeyRequest>;
export type PartnerKeyWire = z.infer<typeof zPartnerKey>;
export type PartnerKeyList = z.infer<typeof zPartnerKeyList>;
export type NewPartnerKey = z.infer<typeof zNewPartnerKey>;
