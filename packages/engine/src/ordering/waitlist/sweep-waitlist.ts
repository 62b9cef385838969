import { Injectable } from '@nestjs/common';
import { WaitlistHolds } from '../../inventory/waitlist-holds.ts';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { OfferUnits } from './offer-units.ts';
import { PassOffer } from './pass-offer.ts';
import { sweepWaitlist } from './waitlist.jobs.ts';
import { WaitlistStore } from './waitlist.store.ts';

const AT_ONCE = 200;

/** Passes on offers that are over, and offers whatever is free where somebody waits, whoever freed it and told nobody. */
@Injectable()
@Handles(sweepWaitlist)
export class SweepWaitlist implements JobHandler<typeof sweepWaitlist> {
  constructor(
    private readonly database: Database,
    private readonly entries: WaitlistStore,
    private readonly holds: WaitlistHolds,
    private readonly passing: PassOffer,
    private readonly offering: OfferUnits,
  ) {}

  async handle(_payload: object, { signal }: Pick<JobRun, 'signal'>): Promise<void> {
    for (const offer of await this.entries.overdue(this.database, AT_ONCE)) {
      if (signal.aborted) return;
      await this.passing.execute(offer);
    }
    const waitedFor = await this.entries.waitedFor(this.database, null);
    if (waitedFor.length === 0) return;
    for (const variantId of await this.holds.offerable(this.database, waitedFor)) {
      if (signal.aborted) return;
      await this.database.transaction((tx) => this.offering.execute(tx, variantId));
    }
  }
}
