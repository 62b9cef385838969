import { Injectable } from '@nestjs/common';
import type { Failure, WaitlistRequest } from '@sidestall/contracts';
import { err, newId, ok, type Result, type StreamId, type WaitlistEntryId } from '@sidestall/kernel';
import { CatalogReader, type ListingView } from '../../catalog/catalog-reader.ts';
import { WaitlistHolds } from '../../inventory/waitlist-holds.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { OpenDrops } from '../../streams/drops/open-drops.ts';
import { WaitlistMails } from './waitlist-mails.ts';
import { WaitlistStore } from './waitlist.store.ts';

export type JoinFailure = Failure<'CATALOG.LISTING_NOT_FOUND' | 'ORDERING.NOT_SOLD_OUT' | 'ORDERING.ALREADY_WAITING'>;

/**
 * Takes a place in line for something sold out. Whoever has one for the same variant keeps that one: its link is mailed
 * again and not shown, since nobody has proved yet that the address is theirs.
 */
@Injectable()
export class JoinWaitlist {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly drops: OpenDrops,
    private readonly holds: WaitlistHolds,
    private readonly entries: WaitlistStore,
    private readonly mails: WaitlistMails,
  ) {}

  async execute(request: WaitlistRequest): Promise<Result<WaitlistEntryId, JoinFailure>> {
    const { listingId } = request;
    const streamId = (request.streamId ?? null) as StreamId | null;
    const [[listing], offers] = await Promise.all([
      this.catalog.listingsForSale(this.database, [listingId]),
      this.drops.offers(this.database, [listingId], streamId),
    ]);
    if (!listing) return err({ code: 'CATALOG.LISTING_NOT_FOUND', detail: 'This is no longer for sale' });
    const leftInDrop = offers.get(listingId)?.left ?? 0;
    if (leftInDrop > 0) return notSoldOut(leftInDrop);
    return this.database.transaction((tx) => this.#join(tx, request, listing, streamId));
  }

  async #join(
    tx: Tx,
    { quantity, email: written }: WaitlistRequest,
    { listingId, variantId }: ListingView,
    streamId: StreamId | null,
  ): Promise<Result<WaitlistEntryId, JoinFailure>> {
    const email = written.trim().toLowerCase();
    // Whoever frees units locks the same row: they see us, or we see them.
    const { available } = await this.holds.lock(tx, variantId);
    const open = await this.entries.openOf(tx, variantId, email);
    if (open) {
      await this.mails.again(tx, open);
      return err({
        code: 'ORDERING.ALREADY_WAITING',
        detail: 'This address is in line for it already. We sent its link by email once more',
      });
    }
    if (available > 0) return notSoldOut(available);
    const id = newId('wle');
    await this.entries.insert(tx, { id, listingId, variantId, quantity, email, streamId });
    await this.holds.want(tx, variantId, quantity);
    const place = (await this.entries.place(tx, id))!;
    await this.mails.joined(tx, place, place.place!);
    return ok(id);
  }
}

const notSoldOut = (available: number): Result<never, JoinFailure> =>
  err({
    code: 'ORDERING.NOT_SOLD_OUT',
    detail: 'There is some left: buy it now instead of waiting',
    extra: { available: Number.isFinite(available) ? available : null },
  });
