import { Injectable } from '@nestjs/common';
import type { HeldPayment, HeldPaymentQuery } from '@sidestall/contracts';
import { money } from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database } from '../platform/database.ts';
import { OrderStore } from './order.store.ts';

/** Reads the payments that wait for a person to look at them. */
@Injectable()
export class HeldPayments {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
  ) {}

  /** The newest first. */
  async list(query: HeldPaymentQuery): Promise<{ payments: HeldPayment[]; nextCursor: string | null }> {
    const rows = await this.payments.held(this.database, query.cursor ?? null, query.limit + 1);
    const page = rows.slice(0, query.limit);
    const payments = await Promise.all(
      page.map(async ({ orderId, heldFor, decideBy }) => {
        const order = (await this.orders.find(this.database, orderId))!;
        return {
          orderId,
          number: order.number,
          amount: money(order.totalMinor, order.currency),
          heldFor,
          buyerName: order.shippingAddress.name,
          country: order.shippingAddress.country,
          placedAt: order.placedAt.toISOString(),
          decideBy: decideBy.toISOString(),
        };
      }),
    );
    return { payments, nextCursor: rows.length > page.length ? page.at(-1)!.orderId : null };
  }
}
