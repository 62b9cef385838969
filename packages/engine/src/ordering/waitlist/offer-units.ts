import { Injectable } from '@nestjs/common';
import type { VariantId } from '@sidestall/kernel';
import { WaitlistHolds } from '../../inventory/waitlist-holds.ts';
import type { Tx } from '../../platform/database.ts';
import { WaitlistMails } from './waitlist-mails.ts';
import { OFFER_SECONDS } from './waitlist.jobs.ts';
import { WaitlistStore, type WaitlistRow } from './waitlist.store.ts';

/** How many are offered something at once; whoever waits beyond them is found by the next run. */
const AT_ONCE = 100;

interface Offer extends WaitlistRow {
  readonly wanted: number;
}

/**
 * Offers what is free of a variant to those who are next in line. Nobody is passed over: whoever is first and wants more
 * than came free is offered what there is, since units kept back for a wish that may never be filled would serve nobody.
 */
@Injectable()
export class OfferUnits {
  constructor(
    private readonly holds: WaitlistHolds,
    private readonly entries: WaitlistStore,
    private readonly mails: WaitlistMails,
  ) {}

  /** Answers how many were offered something. The variant's sums stay locked until the transaction ends. */
  async execute(tx: Tx, variantId: VariantId): Promise<number> {
    const { free } = await this.holds.lock(tx, variantId);
    if (free === 0) return 0;
    const offers = share(free, await this.entries.next(tx, variantId, AT_ONCE));
    if (offers.length === 0) return 0;
    const units = offers.map(({ id, wanted, quantity }) => ({ entryId: id, wanted, quantity }));
    const isHeld = await this.holds.offer(tx, variantId, units, OFFER_SECONDS);
    if (!isHeld) throw new Error(`Units of ${variantId} went away while their sums were locked`);
    await this.mails.offered(tx, offers, await this.entries.offered(tx, units, OFFER_SECONDS));
    return offers.length;
  }
}

/** Who gets what of so many free units, in the order of the line. */
function share(free: number, line: readonly WaitlistRow[]): Offer[] {
  let left = free;
  const offers: Offer[] = [];
  for (const entry of line) {
    const quantity = Math.min(entry.quantity, left);
    if (quantity === 0) break;
    offers.push({ ...entry, wanted: entry.quantity, quantity });
    left -= quantity;
  }
  return offers;
}
