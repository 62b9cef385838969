import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result, type ReturnId } from '@sidestall/kernel';
import { areWithin, canReturnMove, type UnitsOfLine } from '@sidestall/ordering';
import { Database } from '../../platform/database.ts';
import { OpenReturns, returnConflict, type ReturnFailure } from './open-returns.ts';
import { actorOf, type ReturnJudge } from './return-judge.ts';
import { ReturnMails } from './return-mails.ts';
import { TurnReturn } from './turn-return.ts';

export type TakeInReturnFailure = ReturnFailure | Failure<'ORDERING.RETURN_TOO_MUCH'>;

/** Goods came back and are not looked at yet. */
@Injectable()
export class TakeInReturn {
  constructor(
    private readonly database: Database,
    private readonly open: OpenReturns,
    private readonly turning: TurnReturn,
    private readonly mails: ReturnMails,
  ) {}

  /** All that was announced, unless `lines` says what. Received before, it stays so. */
  execute(
    judge: ReturnJudge,
    id: ReturnId,
    lines?: readonly UnitsOfLine[],
  ): Promise<Result<void, TakeInReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.lock(tx, id, judge);
      if (!found.ok) return found;
      const { order, asked } = found.value;
      if (asked.state === 'received') return ok(undefined);
      if (!canReturnMove(asked.state, 'received')) return returnConflict(asked.state);
      const received = lines ?? asked.lines;
      if (!areWithin(received, new Map(asked.lines.map((line) => [line.lineId, line.quantity])))) {
        return err({ code: 'ORDERING.RETURN_TOO_MUCH', detail: 'More than was announced with this return' });
      }
      const story = { kind: 'return_arrived', text: 'What you sent back has arrived and is looked at' };
      const now = await this.turning.execute(
        tx,
        order,
        asked,
        { state: 'received', by: actorOf(judge), received },
        story,
      );
      await this.mails.arrived(tx, order, now);
      return ok(undefined);
    });
  }
}
