import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../../platform/database.ts';
import { defineJob } from '../../platform/fact.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';

export const forgetTickets = defineJob('ordering.forget-tickets', z.object({}), { everySeconds: 3_600 });

/** Places in line are of no use a day later. */
@Injectable()
@Handles(forgetTickets)
export class ForgetTicketsHandler implements JobHandler<typeof forgetTickets> {
  constructor(private readonly database: Database) {}

  async handle(): Promise<void> {
    await this.database.rows(`DELETE FROM ordering.ticket WHERE seen_at < now() - interval '1 day'`);
  }
}
