import { Injectable } from '@nestjs/common';
import type { VariantId, WaitlistEntryId } from '@sidestall/kernel';
import { WaitlistHolds } from '../../inventory/waitlist-holds.ts';
import { Database } from '../../platform/database.ts';
import { StockNews } from '../stock-news.ts';
import { OfferUnits } from './offer-units.ts';
import { WaitlistMails } from './waitlist-mails.ts';
import { WaitlistStore } from './waitlist.store.ts';

/** Ends an offer that nobody used in its time: the units go to the next in line in the same commit, or to everybody. */
@Injectable()
export class PassOffer {
  constructor(
    private readonly database: Database,
    private readonly entries: WaitlistStore,
    private readonly holds: WaitlistHolds,
    private readonly offering: OfferUnits,
    private readonly mails: WaitlistMails,
    private readonly news: StockNews,
  ) {}

  /** False when the offer is not over, or somebody is buying it at this moment. */
  execute({ id, variantId }: { readonly id: WaitlistEntryId; readonly variantId: VariantId }): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      // The sums before the entry, as everybody who offers does.
      await this.holds.lock(tx, variantId);
      const entry = await this.entries.pass(tx, id);
      if (!entry) return false;
      await this.holds.release(tx, id);
      await this.mails.passed(tx, entry);
      await this.offering.execute(tx, variantId);
      await this.news.tell(tx, [entry]);
      return true;
    });
  }
}
