import { z } from 'zod';
import { zId, zInstant, zText } from './words.ts';

const zLineUnits = z.array(z.object({ lineId: zId('oln'), quantity: z.int().min(1).max(9_999) })).max(50);

export const RETURN_STATES = [
  'requested',
  'authorized',
  'in_transit',
  'received',
  'inspected',
  'refunded',
  'refused',
  'withdrawn',
  'expired',
  'lost',
] as const;
/** What came of looking at goods that arrived: sold again, thrown away, or not as they should be. */
export const RETURN_OUTCOMES = ['restock', 'dispose', 'dispute'] as const;
export const RETURN_REASONS = ['changed_mind', 'damaged', 'not_as_described', 'wrong_item', 'late', 'other'] as const;

export const zReturn = z
  .object({
    id: zId('rtn'),
    state: z.enum(RETURN_STATES),
    reason: z.enum(RETURN_REASONS),
    note: z.string().nullable(),
    answerNote: z.string().nullable(),
    lines: z.array(
      z.object({
        lineId: zId('oln'),
        title: z.string(),
        quantity: z.int(),
        outcome: z.enum(RETURN_OUTCOMES).nullable().meta({ description: 'Null until somebody looked at it' }),
      }),
    ),
    refundId: zId('rfd').nullable(),
    instructions: z.string().nullable().meta({ description: 'Where and how to send the goods' }),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    dueAt: zInstant.nullable().meta({ description: 'When this state ends by itself; null in an end' }),
    createdAt: zInstant,
    answeredAt: zInstant.nullable(),
  })
  .meta({ id: 'Return' });

export const zReturnRequest = z
  .object({ lines: zLineUnits.min(1), reason: z.enum(RETURN_REASONS), note: zText(500).optional() })
  .meta({ id: 'ReturnRequest' });

/** What arrived, which may be less than was announced; the refund follows at once. */
export const zReceiveReturnRequest = z
  .object({
    lines: zLineUnits.min(1).optional(),
    refundShipping: z.boolean().default(false),
    restock: z.boolean().default(false).meta({
      description: 'The goods are as new and lie again where they were sent from: they can be bought once more',
    }),
    note: zText(500).optional(),
  })
  .meta({ id: 'ReceiveReturnRequest' });
/** Agrees to a return; without instructions the brand's own words, or the sender's address, say where to send the goods. */
export const zAuthorizeReturnRequest = z
  .object({ instructions: zText(1_000).min(1).optional() })
  .meta({ id: 'AuthorizeReturnRequest' });
/** The label on goods that are on their way back. */
export const zReturnLabel = z
  .object({ carrier: zText(60).min(1), trackingNumber: zText(80).min(1) })
  .meta({ id: 'ReturnLabel', example: { carrier: 'DHL', trackingNumber: 'RET-4711' } });
export const zReturnPolicy = z
  .object({
    isAutomatic: z.boolean().meta({ description: 'Agree to every return in the moment it is asked for' }),
    instructions: zText(1_000).min(1).nullable().meta({ description: 'Where and how to send the goods' }),
  })
  .meta({ id: 'ReturnPolicy' });
export const zRefuseReturnRequest = z.object({ note: zText(500).min(1) }).meta({ id: 'RefuseReturnRequest' });

export type Return = z.infer<typeof zReturn>;
export type AuthorizeReturnRequest = z.infer<typeof zAuthorizeReturnRequest>;
export type ReturnLabel = z.infer<typeof zReturnLabel>;
export type ReturnPolicy = z.infer<typeof zReturnPolicy>;
export type ReturnRequest = z.infer<typeof zReturnRequest>;
export type ReceiveReturnRequest = z.infer<typeof zReceiveReturnRequest>;
