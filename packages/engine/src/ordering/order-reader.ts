import { Injectable } from '@nestjs/common';
import type { OrderView } from '@sidestall/contracts';
import { money, timesQuantity, type OrderId } from '@sidestall/kernel';
import { fulfillmentStatus } from '@sidestall/ordering';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database } from '../platform/database.ts';
import { OrderStore } from './order.store.ts';

/** An order as its buyer may see it; parcels are fulfillment's to tell. */
export type BuyersOrder = Omit<OrderView, 'parcels'>;

/** Reads orders for those who bought them. */
@Injectable()
export class OrderReader {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
  ) {}

  async find(orderId: OrderId): Promise<BuyersOrder | null> {
    const order = await this.orders.find(this.database, orderId);
    if (!order) return null;
    const [lines, story, payment] = await Promise.all([
      this.orders.lines(this.database, orderId),
      this.orders.story(this.database, orderId),
      this.payments.find(this.database, orderId),
    ]);
    const inOrder = (minor: number) => money(minor, order.currency);
    return {
      id: order.id,
      number: order.number,
      state: order.state,
      fulfillment: fulfillmentStatus(lines, order.state !== 'pending_payment'),
      placedAt: order.placedAt.toISOString(),
      email: order.email,
      shippingAddress: order.shippingAddress,
      lines: lines.map((line) => ({
        id: line.id,
        productId: line.productId,
        variantId: line.variantId,
        brandName: line.brandName,
        title: line.title,
        variantTitle: line.variantTitle,
        imageUrl: line.imageUrl,
        quantity: line.quantity,
        canceledQuantity: line.canceled,
        shippedQuantity: line.shipped,
        unitPrice: inOrder(line.unitPriceMinor),
        total: timesQuantity(inOrder(line.unitPriceMinor), line.quantity),
      })),
      totals: {
        subtotal: inOrder(order.subtotalMinor),
        shipping: inOrder(order.shippingMinor),
        tax: inOrder(order.taxMinor),
        isTaxIncluded: order.isTaxIncluded,
        total: inOrder(order.totalMinor),
      },
      payment: {
        state: payment?.state ?? 'authorizing',
        authorized: inOrder(payment && ['authorized', 'captured'].includes(payment.state) ? payment.amountMinor : 0),
        captured: inOrder(payment?.capturedMinor ?? 0),
        card: payment?.cardLast4 ? { brand: payment.cardBrand ?? 'card', last4: payment.cardLast4 } : null,
        failureMessage: payment?.failureMessage ?? null,
      },
      refunded: inOrder(0),
      refunds: [],
      returns: [],
      returnableUntil: null,
      isDisputed: false,
      hasPromiseReceipt: false,
      timeline: story.map(({ at, kind, text }) => ({ at: at.toISOString(), kind, text })),
      version: order.version,
    };
  }
}
