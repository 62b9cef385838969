import { z } from 'zod';
import { zAppliedCoupon, zCouponCode, zRefusedCoupon } from './coupons.ts';
import { zRefund } from './money.ts';
import { zReturn } from './returns.ts';
import { zParcel } from './parcels.ts';
import { zSubstituteOffer } from './substitutes.ts';
import { zAddress, zCountry, zEmail, zId, zInstant, zMoney, zQuantity, zText } from './words.ts';

export const zQuoteRequest = z
  .object({
    lines: z
      .array(z.object({ listingId: zId('lst'), quantity: zQuantity }))
      .min(1, 'The cart is empty')
      .max(50, 'At most 50 lines in one order'),
    country: zCountry.meta({ description: 'Where the parcel goes: shipping and tax depend on it' }),
    region: zText(120).optional().meta({ description: 'State or province, where tax depends on it' }),
    postalCode: zText(20).optional(),
    streamId: zId('str').optional(),
    couponCodes: z.array(zCouponCode).max(5, 'At most 5 coupons').optional(),
    waitlistOffer: z
      .object({ entryId: zId('wle'), token: z.string().max(200) })
      .optional()
      .meta({ description: 'Buys the units that are held for this place on the waitlist' }),
  })
  .meta({ id: 'QuoteRequest' });

export const zQuoteLine = z
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
    regularPrice: zMoney.meta({ description: 'The price outside the drop; the same where there is none' }),
    priorPrice: zMoney.nullable().meta({ description: 'In a drop, the lowest price of the 30 days before it' }),
    drop: z.object({ id: zId('drp'), endsAt: zInstant, cap: z.int().nullable() }).nullable(),
    discount: zMoney.meta({ description: 'What coupons take off this line' }),
    total: zMoney.meta({ description: 'After coupons' }),
  })
  .meta({ id: 'QuoteLine' });

export const zTotals = z
  .object({
    subtotal: zMoney.meta({ description: 'The goods before coupons' }),
    discount: zMoney.meta({ description: 'What coupons take off the goods' }),
    shipping: zMoney,
    tax: zMoney.meta({ description: 'Contained in the total, not added to it, where prices include tax' }),
    isTaxIncluded: z.boolean(),
    total: zMoney,
  })
  .meta({ id: 'Totals' });

export const zQuote = z
  .object({
    id: zId('quo'),
    hash: z.string().meta({ description: 'Send it back when placing the order: it proves what you were shown' }),
    expiresAt: zInstant,
    country: zCountry,
    lines: z.array(zQuoteLine),
    totals: zTotals,
    coupons: z.array(zAppliedCoupon),
    refusedCoupons: z.array(zRefusedCoupon),
    estimatedDelivery: z.object({ earliest: z.iso.date(), latest: z.iso.date() }),
  })
  .meta({ id: 'Quote' });

export const zPlaceOrderRequest = z
  .object({
    quoteId: zId('quo'),
    quoteHash: z.string().min(16).max(128),
    email: zEmail,
    shippingAddress: zAddress,
    confirmationTokenId: z.string().regex(/^ctoken_[A-Za-z0-9_]{4,200}$/, 'must be a ConfirmationToken of Stripe'),
    returnUrl: z.url({ protocol: /^https?$/ }).max(2000),
    marketingConsent: z.boolean().default(false),
    paidWith: z
      .enum(['form', 'wallet'])
      .optional()
      .meta({ description: 'A wallet may bring an address of its own, which is looked at unless this says `form`' }),
    ticketId: zId('tkt').optional().meta({ description: 'The place in line, after a WAIT_YOUR_TURN' }),
  })
  .meta({ id: 'PlaceOrderRequest' });

export const ORDER_STATES = ['pending_payment', 'authorized', 'captured', 'completed', 'canceled', 'expired'] as const;
export const FULFILLMENT_STATUSES = [
  'waiting',
  'routing',
  'requested',
  'accepted',
  'partially_shipped',
  'shipped',
  'canceled',
] as const;

export const zOrderLine = z
  .object({
    id: zId('oln'),
    productId: zId('prd'),
    variantId: zId('var'),
    brandName: z.string(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    quantity: z.int(),
    canceledQuantity: z.int(),
    shippedQuantity: z.int(),
    unitPrice: zMoney,
    discount: zMoney,
    total: zMoney.meta({ description: 'After coupons' }),
  })
  .meta({ id: 'OrderLine' });

export const zOrderView = z
  .object({
    id: zId('ord'),
    number: z.string().meta({ description: 'Short code people can read out' }),
    state: z.enum(ORDER_STATES),
    fulfillment: z.enum(FULFILLMENT_STATUSES),
    placedAt: zInstant,
    email: z.string(),
    shippingAddress: zAddress,
    lines: z.array(zOrderLine),
    totals: zTotals,
    payment: z.object({
      state: z.enum(['authorizing', 'requires_action', 'authorized', 'captured', 'failed', 'canceled']),
      authorized: zMoney,
      captured: zMoney,
      card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
      failureMessage: z.string().nullable(),
    }),
    refunded: zMoney,
    refunds: z.array(zRefund),
    returns: z.array(zReturn),
    returnableUntil: zInstant.nullable().meta({ description: 'Null while nothing can be returned' }),
    isDisputed: z.boolean(),
    hasPromiseReceipt: z.boolean(),
    parcels: z.array(zParcel),
    substitutes: z
      .array(zSubstituteOffer)
      .optional()
      .meta({ description: 'What is offered instead of lines that nobody can ship; left out where nothing is' }),
    timeline: z.array(z.object({ at: zInstant, kind: z.string(), text: z.string() })),
    version: z.int(),
  })
  .meta({ id: 'OrderView' });

/**
 * What placing answers: `authorized` is done; `requires_action` needs `stripe.handleNextAction({ clientSecret })` and
 * then POST …/confirm. `orderToken` opens the order page; keep it out of logs.
 */
export const zPlacedOrder = z
  .object({
    status: z.enum(['authorized', 'requires_action']),
    clientSecret: z.string().nullable(),
    orderToken: z.string(),
    orderUrl: z.string(),
    order: zOrderView,
  })
  .meta({ id: 'PlacedOrder' });

export type QuoteRequest = z.infer<typeof zQuoteRequest>;
export type Quote = z.infer<typeof zQuote>;
export type QuoteLine = z.infer<typeof zQuoteLine>;
export type Totals = z.infer<typeof zTotals>;
export type PlaceOrderRequest = z.infer<typeof zPlaceOrderRequest>;
export type OrderView = z.infer<typeof zOrderView>;
export type PlacedOrder = z.infer<typeof zPlacedOrder>;
