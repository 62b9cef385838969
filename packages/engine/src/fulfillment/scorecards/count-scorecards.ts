import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineJob } from '../../platform/fact.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { Scorecards } from './scorecards.ts';

/** Counts every retailer's scorecard anew. */
export const countScorecards = defineJob('fulfillment.count-scorecards', z.object({}), {
  everySeconds: 300,
  leaseSeconds: 120,
  attempts: 1_000,
});

@Injectable()
@Handles(countScorecards)
export class CountScorecardsHandler implements JobHandler<typeof countScorecards> {
  constructor(private readonly scorecards: Scorecards) {}

  async handle(): Promise<void> {
    await this.scorecards.count();
  }
}
