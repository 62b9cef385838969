import { z } from 'zod';
import { zId, zInstant, zMoney } from './words.ts';

/** Codes are typed by people: case does not matter, and they are kept in capitals. */
export const zCouponCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, 'must be 2 to 32 letters, digits or hyphens');

export const COUPON_KINDS = ['percent', 'amount', 'free_shipping'] as const;
export const COUPON_REFUSALS = [
  'unknown',
  'not_yet',
  'over',
  'used_up',
  'used_by_you',
  'too_little',
  'other_goods',
  'other_currency',
  'not_together',
  'not_needed',
  'too_much',
] as const;

export const zCouponTerms = z
  .object({
    code: zCouponCode,
    kind: z.enum(COUPON_KINDS),
    percent: z
      .number()
      .min(0.01)
      .max(100)
      .multipleOf(0.01)
      .nullable()
      .meta({ description: 'Of the goods, for `percent`' }),
    amount: zMoney.nullable().meta({ description: 'Off the goods, for `amount`' }),
    minimum: zMoney.nullable().meta({ description: 'Least worth of the brand’s goods in the cart' }),
    productIds: z.array(zId('prd')).max(200).nullable().meta({ description: 'Only for these; null: all of the brand' }),
    startsAt: zInstant.nullable(),
    endsAt: zInstant.nullable(),
    limitTotal: z.int().min(1).nullable(),
    limitPerPerson: z.int().min(1).nullable(),
    stacks: z.boolean().meta({ description: 'Whether it may be used together with other coupons that stack' }),
    worksInDrops: z.boolean().meta({ description: 'Whether it also lowers the price of a drop' }),
  })
  .meta({ id: 'CouponTerms' });

export const zCoupon = zCouponTerms
  .extend({
    id: zId('cpn'),
    brandId: zId('brd'),
    state: z.enum(['active', 'stopped']),
    used: z.int().meta({ description: 'Orders that use it, those being paid included' }),
    createdAt: zInstant,
  })
  .meta({ id: 'Coupon' });
export const zCouponPage = z
  .object({ coupons: z.array(zCoupon), nextCursor: z.string().nullable() })
  .meta({ id: 'CouponPage' });
export const zCouponQuery = z.object({
  cursor: zId('cpn').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** What a coupon does to a quote. */
export const zAppliedCoupon = z
  .object({
    couponId: zId('cpn'),
    code: z.string(),
    kind: z.enum(COUPON_KINDS),
    discount: zMoney.meta({ description: 'Off the goods; for free shipping what shipping would have cost' }),
  })
  .meta({ id: 'AppliedCoupon' });
export const zRefusedCoupon = z
  .object({ code: z.string(), reason: z.enum(COUPON_REFUSALS), words: z.string() })
  .meta({ id: 'RefusedCoupon' });

export type CouponTerms = z.infer<typeof zCouponTerms>;
export type Coupon = z.infer<typeof zCoupon>;
export type CouponQuery = z.infer<typeof zCouponQuery>;
export type CouponPage = z.infer<typeof zCouponPage>;
export type AppliedCoupon = z.infer<typeof zAppliedCoupon>;
export type RefusedCoupon = z.infer<typeof zRefusedCoupon>;
