import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PlacedOrder, Quote } from '@sidestall/contracts';
import type { FaultHouse } from './fault-house.ts';

const ADDRESS = { name: 'Ana Lima', line1: 'Lange Straße 1', city: 'Leipzig', postalCode: '04103', country: 'DE' };
const TRIES = 240;

/** Somebody who buys and keeps asking while nobody answers. */
export class Buyer {
  /** Answers that a buyer in bad weather may get, by status. */
  readonly statuses: Record<number, number> = {};
  /** What opens each order that was bought, by its id. */
  readonly tokens = new Map<string, string>();

  constructor(
    private readonly house: FaultHouse,
    readonly listings: readonly string[],
  ) {}

  /** What is for sale in the shop, on shelves that no test empties. */
  static async listings(house: FaultHouse): Promise<string[]> {
    const found = await house.rows<{ listing: string; variant: string }>(
      `SELECT DISTINCT ON (v.id) l.id AS listing, v.id AS variant FROM catalog.listing l
         JOIN catalog.variant v ON v.id = l.variant_id AND v.archived_at IS NULL
         JOIN catalog.product p ON p.id = v.product_id AND p.status = 'active' AND p.is_published
         JOIN inventory.variant_stock s ON s.variant_id = v.id AND NOT s.may_oversell
        WHERE l.state = 'open' AND EXISTS (SELECT 1 FROM inventory.stock t JOIN inventory.location o USING (retailer_id)
                                            WHERE t.variant_id = v.id AND o.is_active AND 'DE' = ANY(o.ships_to))
        ORDER BY v.id`,
    );
    const variants = found.map(({ variant }) => variant);
    await house.rows(`UPDATE inventory.stock SET on_hand = 100000 WHERE variant_id = ANY($1)`, [variants]);
    await house.rows(
      `UPDATE inventory.variant_stock v
          SET on_hand = (SELECT sum(on_hand) FROM inventory.stock s WHERE s.variant_id = v.variant_id)
        WHERE variant_id = ANY($1)`,
      [variants],
    );
    return found.map(({ listing }) => listing);
  }

  /** Buys one unit of a thing; returns the order's id. */
  async buy(index = 0, quantity = 1): Promise<string> {
    const listingId = this.listings[index % this.listings.length]!;
    const quote = await this.#insist<Quote>('/v1/quotes', { lines: [{ listingId, quantity }], country: 'DE' });
    const token = await this.house.stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    const placed = await this.#insist<PlacedOrder>('/v1/orders', {
      quoteId: quote.id,
      quoteHash: quote.hash,
      email: 'ana@example.com',
      shippingAddress: ADDRESS,
      confirmationTokenId: token.id,
      returnUrl: this.house.house.urls.api,
    });
    this.tokens.set(placed.order.id, placed.orderToken);
    return placed.order.id;
  }

  /** Buys so many things, a few at a time; returns the orders' ids. */
  async buyMany(count: number, together = 8): Promise<string[]> {
    const orders: string[] = [];
    let next = 0;
    const shop = async (): Promise<void> => {
      while (next < count) {
        const index = next++;
        orders.push(await this.buy(index));
      }
    };
    await Promise.all(Array.from({ length: together }, shop));
    return orders;
  }

  async #insist<T>(route: string, body: unknown): Promise<T> {
    const key = randomUUID();
    for (let turn = 0; turn < TRIES; turn++) {
      const answer = await this.house.call<T>('POST', route, body, { 'idempotency-key': key });
      const status = answer?.status ?? 0;
      this.statuses[status] = (this.statuses[status] ?? 0) + 1;
      if (status === 201) return answer!.body;
      if (status !== 0 && status < 500 && status !== 409 && status !== 429) {
        throw new Error(`${route} answered ${status}: ${JSON.stringify(answer!.body)}`);
      }
      await pause(250);
    }
    throw new Error(`${route} never answered well`);
  }
}
