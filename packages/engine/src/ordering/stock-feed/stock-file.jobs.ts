import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Applies the complete files of a retailer, one after the other. */
export const applyStockFiles = defineJob('ordering.apply-stock-files', z.object({ retailerId: zId('ret') }));
/** Refuses files whose receiver died, sees to files nobody applies, and forgets old ones. */
export const sweepStockFiles = defineJob('ordering.sweep-stock-files', z.object({}), { everySeconds: 300 });
