import { Injectable } from '@nestjs/common';
import type { Failure, ReceiveReturnRequest } from '@sidestall/contracts';
import { err, ok, type BrandId, type RefundId, type Result, type ReturnId } from '@sidestall/kernel';
import { areWithin, type UnitsOfLine } from '@sidestall/ordering';
import { RequestRefund, type RefundFailure } from '../../payments/refunds/request-refund.ts';
import { SaleReturns } from '../../payments/refunds/sale-returns.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { OrderStore } from '../order.store.ts';
import { OpenReturns } from './open-returns.ts';
import { RestockReturn } from './restock-return.ts';
import { ReturnStore } from './return.store.ts';

export type ReceiveReturnFailure =
  RefundFailure | Failure<'ORDERING.RETURN_NOT_FOUND' | 'ORDERING.RETURN_STATE_CONFLICT' | 'ORDERING.RETURN_TOO_MUCH'>;

/** Goods came back, all or some of them: what arrived is refunded at once. */
@Injectable()
export class ReceiveReturn {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly returns: ReturnStore,
    private readonly open: OpenReturns,
    private readonly refunds: RequestRefund,
    private readonly sales: SaleReturns,
    private readonly restocking: RestockReturn,
  ) {}

  execute(
    brandId: BrandId,
    id: ReturnId,
    request: ReceiveReturnRequest,
    askedBy: string,
  ): Promise<Result<void, ReceiveReturnFailure>> {
    return this.database.attempt((tx) => this.#receive(tx, brandId, id, request, askedBy));
  }

  async #receive(
    tx: Tx,
    brandId: BrandId,
    id: ReturnId,
    request: ReceiveReturnRequest,
    askedBy: string,
  ): Promise<Result<void, ReceiveReturnFailure>> {
    const found = await this.open.lock(tx, id, (one) => one.brandId === brandId);
    if (!found.ok) return found;
    const { order, asked } = found.value;
    const received = (request.lines as readonly UnitsOfLine[] | undefined) ?? asked.lines;
    const announced = new Map(asked.lines.map((line) => [line.lineId, line.quantity]));
    if (!areWithin(received, announced)) {
      return err({ code: 'ORDERING.RETURN_TOO_MUCH', detail: 'More than was announced with this return' });
    }
    const refund = await this.refunds.execute(tx, {
      orderId: order.id,
      requestKey: `return-${id}`,
      ask: { lines: received, shipping: request.refundShipping },
      brandId,
      reason: 'return',
      note: request.note,
      askedBy,
    });
    // What was refunded before the goods came needs no second refund.
    if (!refund.ok && refund.error.code !== 'PAYMENTS.REFUND_NOTHING') return refund;
    const refundId: RefundId | null = refund.ok ? refund.value : null;
    await this.returns.answer(tx, id, { state: 'received', received, note: request.note, refundId });
    if (request.restock) await this.restocking.execute(tx, order.id, id, received);
    if (!(await this.open.isAny(tx, order.id))) await this.sales.hold(tx, order.id, false);
    await this.orders.tell(tx, order.id, 'return_received', 'The shop has what you sent back');
    await this.orders.bump(tx, order.id);
    return ok(undefined);
  }
}
