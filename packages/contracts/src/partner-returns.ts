import { z } from 'zod';
import { RETURN_OUTCOMES, RETURN_REASONS, RETURN_STATES } from './returns.ts';
import { zCursor, zId, zInstant, zText } from './words.ts';

/** Goods a buyer sends back to the retailer who shipped them. */
export const zPartnerReturn = z
  .object({
    id: zId('rtn'),
    orderNumber: z.string(),
    fulfillmentOrderId: zId('ful').nullable().meta({ description: 'With which you sent the goods' }),
    state: z.enum(RETURN_STATES),
    reason: z.enum(RETURN_REASONS),
    note: z.string().nullable().meta({ description: 'The buyer’s words' }),
    answerNote: z.string().nullable(),
    instructions: z.string().nullable().meta({ description: 'What the buyer was told of where to send it' }),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    lines: z.array(
      z.object({
        lineId: zId('oln').meta({ description: 'Names the line in your answers to this return' }),
        sku: z.string(),
        title: z.string(),
        variantTitle: z.string().nullable(),
        quantity: z.int(),
      }),
    ),
    received: z
      .array(
        z.object({
          lineId: zId('oln'),
          quantity: z.int(),
          outcome: z.enum(RETURN_OUTCOMES).nullable().meta({ description: 'Null until it was inspected' }),
        }),
      )
      .nullable()
      .meta({ description: 'What arrived; null until something did' }),
    createdAt: zInstant,
    dueAt: zInstant.nullable().meta({ description: 'When this state ends by itself; null in an end' }),
  })
  .meta({ id: 'PartnerReturn' });

export const zPartnerReturnPage = z
  .object({ returns: z.array(zPartnerReturn), nextCursor: zCursor.nullable() })
  .meta({ id: 'PartnerReturnPage' });

export const zPartnerReturnQuery = z.object({
  state: z.enum(RETURN_STATES).optional(),
  cursor: zId('rtn').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** What arrived, which may be less than was announced; everything, if left out. It is looked at later. */
export const zTakeInReturnRequest = z
  .object({
    lines: z
      .array(z.object({ lineId: zId('oln'), quantity: z.int().min(1).max(9_999) }))
      .min(1)
      .max(50)
      .optional(),
  })
  .meta({ id: 'TakeInReturnRequest' });

/** What looking at the goods came to; a line may be named once for each outcome. What is not named did not arrive. */
export const zInspectReturnRequest = z
  .object({
    lines: z
      .array(
        z.object({
          lineId: zId('oln'),
          quantity: z.int().min(1).max(9_999),
          outcome: z.enum(RETURN_OUTCOMES).meta({
            description:
              '`restock`: on your shelf again, and refunded. `dispose`: not to be sold, and refunded. `dispute`: not what was sent or not as it was; the brand decides.',
          }),
        }),
      )
      .min(1)
      .max(150),
    note: zText(500).min(1).optional().meta({ description: 'For the brand: why it is disputed' }),
  })
  .meta({
    id: 'InspectReturnRequest',
    example: { lines: [{ lineId: 'oln_01m83d21wxea08azs56pp1gndf', quantity: 1, outcome: 'restock' }] },
  });

export type PartnerReturn = z.infer<typeof zPartnerReturn>;
export type PartnerReturnPage = z.infer<typeof zPartnerReturnPage>;
export type PartnerReturnQuery = z.infer<typeof zPartnerReturnQuery>;
export type TakeInReturnRequest = z.infer<typeof zTakeInReturnRequest>;
export type InspectReturnRequest = z.infer<typeof zInspectReturnRequest>;
