import { Inject, Injectable } from '@nestjs/common';
import { ok, type OrderId, type Result } from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import {
  CHECKOUT_DRIVER,
  type CheckoutDriver,
  type DriverTrouble,
  type PaymentSnapshot,
} from '../payments/stripe/checkout-driver.ts';
import { Database } from '../platform/database.ts';
import { OrderStore } from './order.store.ts';

/** Finds the payment of an order at whoever collects it, also when the answer that would have named it was lost. */
@Injectable()
export class PaymentLookUp {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    @Inject(CHECKOUT_DRIVER) private readonly driver: CheckoutDriver,
  ) {}

  /** Null when there is none, and never was. */
  async find(orderId: OrderId): Promise<Result<PaymentSnapshot | null, DriverTrouble>> {
    const payment = await this.payments.find(this.database, orderId);
    if (payment?.reference) return this.driver.look(payment.reference);
    // Refused before anything was made: there is nothing to look for.
    if (payment?.state !== 'authorizing') return ok(null);
    const order = (await this.orders.find(this.database, orderId))!;
    return this.driver.find(orderId, order.placedAt);
  }
}
