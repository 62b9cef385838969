import { Injectable } from '@nestjs/common';
import type { Failure, JoinedWaitlist, WaitlistEntry } from '@sidestall/contracts';
import { err, ok, type Result, type WaitlistEntryId } from '@sidestall/kernel';
import { CatalogReader } from '../../catalog/catalog-reader.ts';
import { Database } from '../../platform/database.ts';
import { WaitlistCards } from './waitlist-cards.ts';
import { WaitlistStore, type WaitlistPlace } from './waitlist.store.ts';
import { WaitlistTokens } from './waitlist-tokens.ts';

/** Places on the waitlist as those who hold them see them. An offer whose time is over is told as passed. */
@Injectable()
export class WaitlistReader {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly entries: WaitlistStore,
    private readonly cards: WaitlistCards,
    private readonly tokens: WaitlistTokens,
  ) {}

  /** The entry now; a card that was just saved is seen, too. */
  async find(id: WaitlistEntryId): Promise<Result<WaitlistEntry, Failure<'ORDERING.WAITLIST_NOT_FOUND'>>> {
    const found = await this.entries.place(this.database, id);
    const entry = found && (await this.cards.note(found)) ? await this.entries.place(this.database, id) : found;
    if (!entry) return err({ code: 'ORDERING.WAITLIST_NOT_FOUND' });
    return ok(await this.#view(entry));
  }

  /** The same for whoever has just joined, with the token that opens it from now on. */
  async joined(id: WaitlistEntryId): Promise<Result<JoinedWaitlist, Failure<'ORDERING.WAITLIST_NOT_FOUND'>>> {
    const entry = await this.find(id);
    return entry.ok ? ok({ token: this.tokens.sign(id), entry: entry.value }) : entry;
  }

  async #view(entry: WaitlistPlace): Promise<WaitlistEntry> {
    const [listing] = await this.catalog.listings(this.database, [entry.listingId]);
    if (!listing) throw new Error(`There is no listing ${entry.listingId}`);
    const { id, listingId, variantId, quantity, email, place, orderId, cardBrand, cardLast4 } = entry;
    const state = entry.isOver ? 'passed' : entry.state;
    return {
      id,
      listingId,
      variantId,
      productId: listing.productId,
      title: listing.title,
      variantTitle: listing.variantTitle,
      imageUrl: listing.imageUrl,
      quantity,
      email,
      state,
      place,
      offerEndsAt: state === 'offered' ? entry.offerEndsAt!.toISOString() : null,
      card: cardBrand && cardLast4 ? { brand: cardBrand, last4: cardLast4 } : null,
      orderId,
      serverTime: entry.now.toISOString(),
    };
  }
}
