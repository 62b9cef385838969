import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result, type WaitlistEntryId } from '@sidestall/kernel';
import { WaitlistHolds } from '../../inventory/waitlist-holds.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { StockNews } from '../stock-news.ts';
import { OfferUnits } from './offer-units.ts';
import { WaitlistStore } from './waitlist.store.ts';

/** Gives up a place in line, and what is held for it. Leaving again, or after it was bought or passed, changes nothing. */
@Injectable()
export class LeaveWaitlist {
  constructor(
    private readonly database: Database,
    private readonly entries: WaitlistStore,
    private readonly holds: WaitlistHolds,
    private readonly offering: OfferUnits,
    private readonly news: StockNews,
  ) {}

  async execute(id: WaitlistEntryId): Promise<Result<null, Failure<'ORDERING.WAITLIST_NOT_FOUND'>>> {
    return this.database.transaction((tx) => this.#leave(tx, id));
  }

  async #leave(tx: Tx, id: WaitlistEntryId): Promise<Result<null, Failure<'ORDERING.WAITLIST_NOT_FOUND'>>> {
    const found = await this.entries.find(tx, id);
    if (!found) return err({ code: 'ORDERING.WAITLIST_NOT_FOUND' });
    // The sums before the entry, as everybody who offers does.
    await this.holds.lock(tx, found.variantId);
    const entry = (await this.entries.lock(tx, id))!;
    if (entry.state === 'waiting') await this.holds.unwant(tx, entry.variantId, entry.quantity);
    else if (entry.state === 'offered') await this.holds.release(tx, id);
    else return ok(null);
    await this.entries.setState(tx, id, 'left');
    await this.offering.execute(tx, entry.variantId);
    await this.news.tell(tx, [entry]);
    return ok(null);
  }
}
