import type { DropRequest } from '@sidestall/contracts';
import {
  money,
  newId,
  type BrandId,
  type DropId,
  type ListingId,
  type OrderId,
  type VariantId,
} from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import type { TestShow } from '../show.fixture.ts';
import { OpenDrops, type DropOffer } from './open-drops.ts';
import { PlanDrop } from './plan-drop.ts';
import { SweepDrops } from './sweep-drops.ts';

export interface StockOfTest {
  readonly onHand: number;
  readonly claimed: number;
}

/** Words to plan drops at a show's table and to look at what they do. */
export class DropTable {
  constructor(readonly show: TestShow) {}

  /** A drop of two hours from now on, unless told otherwise. */
  wish(listingId: ListingId, over: Partial<DropRequest> & Partial<DropRequest['listings'][number]> = {}): DropRequest {
    const { price = money(1_500, 'EUR'), allotment = 5, cap = null, ...drop } = over;
    const startsAt = new Date();
    return {
      title: 'Kiln opening',
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + 7_200_000).toISOString(),
      listings: [{ listingId, price, allotment, cap }],
      ...drop,
    };
  }

  plan(brandId: BrandId, wish: DropRequest) {
    return this.show.engine.get(PlanDrop).execute(brandId, wish);
  }

  /** Plans a drop that must succeed. */
  async planned(brandId: BrandId, wish: DropRequest): Promise<DropId> {
    const plan = await this.plan(brandId, wish);
    if (!plan.ok) throw new Error(`${plan.error.code}: ${plan.error.detail}`);
    return plan.value;
  }

  /** Moves the drop's period by the database's own clock: instants as SQL, such as `now() - interval '1 ms'`. */
  async setPeriod(id: DropId, startsAt: string, endsAt: string): Promise<void> {
    await this.show.database.rows(
      `UPDATE catalog.drop SET starts_at = ${startsAt}, ends_at = ${endsAt} WHERE id = $1`,
      [id],
    );
  }

  /** The database's clock passes the end of the drop. */
  end(id: DropId): Promise<void> {
    return this.setPeriod(id, `now() - interval '1 hour'`, 'now()');
  }

  /** What only the worker runs is no door of the module. */
  inner<T>(token: new (...args: never[]) => T): T {
    return this.show.engine.get(token, { strict: false });
  }

  sweep(): Promise<void> {
    return this.inner(SweepDrops).handle({}, { signal: new AbortController().signal });
  }

  timersOf(id: DropId): Promise<unknown[]> {
    return this.show.database.rows(
      `SELECT name FROM platform.outbox WHERE key = $1 AND state = 'pending' AND name <> 'streams.announce-drop' ORDER BY name`,
      [id],
    );
  }

  offer(listingId: ListingId, streamId: Parameters<OpenDrops['offers']>[2] = null): Promise<DropOffer | null> {
    const drops = this.show.engine.get(OpenDrops);
    return drops.offers(this.show.database, [listingId], streamId).then((offers) => offers.get(listingId) ?? null);
  }

  /** Claims units for a new order, from a drop or from what everybody may buy; null when there are not enough. */
  async buy(variantId: VariantId, quantity: number, dropId: DropId | null): Promise<OrderId | null> {
    const orderId = newId('ord');
    const [held] = await this.show.engine
      .get(InventoryService)
      .holdMany(this.show.database, [{ orderId, units: [{ variantId, quantity, dropId }], seconds: 600 }]);
    return held!.ok ? orderId : null;
  }

  /** One unit for each of new orders that ask at the same moment, in this order, each from a drop or from the shelf. */
  async buyAtOnce(variantId: VariantId, from: readonly (DropId | null)[]): Promise<boolean[]> {
    const asks = from.map((dropId) => ({
      orderId: newId('ord'),
      units: [{ variantId, quantity: 1, dropId }],
      seconds: 600,
    }));
    const held = await this.show.engine.get(InventoryService).holdMany(this.show.database, asks);
    return held.map((one) => one.ok);
  }

  stock(variantId: VariantId): Promise<StockOfTest | null> {
    return this.show.database.one(
      `SELECT on_hand AS "onHand", claimed FROM inventory.variant_stock WHERE variant_id = $1`,
      [variantId],
    );
  }

  async story(variantId: VariantId): Promise<string[]> {
    const rows = await this.show.database.rows<{ kind: string; quantity: number }>(
      `SELECT kind, quantity FROM inventory.movement WHERE variant_id = $1 AND kind <> 'received' ORDER BY id`,
      [variantId],
    );
    return rows.map((row) => `${row.kind} ${row.quantity}`);
  }
}
