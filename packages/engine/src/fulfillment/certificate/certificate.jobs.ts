import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Examines a receiver and writes the report. A queue of its own: a slow receiver keeps no order waiting. */
export const examineReceiver = defineJob('fulfillment.examine-receiver', z.object({ certificateId: zId('cer') }), {
  queue: 'examine',
  attempts: 3,
  leaseSeconds: 30,
});
