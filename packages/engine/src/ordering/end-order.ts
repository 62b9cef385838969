import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { RecordCapture } from '../payments/record-capture.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { orderClosed } from './facts.ts';
import { LineSourceStore } from './line-source.store.ts';
import { OrderClaims } from './order-claims.ts';
import { OrderMails } from './order-mails.ts';
import { OrderStore, type OrderLineRow, type OrderRow } from './order.store.ts';

/** Ends an order that will not be paid, or a try to pay it: every unit it still claims goes back. */
@Injectable()
export class EndOrder {
  constructor(
    private readonly orders: OrderStore,
    private readonly sources: LineSourceStore,
    private readonly claims: OrderClaims,
    private readonly capture: RecordCapture,
    private readonly outbox: Outbox,
    private readonly mails: OrderMails,
  ) {}

  /** The try failed, the order did not: its units go back at once, and the next try claims them anew. */
  async letUnitsGo(tx: Tx, orderId: OrderId): Promise<void> {
    await this.claims.letGo(tx, orderId, await this.orders.lines(tx, orderId));
  }

  /** The buyer is told by mail, unless they never finished paying. */
  async execute(
    tx: Tx,
    order: OrderRow,
    lines: readonly OrderLineRow[],
    state: 'canceled' | 'expired',
    why: string,
  ): Promise<void> {
    const open = lines
      .map((line) => ({ ...line, left: line.unrouted + line.requested + line.accepted }))
      .filter((line) => line.left > 0);
    const reserved = order.state === 'authorized' ? open : [];
    await this.claims.giveUp(
      tx,
      order.id,
      lines,
      reserved.map((line) => ({ variantId: line.variantId, quantity: line.left })),
    );
    if (open.length > 0) {
      await this.orders.moveUnits(
        tx,
        order.id,
        open.map((line) => ({
          lineId: line.id,
          unrouted: -line.unrouted,
          requested: -line.requested,
          accepted: -line.accepted,
          canceled: line.left,
        })),
      );
      await this.sources.giveUp(tx, order.id);
    }
    await this.capture.released(tx, order.id);
    await this.orders.setState(tx, order.id, state);
    await this.orders.tell(tx, order.id, state, why);
    if (order.state === 'authorized' || state === 'canceled') await this.mails.canceled(tx, order);
    await this.outbox.publish(tx, orderClosed, { orderId: order.id });
  }
}
