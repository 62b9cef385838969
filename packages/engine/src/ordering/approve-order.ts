import { Injectable } from '@nestjs/common';
import { money } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { PaymentRow } from '../payments/payment.store.ts';
import { RecordCapture } from '../payments/record-capture.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { EndOrder } from './end-order.ts';
import { releasePayment } from './facts.ts';
import { OrderMails } from './order-mails.ts';
import { OrderStore, type OrderLineRow, type OrderRow } from './order.store.ts';
import { PromiseSeal } from './promise-seal.ts';

/** What follows when the bank sets the money aside: the units are the buyer's, or the money is let go again. */
@Injectable()
export class ApproveOrder {
  constructor(
    private readonly orders: OrderStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly mails: OrderMails,
    private readonly promise: PromiseSeal,
    private readonly capture: RecordCapture,
    private readonly end: EndOrder,
  ) {}

  /** True when it is an order now. */
  async execute(tx: Tx, order: OrderRow, payment: PaymentRow): Promise<boolean> {
    if (order.state !== 'pending_payment') {
      // Paid too late: the order was given up meanwhile, so the money is let go.
      await this.outbox.schedule(tx, releasePayment, { orderId: order.id }, { key: order.id });
      return false;
    }
    const lines = await this.orders.lines(tx, order.id);
    if (!(await this.#isClaimed(tx, order, lines))) {
      await this.outbox.schedule(tx, releasePayment, { orderId: order.id }, { key: order.id });
      const why = 'Sold out before the payment came through; nothing was charged';
      await this.end.execute(tx, order, lines, 'canceled', why);
      return false;
    }
    await this.promise.seal(tx, order, lines);
    await this.inventory.reserve(tx, [order.id]);
    await this.orders.setState(tx, order.id, 'authorized');
    await this.orders.tell(tx, order.id, 'authorized', 'Payment approved; charged when the shop accepts');
    await this.capture.authorized(tx, order.id, money(payment.amountMinor, payment.currency));
    await this.mails.confirmed(tx, order, lines);
    return true;
  }

  /** True when the units are held; a hold given back after a decline is claimed again if it still can be. */
  async #isClaimed(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<boolean> {
    const held = await tx.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM inventory.hold WHERE order_id = $1 AND state <> 'closed'`,
      [order.id],
    );
    if (held && held.n > 0) return true;
    return (await this.inventory.hold(tx, order.id, lines, 60)).ok;
  }
}
