import { Injectable } from '@nestjs/common';
import type { OrderId, OrderLineId, RetailerId } from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import { RefundReader } from '../payments/refunds/refund-reader.ts';
import { RequestRefund } from '../payments/refunds/request-refund.ts';
import type { Tx } from '../platform/database.ts';
import { OrderStore } from './order.store.ts';
import { OrderingService } from './ordering.service.ts';

/** Units a retailer had taken on. */
export interface GivenUpUnits {
  readonly lineId: OrderLineId;
  readonly retailer: { readonly id: RetailerId; readonly name: string };
  readonly quantity: number;
}

/** The buyer has the money back already, or the bank has taken it back for them. */
const HARMLESS = new Set(['PAYMENTS.REFUND_NOTHING', 'PAYMENTS.DISPUTED']);

/**
 * A retailer took units on and cannot send them after all, and nobody else will. Not captured yet, they are not charged;
 * captured, the buyer has their price back without asking, and the shipping too when nothing of the order is sent.
 */
@Injectable()
export class GiveUpUnits {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly ordering: OrderingService,
    private readonly refunds: RequestRefund,
    private readonly reader: RefundReader,
  ) {}

  async execute(tx: Tx, orderId: OrderId, units: readonly GivenUpUnits[], text: string): Promise<void> {
    const order = await this.orders.lock(tx, orderId);
    if (!order || (order.state !== 'authorized' && order.state !== 'captured')) throw new Error(`${orderId} is over`);
    const payment = await this.payments.find(tx, orderId);
    // What is being captured is fixed: given up again once it is, it is refunded.
    if (order.state === 'authorized' && payment?.captureMinor !== null) throw new Error(`${orderId} is being captured`);
    await this.ordering.applyLineProgress(
      tx,
      orderId,
      units.map(({ lineId, retailer, quantity }) => ({ lineId, retailer, accepted: -quantity, canceled: quantity })),
      { kind: 'canceled', text },
    );
    if (order.state === 'captured') await this.#refund(tx, orderId, units);
  }

  async #refund(tx: Tx, orderId: OrderId, units: readonly GivenUpUnits[]): Promise<void> {
    const lines = await this.orders.lines(tx, orderId);
    const items = await this.reader.refundable(tx, orderId);
    // Of some the buyer may have the price back already: nobody pays twice.
    const given = units.flatMap(({ lineId, retailer, quantity }) => {
      const itemId = `${lineId}/${retailer.id}`;
      const item = items.find((one) => one.itemId === itemId);
      const left = item ? Math.min(quantity, item.quantity - item.refundedQuantity) : quantity;
      return left > 0 ? [{ lineId, quantity: left, itemId }] : [];
    });
    const shipping = lines.every((line) => line.shipped + line.accepted === 0);
    // Asked for nothing in particular, it would give back all there is.
    if (given.length === 0 && !shipping) return;
    const refund = await this.refunds.execute(tx, {
      orderId,
      // Units only ever get more given up, so the counts name this giving up and no other.
      requestKey: `not-shippable-${lines.map((line) => line.canceled).join('-')}`,
      // Who gave them up is not paid for them; another retailer of the same line is.
      ask: { lines: given, shipping },
      reason: 'not_shippable',
      askedBy: 'ordering',
    });
    if (!refund.ok && !HARMLESS.has(refund.error.code))
      throw new Error(`No refund of ${orderId}: ${refund.error.code}`);
  }
}
