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

/** One of the orders did not wait to be paid, or its units were not held: nothing of this transaction may stay. */
export class NotPlain extends Error {}

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

  /** All of them or, by `NotPlain`, none. `rowsOf` says what else is to be written to the outbox of each. */
  async execute(
    tx: Tx,
    approved: readonly WholeOrder[],
    rowsOf: (orderId: OrderId) => readonly OutboxRow[] = () => [],
  ): Promise<void> {
    const ids = approved.map(({ order }) => order.id);
    const { ids: waiting, now } = await this.orders.approve(tx, ids, 'Payment approved; charged when the shop accepts');
    if (waiting.size < ids.length) throw new NotPlain('An order did not wait to be paid');
    const most = approved.reduce((sum, { lines }) => sum + lines.length, 0);
    const firm = await this.inventory.reserve(tx, ids, most);
    if (firm.size < ids.length) throw new NotPlain('The units of an order were not held');
    await this.promise.seal(tx, approved, now);
    await this.capture.authorized(
      tx,
      approved.map(({ order }) => ({ orderId: order.id, amount: money(order.totalMinor, order.currency) })),
    );
    const needless = ids.flatMap((id) => [
      { job: expireOrder, key: id },
      { job: resumePayment, key: id },
      { job: syncPayment, key: answerDueKey(id) },
    ]);
    await this.outbox.add(tx, [...(await this.mails.confirmed(tx, approved)), ...ids.flatMap(rowsOf)], needless);
  }
}
