import {
  newId,
  type BrandId,
  type ListingId,
  type OrderId,
  type VariantId,
  type WaitlistEntryId,
} from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { testShow, type TestShow } from '../../streams/show.fixture.ts';
import { JoinWaitlist } from './join-waitlist.ts';
import { LeaveWaitlist } from './leave-waitlist.ts';
import { OfferWaitlistHandler } from './offer-waitlist.ts';
import { SweepWaitlist } from './sweep-waitlist.ts';
import { WaitlistModule } from './waitlist.module.ts';
import { WaitlistOffers } from './waitlist-offers.ts';
import { WaitlistTokens } from './waitlist-tokens.ts';

export interface Goods {
  readonly listingId: ListingId;
  readonly variantId: VariantId;
}

/** A sold-out shop with a line before it, and words to move both. */
export class WaitlistTable {
  private constructor(
    readonly show: TestShow,
    private readonly brandId: BrandId,
  ) {}

  static async open(): Promise<WaitlistTable> {
    const show = await testShow([WaitlistModule]);
    return new WaitlistTable(show, await show.brand());
  }

  get offers(): WaitlistOffers {
    return this.show.engine.get(WaitlistOffers);
  }

  /** Something of which each unit is held for an order. */
  async soldOut(units = 1): Promise<Goods & { readonly buyers: readonly OrderId[] }> {
    const goods = await this.show.sell(this.brandId, units);
    const buyers = await Promise.all(Array.from({ length: units }, () => this.buy(goods.variantId)));
    return { ...goods, buyers: buyers.map((orderId) => orderId!) };
  }

  sell(units: number | 'on back order'): Promise<Goods> {
    return this.show.sell(this.brandId, units);
  }

  join({ listingId }: Goods, name: string, quantity = 1) {
    return this.show.engine.get(JoinWaitlist).execute({ listingId, quantity, email: `${name}@example.com` });
  }

  /** Joins the line, which must succeed. */
  async joined(goods: Goods, name: string, quantity = 1): Promise<WaitlistEntryId> {
    const joined = await this.join(goods, name, quantity);
    if (!joined.ok) throw new Error(joined.error.code);
    return joined.value;
  }

  leave(entryId: WaitlistEntryId) {
    return this.show.engine.get(LeaveWaitlist).execute(entryId);
  }

  /** Somebody from the street buys; null when there are not enough for the public. */
  async buy(variantId: VariantId, quantity = 1): Promise<OrderId | null> {
    const orderId = newId('ord');
    const held = await this.#hold(orderId, variantId, quantity);
    return held ? orderId : null;
  }

  async #hold(orderId: OrderId, variantId: VariantId, quantity: number): Promise<boolean> {
    const units = [{ variantId, quantity, dropId: null }];
    const inventory = this.show.engine.get(InventoryService);
    const [held] = await inventory.holdMany(this.show.database, [{ orderId, units, seconds: 600 }]);
    return held!.ok;
  }

  /** Buys what is offered, as placing an order does: takes it, then holds what the order says. */
  async buyOffer(
    entryId: WaitlistEntryId,
    { variantId }: Goods,
    quantity = 1,
    orderId: OrderId = newId('ord'),
  ): Promise<OrderId | null> {
    const taken = await this.show.database.transaction((tx) => this.offers.take(tx, orderId, entryId));
    if (!taken.ok) return null;
    if (!(await this.#hold(orderId, variantId, quantity))) throw new Error('What was taken is not held');
    return orderId;
  }

  /** An unpaid order ends: its units go back. */
  free(orderId: OrderId): Promise<void> {
    return this.show.database.transaction(async (tx) => {
      await this.show.engine.get(InventoryService).releaseHolds(tx, orderId);
      await this.offers.giveUp(tx, orderId);
    });
  }

  /** What the news of freed units sets in motion. */
  offer({ variantId }: Goods): Promise<void> {
    return this.inner(OfferWaitlistHandler).handle({ variantIds: [variantId] });
  }

  sweep(): Promise<void> {
    return this.inner(SweepWaitlist).handle({}, { signal: new AbortController().signal });
  }

  inner<T>(token: new (...args: never[]) => T): T {
    return this.show.engine.get(token, { strict: false });
  }

  /** The database's clock passes the end of the offer. */
  async endOffer(entryId: WaitlistEntryId): Promise<void> {
    await this.show.database.rows(`UPDATE ordering.waitlist_entry SET offer_ends_at = now() WHERE id = $1`, [entryId]);
  }

  token(entryId: WaitlistEntryId): string {
    return this.show.engine.get(WaitlistTokens).sign(entryId);
  }

  /** How everybody in line stands, in its order: `name state quantity`. */
  async line({ variantId }: Goods): Promise<string[]> {
    const rows = await this.show.database.rows<{ email: string; state: string; quantity: number }>(
      `SELECT email, state, quantity FROM ordering.waitlist_entry WHERE variant_id = $1 ORDER BY line`,
      [variantId],
    );
    return rows.map(({ email, state, quantity }) => `${email.split('@')[0]} ${state} ${quantity}`);
  }

  stock({ variantId }: Goods): Promise<{ onHand: number; claimed: number; waiting: number; held: number } | null> {
    return this.show.database.one(
      `SELECT on_hand AS "onHand", claimed, waiting,
              (SELECT coalesce(sum(quantity), 0)::int FROM inventory.hold WHERE variant_id = $1 AND state <> 'closed') AS held
         FROM inventory.variant_stock WHERE variant_id = $1`,
      [variantId],
    );
  }

  /** The facts somebody was told of, in order, each waiting to be sent. */
  async mails(entryId: WaitlistEntryId): Promise<string[]> {
    const rows = await this.show.database.rows<{ key: string }>(
      `SELECT m.key FROM platform.mail m JOIN platform.outbox o ON o.name = 'platform.send-mail' AND o.key = m.id
        WHERE m.key LIKE $1 || '-%' ORDER BY m.id`,
      [entryId],
    );
    return rows.map(({ key }) => key.slice(entryId.length + 1));
  }
}
