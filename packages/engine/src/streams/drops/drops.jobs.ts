import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';

/** Timer: a drop starts. */
export const startDropJob = defineJob('streams.start-drop', z.object({ dropId: zId('drp') }));

/** Timer: a drop is over. */
export const closeDropJob = defineJob('streams.close-drop', z.object({ dropId: zId('drp') }));

/** Closes drops that are over, whatever became of their timers: what nobody bought is on sale again within seconds. */
export const sweepDropsJob = defineJob('streams.sweep-drops', z.object({}), { everySeconds: 5 });

/** Says that a drop was planned, that its terms changed, or that it is over. */
export const announceDropJob = defineJob('streams.announce-drop', z.object({ dropId: zId('drp') }));
