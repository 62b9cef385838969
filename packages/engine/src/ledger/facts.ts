import { z } from 'zod';
import { defineJob } from '../platform/fact.ts';

/** Takes the day's snapshots and makes the next months' tables. */
export const keepBooks = defineJob('ledger.keep-books', z.object({}), { everySeconds: 86_400, attempts: 1_000 });
