import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Sweeps and transfers outlive a long outage of Stripe. */
const WEEKS_OF_TRIES = 5_000;

/** Releases what is due and has it sent; asked for as goods leave, and every minute. */
export const releaseDue = defineJob('payments.release-due', z.object({}), {
  everySeconds: 60,
  attempts: WEEKS_OF_TRIES,
});
/** Sends one party's part of one order to its account. */
export const sendTransfer = defineJob('payments.send-transfer', z.object({ payableId: zId('pbl') }), {
  attempts: WEEKS_OF_TRIES,
});
/** Records a transfer whose answer never reached us. */
export const syncTransfer = defineJob('payments.sync-transfer', z.object({ stripeTransfer: z.string() }));
