import { Injectable } from '@nestjs/common';
import { canReturnMove, isReturnOver, RETURN_DAYS } from '@sidestall/ordering';
import { SaleReturns } from '../../payments/refunds/sale-returns.ts';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { OrderStore, type OrderRow } from '../order.store.ts';
import { returnChanged } from './return.jobs.ts';
import { ReturnStore, type ReturnMove, type ReturnRow } from './return.store.ts';

/** Lets a return take a step, with all that follows: the order's story, the money that waits, the news. */
@Injectable()
export class TurnReturn {
  constructor(
    private readonly orders: OrderStore,
    private readonly returns: ReturnStore,
    private readonly sales: SaleReturns,
    private readonly outbox: Outbox,
  ) {}

  /** The caller holds the order's row and has seen that the step is allowed. Answers the return as it is then. */
  async execute(
    tx: Tx,
    order: OrderRow,
    asked: ReturnRow,
    move: Omit<ReturnMove, 'dueInDays'>,
    story: { readonly kind: string; readonly text: string } | null,
  ): Promise<ReturnRow> {
    if (!canReturnMove(asked.state, move.state)) throw new Error(`${asked.id} cannot go to ${move.state}`);
    await this.returns.move(tx, asked.id, { ...move, dueInDays: RETURN_DAYS[move.state] });
    if (isReturnOver(move.state) && !(await this.#isAnyOpen(tx, order))) await this.sales.hold(tx, order.id, false);
    if (story) await this.orders.tell(tx, order.id, story.kind, story.text);
    await this.orders.bump(tx, order.id);
    const { state } = move;
    await this.outbox.publish(tx, returnChanged, { orderId: order.id, returnId: asked.id, state });
    return (await this.returns.find(tx, asked.id))!;
  }

  /** The first step of all. */
  async begin(tx: Tx, order: OrderRow, wish: Parameters<ReturnStore['insert']>[1]): Promise<ReturnRow> {
    await this.returns.insert(tx, wish, RETURN_DAYS.requested);
    await this.sales.hold(tx, order.id, true);
    await this.orders.tell(tx, order.id, 'return_requested', 'You announced a return');
    await this.orders.bump(tx, order.id);
    await this.outbox.publish(tx, returnChanged, { orderId: order.id, returnId: wish.id, state: 'requested' });
    return (await this.returns.find(tx, wish.id))!;
  }

  async #isAnyOpen(tx: Tx, order: OrderRow): Promise<boolean> {
    return (await this.returns.ofOrder(tx, order.id)).some((one) => !isReturnOver(one.state));
  }
}
