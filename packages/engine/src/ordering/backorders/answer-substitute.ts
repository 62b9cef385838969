import { Injectable } from '@nestjs/common';
import type { Failure, SubstituteOfferWire } from '@sidestall/contracts';
import { err, ok, type OrderId, type OrderLineId, type Result } from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { OrderStore } from '../order.store.ts';
import { StockNews } from '../stock-news.ts';
import { awaitedStockCounted } from './awaited-stock.ts';
import { SubstituteStore, type OpenOffer } from './substitute.store.ts';

/** The claim becomes firm in the same transaction. */
const HOLD_SECONDS = 60;

export type SubstituteFailure = Failure<'ORDERING.SUBSTITUTE_NOT_OFFERED' | 'ORDERING.STOCK_GONE'>;

/** The buyer takes another variant instead of one that is sold out, or does not: then the line is given up. */
@Injectable()
export class AnswerSubstitute {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly substitutes: SubstituteStore,
    private readonly inventory: InventoryService,
    private readonly news: StockNews,
    private readonly outbox: Outbox,
  ) {}

  /** What waits for the buyer's answer now. */
  async offers(orderId: OrderId): Promise<SubstituteOfferWire[]> {
    const open = await this.substitutes.open(this.database, orderId);
    return open.map(({ lineId, quantity, offered: { title, variantTitle, imageUrl }, until }) => ({
      lineId,
      quantity,
      title,
      variantTitle,
      imageUrl,
      until: until.toISOString(),
    }));
  }

  execute(orderId: OrderId, lineId: OrderLineId, isWanted: boolean): Promise<Result<null, SubstituteFailure>> {
    return this.database.attempt(async (tx) => {
      await this.orders.lock(tx, orderId);
      const offer = (await this.substitutes.open(tx, orderId)).find((it) => it.lineId === lineId);
      if (!offer) return err({ code: 'ORDERING.SUBSTITUTE_NOT_OFFERED' });
      const { sold, offered } = offer;
      if (isWanted) {
        const taken = await this.#take(tx, orderId, offer);
        if (!taken.ok) return taken;
        await this.orders.tell(tx, orderId, 'substitute_taken', `You take ${offered.title} instead of ${sold.title}`);
      } else {
        await this.substitutes.decline(tx, lineId);
        await this.orders.tell(tx, orderId, 'substitute_declined', `You do not want anything instead of ${sold.title}`);
      }
      await this.orders.bump(tx, orderId);
      const { variantId } = isWanted ? offered : sold;
      await this.outbox.publish(tx, awaitedStockCounted, { variantId }, { key: variantId });
      return ok(null);
    });
  }

  /** Units of the one are claimed as those of the other go back on sale. */
  async #take(tx: Tx, orderId: OrderId, offer: OpenOffer): Promise<Result<null, SubstituteFailure>> {
    const { quantity, sold, offered } = offer;
    const units = [{ variantId: offered.variantId, quantity }];
    const held = await this.inventory.hold(tx, orderId, units, HOLD_SECONDS);
    if (!held.ok) return err({ code: 'ORDERING.STOCK_GONE', detail: `${offered.title} has just been sold out, too` });
    await this.inventory.reserve(tx, [orderId]);
    await this.inventory.releaseReserved(tx, orderId, [{ variantId: sold.variantId, quantity }]);
    await this.substitutes.take(tx, offer);
    await this.news.freed(tx, [sold, offered]);
    return ok(null);
  }
}
