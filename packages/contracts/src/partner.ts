import { z } from 'zod';
import { zAddress, zCursor, zId, zInstant, zMoney, zText } from './words.ts';

export const FULFILLMENT_ORDER_STATES = [
  'requested',
  'accepted',
  'in_progress',
  'partially_shipped',
  'shipped',
  'delivered',
  'delivery_failed',
  'rejected',
  'expired',
  'unreachable',
  'canceled',
  'canceled_by_partner',
  'cancel_requested',
  'on_hold',
  'recalled',
] as const;

export const REJECT_REASONS = [
  'out_of_stock',
  'undeliverable_destination',
  'incorrect_address',
  'ineligible_product',
  'invalid_sku',
  'capacity',
  'price',
  'other',
] as const;

export const SHIPMENT_STATES = ['in_transit', 'delivered', 'lost', 'returned_to_sender'] as const;
export const PARCEL_REMEDIES = ['reship_asked', 'reshipped', 'refunded'] as const;

export const zFulfillmentOrderLine = z
  .object({
    id: zId('fln'),
    sku: z.string(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    quantity: z.int(),
    acceptedQuantity: z.int(),
    shippedQuantity: z.int(),
    unitPrice: zMoney,
    grams: z.int(),
  })
  .meta({ id: 'FulfillmentOrderLine' });

export const zShipment = z
  .object({
    id: zId('shp'),
    carrier: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable(),
    shippedAt: zInstant,
    state: z.enum(SHIPMENT_STATES),
    deliveredAt: zInstant.nullable(),
    remedy: z.enum(PARCEL_REMEDIES).nullable().meta({
      description:
        'What is done about a parcel that did not arrive: you are asked to send again, you did, or it is refunded',
    }),
    replaces: zId('shp').nullable().meta({ description: 'The lost parcel that this one makes good' }),
    lines: z.array(z.object({ lineId: zId('fln'), quantity: z.int() })),
  })
  .meta({ id: 'Shipment' });

export const zFulfillmentOrder = z
  .object({
    id: zId('ful'),
    orderNumber: z.string(),
    state: z.enum(FULFILLMENT_ORDER_STATES),
    brands: z.array(z.string()).meta({ description: 'The sellers whose goods these are' }),
    requestedAt: zInstant,
    acceptBy: zInstant,
    shipBy: zInstant,
    isLate: z.boolean().meta({ description: 'It should have left already' }),
    autoCancelAt: zInstant.nullable().meta({ description: 'What has not left by then is taken back' }),
    answerBy: zInstant
      .nullable()
      .meta({ description: 'While it is asked to be canceled: until when you may say whether it still can be' }),
    addressVersion: z.int().meta({ description: 'Counts up when the address changes; acknowledge the one you know' }),
    shippingAddress: zAddress,
    email: z.string(),
    lines: z.array(zFulfillmentOrderLine),
    shipments: z.array(zShipment),
    version: z.int(),
  })
  .meta({ id: 'FulfillmentOrder' });

export const zFulfillmentOrderPage = z
  .object({ fulfillmentOrders: z.array(zFulfillmentOrder), nextCursor: zCursor.nullable() })
  .meta({ id: 'FulfillmentOrderPage' });

export const zFulfillmentOrderQuery = z.object({
  state: z.enum(FULFILLMENT_ORDER_STATES).optional(),
  cursor: zCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const zLineQuantities = z
  .array(z.object({ lineId: zId('fln'), quantity: z.int().min(0).max(9_999) }))
  .min(1)
  .max(200);

/** Leave `lines` out to accept everything; quantities left out or lowered are routed elsewhere. */
export const zAcceptRequest = z
  .object({ lines: zLineQuantities.optional() })
  .meta({ id: 'AcceptRequest', example: { lines: [{ lineId: 'fln_01m83d21wxea08azs56pp1gndf', quantity: 1 }] } });
export const zRejectRequest = z
  .object({ reason: z.enum(REJECT_REASONS), note: zText(500).optional() })
  .meta({ id: 'RejectRequest', example: { reason: 'out_of_stock', note: 'The last one was damaged' } });
export const zShipRequest = z
  .object({
    carrier: zText(60).min(1),
    trackingNumber: zText(80).min(1),
    trackingUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    lines: zLineQuantities
      .optional()
      .meta({ description: 'Leave out to ship all that was accepted and not shipped yet' }),
  })
  .meta({
    id: 'ShipRequest',
    example: { carrier: 'DHL', trackingNumber: 'JD014600003', trackingUrl: 'https://www.dhl.de/track?id=JD014600003' },
  });

export type FulfillmentOrderWire = z.infer<typeof zFulfillmentOrder>;
export type FulfillmentOrderPage = z.infer<typeof zFulfillmentOrderPage>;
export type FulfillmentOrderQuery = z.infer<typeof zFulfillmentOrderQuery>;
export type ShipmentWire = z.infer<typeof zShipment>;
export type AcceptRequest = z.infer<typeof zAcceptRequest>;
export type RejectRequest = z.infer<typeof zRejectRequest>;
export type ShipRequest = z.infer<typeof zShipRequest>;
