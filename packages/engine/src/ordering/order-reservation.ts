import { Injectable } from '@nestjs/common';
import type { PlaceOrderRequest } from '@sidestall/contracts';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { PaymentStore } from '../payments/payment.store.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { resumePayment } from './facts.ts';
import { goneFailure, holdsOfLines } from './order-holds.ts';
import { OrderStore, type OrderRow } from './order.store.ts';
import { PAY_WITHIN_SECONDS, RESUME_AFTER_SECONDS, type PlaceOrderFailure } from './placing.ts';
import { StockNews } from './stock-news.ts';

/** Writes a new try to pay an order, with the units it claims anew. */
@Injectable()
export class OrderReservation {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly news: StockNews,
  ) {}

  async tryAgain(tx: Tx, order: OrderRow, request: PlaceOrderRequest): Promise<Result<OrderId, PlaceOrderFailure>> {
    await this.payments.tryAgain(tx, order.id, request.confirmationTokenId, request.returnUrl);
    await this.orders.redirect(tx, order.id, request);
    await this.outbox.schedule(
      tx,
      resumePayment,
      { orderId: order.id },
      { key: order.id, after: { seconds: RESUME_AFTER_SECONDS } },
    );
    const lines = await this.orders.lines(tx, order.id);
    await this.news.tell(tx, lines);
    const held = await this.inventory.hold(tx, order.id, holdsOfLines(lines), PAY_WITHIN_SECONDS + 60);
    return held.ok ? ok(order.id) : err(goneFailure(lines, held.error.missing));
  }
}
