import { Injectable } from '@nestjs/common';
import type { Address } from '@sidestall/contracts';
import type { OrderId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { OrderStore } from './order.store.ts';

/** Where an order goes, when that changes after it was placed. */
@Injectable()
export class OrderAddress {
  constructor(private readonly orders: OrderStore) {}

  /** False when the order is over, or would go to another country: its price was for this one. */
  async change(tx: Tx, orderId: OrderId, address: Address): Promise<boolean> {
    const order = await this.orders.lock(tx, orderId);
    if (!order || (order.state !== 'authorized' && order.state !== 'captured')) return false;
    if (address.country !== order.country) return false;
    await tx.rows(`UPDATE ordering."order" SET shipping_address = $2 WHERE id = $1`, [
      orderId,
      JSON.stringify(address),
    ]);
    await this.orders.tell(tx, orderId, 'address_changed', 'The address was changed');
    await this.orders.bump(tx, orderId);
    return true;
  }
}
