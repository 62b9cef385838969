import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { InventoryService } from '../inventory/inventory.service.ts';
import { ApproveOrders } from './approve-orders.ts';
import { EndOrder } from './end-order.ts';
import { releasePayment } from './facts.ts';
import { holdsOfLines } from './order-holds.ts';
import { OrderStore, type OrderRow } from './order.store.ts';

/** What follows when the bank sets the money aside: the units are the buyer's, or the money is let go again. */
@Injectable()
export class ApproveOrder {
  constructor(
    private readonly orders: OrderStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly approval: ApproveOrders,
    private readonly end: EndOrder,
  ) {}

  /** True when it is an order now. */
  async execute(tx: Tx, order: OrderRow): Promise<boolean> {
    if (order.state !== 'pending_payment') {
      // Paid too late: the order was given up meanwhile, so the money is let go.
      await this.outbox.schedule(tx, releasePayment, { orderId: order.id }, { key: order.id });
      return false;
    }
    const [whole] = await this.orders.lockWhole(tx, [order.id]);
    // A hold given back after a decline is claimed again if it still can be; one that stands is claimed already.
    const held = await this.inventory.hold(tx, order.id, holdsOfLines(whole!.lines), 60);
    if (!held.ok) {
      await this.outbox.schedule(tx, releasePayment, { orderId: order.id }, { key: order.id });
      const why = 'Sold out before the payment came through; nothing was charged';
      await this.end.execute(tx, order, whole!.lines, 'canceled', why);
      return false;
    }
    await this.approval.execute(tx, [whole!]);
    return true;
  }
}
