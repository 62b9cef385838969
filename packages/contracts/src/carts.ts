import { z } from 'zod';
import { zCouponCode } from './coupons.ts';
import { zId, zInstant, zMoney, zQuantity } from './words.ts';

export const zCartLineWish = z
  .object({
    listingId: zId('lst'),
    quantity: zQuantity,
    seenPrice: zMoney.meta({ description: 'The price the viewer was shown when putting it in' }),
  })
  .meta({ id: 'CartLineWish' });
export const zCartWish = z
  .object({
    lines: z.array(zCartLineWish).max(50, 'At most 50 lines in one cart'),
    couponCodes: z.array(zCouponCode).max(5).optional(),
    version: z.int().min(0).optional().meta({ description: 'The version this change was made on; others are merged' }),
  })
  .meta({ id: 'CartWish' });

export const CART_CHANGES = ['price_up', 'price_down', 'fewer_left', 'sold_out', 'gone'] as const;

export const zCartLine = z
  .object({
    listingId: zId('lst'),
    variantId: zId('var'),
    productId: zId('prd'),
    brandId: zId('brd'),
    brandName: z.string(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    quantity: z.int(),
    unitPrice: zMoney,
    available: z.int().min(0).nullable(),
    changes: z.array(z.object({ kind: z.enum(CART_CHANGES), was: zMoney.nullable() })),
  })
  .meta({ id: 'CartLine' });
export const zCart = z
  .object({
    id: zId('crt'),
    version: z.int(),
    lines: z.array(zCartLine),
    couponCodes: z.array(z.string()),
    updatedAt: zInstant,
  })
  .meta({ id: 'Cart' });
/** A new cart with the token that opens it, which belongs to the viewer alone. */
export const zNewCart = z.object({ token: z.string(), cart: zCart }).meta({ id: 'NewCart' });
/** Puts another cart's lines into this one: the larger quantity of each line stays. The other one is empty then. */
export const zCartMerge = z.object({ fromId: zId('crt'), fromToken: z.string().max(200) }).meta({ id: 'CartMerge' });

export type CartWish = z.infer<typeof zCartWish>;
export type WireCartLine = z.infer<typeof zCartLine>;
export type WireCart = z.infer<typeof zCart>;
export type NewCart = z.infer<typeof zNewCart>;
export type CartMerge = z.infer<typeof zCartMerge>;
