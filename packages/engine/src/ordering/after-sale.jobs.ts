import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../platform/fact.ts';

/** Writes into an order's story what became of a refund, and tells the buyer. */
export const tellRefund = defineJob('ordering.tell-refund', z.object({ orderId: zId('ord'), refundId: zId('rfd') }));
/** Writes into an order's story what became of a dispute. */
export const tellDispute = defineJob('ordering.tell-dispute', z.object({ orderId: zId('ord'), disputeId: zId('dsp') }));
/** Notes for the seller that a card network suspects fraud. */
export const noteFraud = defineJob('ordering.note-fraud', z.object({ orderId: zId('ord'), stripeWarning: z.string() }));
