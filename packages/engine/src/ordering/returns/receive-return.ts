import { Injectable } from '@nestjs/common';
import type { Failure, ReceiveReturnRequest } from '@sidestall/contracts';
import { err, ok, type Result, type ReturnId } from '@sidestall/kernel';
import { areWithin, canReturnMove, gatherLines, type UnitsOfLine } from '@sidestall/ordering';
import type { RefundFailure } from '../../payments/refunds/request-refund.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { JudgeReturn } from './judge-return.ts';
import { OpenReturns, returnConflict, type HeldReturn, type ReturnFailure } from './open-returns.ts';
import { RestockReturn } from './restock-return.ts';
import { actorOf, type ReturnJudge } from './return-judge.ts';
import { SettleReturn } from './settle-return.ts';

export type ReceiveReturnFailure = RefundFailure | ReturnFailure | Failure<'ORDERING.RETURN_TOO_MUCH'>;

/**
 * A brand takes goods back, all or some of them, and the refund follows at once: whether they have just arrived, or were
 * disputed and the brand decides for the buyer.
 */
@Injectable()
export class ReceiveReturn {
  constructor(
    private readonly database: Database,
    private readonly open: OpenReturns,
    private readonly judging: JudgeReturn,
    private readonly settling: SettleReturn,
    private readonly restocking: RestockReturn,
  ) {}

  execute(
    judge: ReturnJudge,
    id: ReturnId,
    request: ReceiveReturnRequest,
  ): Promise<Result<void, ReceiveReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.lock(tx, id, judge);
      if (!found.ok) return found;
      const { asked } = found.value;
      const isDecided = asked.state === 'inspected';
      if (!isDecided && asked.state !== 'received' && !canReturnMove(asked.state, 'received')) {
        return returnConflict(asked.state);
      }
      const announced = (isDecided && asked.received) || asked.lines;
      const lines = (request.lines as readonly UnitsOfLine[] | undefined) ?? asked.received ?? asked.lines;
      if (!areWithin(lines, new Map(gatherLines(announced).map((line) => [line.lineId, line.quantity])))) {
        return err({ code: 'ORDERING.RETURN_TOO_MUCH', detail: 'More than was announced with this return' });
      }
      const held = isDecided
        ? await this.#decide(tx, found.value, request, lines)
        : await this.judging.execute(tx, found.value, {
            lines: gatherLines(lines).map((line) => ({ ...line, outcome: request.restock ? 'restock' : 'dispose' })),
            by: actorOf(judge),
            refundsShipping: request.refundShipping,
          });
      const text = 'The shop has what you sent back';
      const settled = await this.settling.execute(tx, held, {
        lines,
        note: request.note,
        by: actorOf(judge),
        text,
      });
      return settled.ok ? ok(undefined) : settled;
    });
  }

  /** What was not disputed lies on its shelf already. */
  async #decide(
    tx: Tx,
    { order, asked }: HeldReturn,
    request: ReceiveReturnRequest,
    lines: readonly UnitsOfLine[],
  ): Promise<HeldReturn> {
    const disputed = (asked.received ?? []).filter((line) => line.outcome === 'dispute');
    const taken = disputed.filter((line) => lines.some((one) => one.lineId === line.lineId));
    if (request.restock && taken.length > 0) await this.restocking.execute(tx, order.id, asked.id, taken);
    return { order, asked: { ...asked, refundsShipping: request.refundShipping } };
  }
}
