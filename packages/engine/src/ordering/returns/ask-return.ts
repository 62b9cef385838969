import { Injectable } from '@nestjs/common';
import type { Failure, ReturnRequest } from '@sidestall/contracts';
import { err, newId, ok, type OrderId, type OrderLineId, type Result, type ReturnId } from '@sidestall/kernel';
import { areWithin, returnableUnits, type UnitsOfLine } from '@sidestall/ordering';
import { Database, type Tx } from '../../platform/database.ts';
import { OrderStore } from '../order.store.ts';
import { BeginReturn } from './begin-return.ts';
import { ReturnWindow } from './return-window.ts';
import { ReturnStore } from './return.store.ts';

export type AskReturnFailure = Failure<
  'ORDERING.ORDER_NOT_FOUND' | 'ORDERING.LINE_UNKNOWN' | 'ORDERING.RETURN_TOO_MUCH' | 'ORDERING.RETURN_TOO_LATE'
>;

/** A buyer announces goods to send back. Until it is over, nothing of the order is paid out. */
@Injectable()
export class AskReturn {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly returns: ReturnStore,
    private readonly window: ReturnWindow,
    private readonly beginning: BeginReturn,
  ) {}

  execute(orderId: OrderId, request: ReturnRequest): Promise<Result<ReturnId, AskReturnFailure>> {
    return this.database.attempt((tx) => this.#ask(tx, orderId, request));
  }

  async #ask(tx: Tx, orderId: OrderId, request: ReturnRequest): Promise<Result<ReturnId, AskReturnFailure>> {
    const order = await this.orders.lock(tx, orderId);
    if (!order) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
    const lines = await this.orders.lines(tx, orderId);
    const wanted = request.lines as readonly UnitsOfLine[];
    const named = lines.filter((line) => wanted.some((one) => one.lineId === line.id));
    const known = new Set<OrderLineId>(named.map((line) => line.id));
    if (wanted.some((one) => !known.has(one.lineId))) return err({ code: 'ORDERING.LINE_UNKNOWN' });
    const [brandId, another] = new Set(named.map((line) => line.brandId));
    if (!brandId || another) {
      return err({ code: 'ORDERING.LINE_UNKNOWN', detail: 'Send back the goods of each brand on their own' });
    }
    const before = await this.returns.ofOrder(tx, orderId);
    if (!areWithin(wanted, returnableUnits(lines, before))) {
      return err({ code: 'ORDERING.RETURN_TOO_MUCH', detail: 'Not so many were sent, or some are on their way back' });
    }
    if (!(await this.window.isOpen(tx, orderId, brandId))) {
      return err({
        code: 'ORDERING.RETURN_TOO_LATE',
        detail: 'Write to the shop if something is wrong with the goods',
      });
    }
    const id = newId('rtn');
    const { reason, note = null } = request;
    await this.beginning.execute(tx, order, lines, { id, orderId, brandId, reason, note, lines: wanted });
    return ok(id);
  }
}
