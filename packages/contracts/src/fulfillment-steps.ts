import { z } from 'zod';
import { zAddress, zText } from './words.ts';

/** A retailer says whether what it accepted can still be canceled. */
export const zCancellationAnswer = z
  .object({ accept: z.boolean(), note: zText(500).optional() })
  .meta({ id: 'CancellationAnswer', example: { accept: true } });

/** A retailer says which address it knows. */
export const zAddressAcknowledgement = z
  .object({ addressVersion: z.int().min(1) })
  .meta({ id: 'AddressAcknowledgement', example: { addressVersion: 2 } });

/** What became of the wish to cancel: parts canceled at once, and parts whose retailer was asked. */
export const zAskedCancellation = z.object({ canceled: z.int(), asked: z.int() }).meta({ id: 'AskedCancellation' });

export const zHoldRequest = z.object({ reason: zText(500).min(1) }).meta({ id: 'HoldRequest' });

export const zRecallRequest = z.object({ reason: zText(500).min(1) }).meta({ id: 'RecallRequest' });

export const zAddressChange = z.object({ address: zAddress }).meta({ id: 'AddressChange' });

export type CancellationAnswerWire = z.infer<typeof zCancellationAnswer>;
export type AddressAcknowledgementWire = z.infer<typeof zAddressAcknowledgement>;
export type AskedCancellationWire = z.infer<typeof zAskedCancellation>;
export type HoldRequest = z.infer<typeof zHoldRequest>;
export type RecallRequest = z.infer<typeof zRecallRequest>;
export type AddressChange = z.infer<typeof zAddressChange>;
