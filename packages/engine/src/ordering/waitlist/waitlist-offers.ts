import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import {
  err,
  isId,
  ok,
  type ListingId,
  type OrderId,
  type Result,
  type VariantId,
  type WaitlistEntryId,
} from '@sidestall/kernel';
import { WaitlistHolds } from '../../inventory/waitlist-holds.ts';
import type { Sql, Tx } from '../../platform/database.ts';
import { PAY_WITHIN_SECONDS } from '../placing.ts';
import { OfferUnits } from './offer-units.ts';
import { WaitlistMails } from './waitlist-mails.ts';
import { WaitlistStore, type WaitlistRow } from './waitlist.store.ts';
import { WaitlistTokens } from './waitlist-tokens.ts';

/** Units held for whoever waited for them, to be bought as they are: this listing, so many, at everybody's price. */
export interface WaitlistOffer {
  readonly entryId: WaitlistEntryId;
  readonly listingId: ListingId;
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** Offers of the waitlist as quoting, placing and ending orders see them. */
@Injectable()
export class WaitlistOffers {
  constructor(
    private readonly entries: WaitlistStore,
    private readonly tokens: WaitlistTokens,
    private readonly holds: WaitlistHolds,
    private readonly offering: OfferUnits,
    private readonly mails: WaitlistMails,
  ) {}

  /** What is held for the bearer of the token; null unless it is offered and its time is not over. */
  async find(sql: Sql, entryId: string, token: string): Promise<WaitlistOffer | null> {
    if (!isId('wle', entryId) || !this.tokens.isValid(entryId, token)) return null;
    const entry = await this.entries.place(sql, entryId);
    if (entry?.state !== 'offered' || entry.isOver) return null;
    const { listingId, variantId, quantity } = entry;
    return { entryId, listingId, variantId, quantity };
  }

  /**
   * The held units become the order's: an order that then asks to hold them holds them already. Taking them again for
   * the same order changes nothing.
   */
  async take(
    tx: Tx,
    orderId: OrderId,
    entryId: WaitlistEntryId,
  ): Promise<Result<null, Failure<'ORDERING.OFFER_OVER'>>> {
    const entry = await this.entries.bought(tx, entryId, orderId);
    if (!entry) {
      return err({
        code: 'ORDERING.OFFER_OVER',
        detail: 'The time to buy what was held for you is over; you can join the line again',
      });
    }
    await this.holds.passOn(tx, entryId, orderId, PAY_WITHIN_SECONDS + 60);
    return ok(null);
  }

  /**
   * Nothing came of the order, or of this try to pay it. While the offer lasts an unpaid order's units are held for the
   * same buyer again; else they go to the next in line. Call it after the order's own holds were released. Doing it
   * again changes nothing.
   */
  async giveUp(tx: Tx, orderId: OrderId): Promise<void> {
    for (const entry of await this.entries.boughtBy(tx, orderId)) {
      const isKept = entry.isUnpaid && entry.lasts && (await this.#offerAgain(tx, orderId, entry));
      await this.entries.setState(tx, entry.id, isKept ? 'offered' : 'passed');
      if (isKept) continue;
      await this.holds.release(tx, orderId);
      if (entry.isUnpaid) await this.mails.passed(tx, entry);
      await this.offering.execute(tx, entry.variantId);
    }
  }

  #offerAgain(tx: Tx, orderId: OrderId, entry: WaitlistRow): Promise<boolean> {
    const { id, variantId, quantity } = entry;
    return this.holds.takeBack(tx, orderId, id, { variantId, quantity, until: entry.offerEndsAt! });
  }
}
