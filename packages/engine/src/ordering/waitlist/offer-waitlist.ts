import { Injectable } from '@nestjs/common';
import type { VariantId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { OfferUnits } from './offer-units.ts';
import { offerWaitlist } from './waitlist.jobs.ts';
import { WaitlistStore } from './waitlist.store.ts';

/** Offers what came free, variant by variant. Most variants have nobody waiting: they cost one look. */
@Injectable()
@Handles(offerWaitlist)
export class OfferWaitlistHandler implements JobHandler<typeof offerWaitlist> {
  constructor(
    private readonly database: Database,
    private readonly entries: WaitlistStore,
    private readonly offering: OfferUnits,
  ) {}

  async handle({ variantIds }: { readonly variantIds: readonly VariantId[] }): Promise<void> {
    for (const variantId of await this.entries.waitedFor(this.database, variantIds)) {
      await this.database.transaction((tx) => this.offering.execute(tx, variantId));
    }
  }
}
