import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { OrderStore } from './order.store.ts';

/** Kinds that begin so are for sellers: buyers do not read them. */
export const SELLERS_NOTE = 'note_';

/** Writes into an order's story what jobs have to tell, which may run twice. */
@Injectable()
export class OrderStory {
  constructor(private readonly orders: OrderStore) {}

  /** Tells it once for each subject (a refund, a dispute's status); true when it was news. The caller holds the order. */
  async once(tx: Tx, orderId: OrderId, kind: string, subject: string, text: string): Promise<boolean> {
    const known = await tx.one(
      `SELECT 1 FROM ordering.order_event WHERE order_id = $1 AND kind = $2 AND subject = $3 LIMIT 1`,
      [orderId, kind, subject],
    );
    if (known) return false;
    await tx.rows(`INSERT INTO ordering.order_event (order_id, kind, subject, text) VALUES ($1, $2, $3, $4)`, [
      orderId,
      kind,
      subject,
      text,
    ]);
    await this.orders.bump(tx, orderId);
    return true;
  }
}
