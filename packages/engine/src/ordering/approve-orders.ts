import { Injectable } from '@nestjs/common';
import { money, type OrderId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { answerDueKey } from '../payments/facts.ts';
import { RecordCapture } from '../payments/record-capture.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox, type OutboxRow } from '../platform/outbox.ts';
import { expireOrder, resumePayment, syncPayment } from './facts.ts';
import { OrderMails } from './order-mails.ts';
import { OrderStore, type WholeOrder } from './order.store.ts';
import { PromiseSeal } from './promise-seal.ts';

/**
 * What follows when the bank sets money aside for orders whose units are held: the units are the buyers', the promise is
 * sealed, the books remember, the buyers are thanked. However many orders, the statements of one.
 */
@Injectable()
export class ApproveOrders {
  constructor(
    private readonly orders: OrderStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly mails: OrderMails,
    private readonly promise: PromiseSeal,
    private readonly capture: RecordCapture,
  ) {}

  /**
   * The orders' rows are locked and wait to be paid. Answers who was approved: an order whose units are not held is left as
   * it was. `rowsOf` says what else is to be written to the outbox of an approved one.
   */
  async execute(
    tx: Tx,
    approved: readonly WholeOrder[],
    rowsOf: (orderId: OrderId) => readonly OutboxRow[] = () => [],
  ): Promise<Set<OrderId>> {
    const most = approved.reduce((sum, { lines }) => sum + lines.length, 0);
    const firm = await this.inventory.reserve(
      tx,
      approved.map(({ order }) => order.id),
      most,
    );
    const ours = approved.filter(({ order }) => firm.has(order.id));
    if (ours.length === 0) return firm;
    const ids = ours.map(({ order }) => order.id);
    const now = await this.orders.approve(tx, ids, 'Payment approved; charged when the shop accepts');
    await this.promise.seal(tx, ours, now);
    await this.capture.authorized(
      tx,
      ours.map(({ order }) => ({ orderId: order.id, amount: money(order.totalMinor, order.currency) })),
    );
    const needless = ids.flatMap((id) => [
      { job: expireOrder, key: id },
      { job: resumePayment, key: id },
      { job: syncPayment, key: answerDueKey(id) },
    ]);
    await this.outbox.add(tx, [...(await this.mails.confirmed(tx, ours)), ...ids.flatMap(rowsOf)], needless);
    return firm;
  }
}
