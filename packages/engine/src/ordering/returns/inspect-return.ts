import { Injectable } from '@nestjs/common';
import { err, ok, type Result, type ReturnId } from '@sidestall/kernel';
import { areWithin, canReturnMove, type JudgedUnits } from '@sidestall/ordering';
import { Database } from '../../platform/database.ts';
import { JudgeReturn } from './judge-return.ts';
import { OpenReturns, returnConflict } from './open-returns.ts';
import { actorOf, type ReturnJudge } from './return-judge.ts';
import { ReturnMails } from './return-mails.ts';
import { ReturnStore } from './return.store.ts';
import { SettleReturn } from './settle-return.ts';
import type { TakeInReturnFailure } from './take-in-return.ts';

/** The money may not be ours to give yet (a payment that is not captured, a dispute): asked again after so long. */
export const REFUND_AGAIN_SECONDS = 6 * 3_600;

/**
 * Goods were looked at, line by line: put back, thrown away, or not as they should be. Undisputed, they are refunded at
 * once; disputed ones wait for the brand.
 */
@Injectable()
export class InspectReturn {
  constructor(
    private readonly database: Database,
    private readonly open: OpenReturns,
    private readonly judging: JudgeReturn,
    private readonly settling: SettleReturn,
    private readonly returns: ReturnStore,
    private readonly mails: ReturnMails,
  ) {}

  execute(
    judge: ReturnJudge,
    id: ReturnId,
    lines: readonly Required<JudgedUnits>[],
    note?: string,
  ): Promise<Result<void, TakeInReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.lock(tx, id, judge);
      if (!found.ok) return found;
      const { asked } = found.value;
      if (!canReturnMove(asked.state, 'inspected') && !canReturnMove(asked.state, 'received')) {
        return returnConflict(asked.state);
      }
      if (!areWithin(lines, new Map(asked.lines.map((line) => [line.lineId, line.quantity])))) {
        return err({ code: 'ORDERING.RETURN_TOO_MUCH', detail: 'More than was announced with this return' });
      }
      const by = actorOf(judge);
      const held = await this.judging.execute(tx, found.value, { lines, note, by });
      if (held.asked.outcome === 'dispute') {
        await this.mails.disputed(tx, held.order, held.asked);
        return ok(undefined);
      }
      const text = 'What you sent back was looked at';
      const settled = await this.settling.execute(tx, held, { lines, by, text });
      if (!settled.ok) await this.returns.postpone(tx, id, REFUND_AGAIN_SECONDS);
      return ok(undefined);
    });
  }
}
