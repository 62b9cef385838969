import { Injectable } from '@nestjs/common';
import { allocateMoney, formatMoney, money, sumMoney, type Money, type OrderId } from '@sidestall/kernel';
import { REFUND_BUSINESS_DAYS, type DisputeRecords, type RefundableItem } from '@sidestall/payments';
import { PaymentStore } from '../../payments/payment.store.ts';
import { RefundReader } from '../../payments/refunds/refund-reader.ts';
import { SaleReturns } from '../../payments/refunds/sale-returns.ts';
import { Database } from '../../platform/database.ts';
import { OrderStore } from '../order.store.ts';
import { ShippedParcels } from './shipped-parcels.ts';

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** What units of a line were paid with: coupons taken off, and the tax in it or on it. */
function paidFor(items: readonly RefundableItem[], units: number, currency: string): Money {
  const sold = items.reduce((sum, item) => sum + item.quantity, 0);
  const paid = sumMoney(
    items.map((item) => item.paid),
    currency,
  );
  // Given up after they were taken, units are no longer part of the order, and were refunded.
  return sold <= units ? paid : allocateMoney(paid, [units, sold - units])[0]!;
}

/** Gathers what our own records say of an order, for the bank that disputes it. */
@Injectable()
export class EvidenceRecords {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly refunds: RefundReader,
    private readonly sales: SaleReturns,
    private readonly parcels: ShippedParcels,
  ) {}

  async of(orderId: OrderId): Promise<DisputeRecords> {
    const sql = this.database;
    const order = (await this.orders.find(sql, orderId))!;
    const [lines, story, payment, items, refunds, days, parcels, promise] = await Promise.all([
      this.orders.lines(sql, orderId),
      this.orders.story(sql, orderId),
      this.payments.find(sql, orderId),
      this.refunds.refundable(sql, orderId),
      this.refunds.ofOrder(sql, orderId),
      this.sales.windowDays(sql, orderId),
      this.parcels.of(orderId),
      sql.one<{ sha256: string; content: string }>(
        `SELECT sha256, content FROM ordering.promise_receipt WHERE order_id = $1`,
        [orderId],
      ),
    ]);
    const price = (minor: number) => formatMoney(money(minor, order.currency));
    const { name, line1, line2, postalCode, city, region, country } = order.shippingAddress;
    const address = [name, line1, line2, [postalCode, city].filter(Boolean).join(' '), region, country];
    return {
      orderNumber: order.number,
      placedOn: dayOf(order.placedAt),
      customer: { name, email: order.email, address: address.filter(Boolean).join(', ') },
      lines: lines
        .filter((line) => line.quantity > line.canceled)
        .map((line) => ({
          title: line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title,
          quantity: line.quantity - line.canceled,
          paid: formatMoney(
            paidFor(
              items.filter((item) => item.lineId === line.id),
              line.quantity - line.canceled,
              order.currency,
            ),
          ),
        })),
      shipping: price(order.shippingMinor),
      total: price(payment?.capturedMinor ?? 0),
      chargeId: payment?.chargeId ?? '',
      parcels,
      promise,
      refundPolicy: `Goods may be sent back within ${Math.max(14, ...days.values())} days after they left. Money goes back to the card and shows there within ${REFUND_BUSINESS_DAYS} business days.`,
      timeline: story.map(({ at, text }) => ({ at: at.toISOString(), text })),
      refunds: refunds.map(
        (refund) => `Refunded ${dayOf(new Date(refund.createdAt))}: ${formatMoney(refund.amount)} (${refund.state})`,
      ),
    };
  }
}
