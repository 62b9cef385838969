import { Injectable } from '@nestjs/common';
import { ok, type OrderId, type Result, type ReturnId } from '@sidestall/kernel';
import type { RefundFailure } from '../../payments/refunds/request-refund.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { OpenReturns, returnConflict, type HeldReturn, type ReturnFailure } from './open-returns.ts';
import type { ReturnActor } from './return-actor.ts';
import { actorOf, type ReturnJudge } from './return-judge.ts';
import { ReturnMails } from './return-mails.ts';
import { SettleReturn } from './settle-return.ts';
import { TurnReturn } from './turn-return.ts';

export type CloseReturnFailure = ReturnFailure | RefundFailure;

/** Ends a return without taking the goods: the buyer keeps them after all, or nobody takes them back. */
@Injectable()
export class CloseReturn {
  constructor(
    private readonly database: Database,
    private readonly open: OpenReturns,
    private readonly turning: TurnReturn,
    private readonly settling: SettleReturn,
    private readonly mails: ReturnMails,
  ) {}

  /** The buyer changed their mind. Withdrawn before, it stays so. */
  withdraw(orderId: OrderId, id: ReturnId): Promise<Result<void, ReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.toMove(tx, id, { orderId }, 'withdrawn');
      if (!found.ok) return found.error.extra?.['state'] === 'withdrawn' ? ok(undefined) : found;
      const { order, asked } = found.value;
      const story = { kind: 'return_withdrawn', text: 'You keep what you wanted to send back' };
      await this.turning.execute(tx, order, asked, { state: 'withdrawn', by: actorOf({ orderId }) }, story);
      await this.mails.withdrawn(tx, order, asked);
      return ok(undefined);
    });
  }

  /** Whoever would take it back does not, and says why. A brand may say so of disputed goods too. */
  refuse(judge: ReturnJudge, id: ReturnId, note: string): Promise<Result<void, CloseReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.toMove(tx, id, judge, 'refused');
      if (!found.ok) return found;
      const { order, asked } = found.value;
      if (asked.state === 'inspected') {
        if (!('brandId' in judge) || asked.outcome !== 'dispute') return returnConflict(asked.state);
        const rest = await this.#takeUndisputed(tx, found.value, note, actorOf(judge));
        if (rest) return rest.ok ? ok(undefined) : rest;
      }
      const story = { kind: 'return_refused', text: `The shop does not take the return: ${note}` };
      await this.turning.execute(tx, order, asked, { state: 'refused', by: actorOf(judge), answerNote: note }, story);
      await this.mails.refused(tx, order, asked, note);
      return ok(undefined);
    });
  }

  /** Goods that nobody disputed are refunded all the same; null when there are none. */
  async #takeUndisputed(tx: Tx, held: HeldReturn, note: string, by: ReturnActor) {
    const lines = (held.asked.received ?? []).filter((line) => line.outcome !== 'dispute');
    if (lines.length === 0) return null;
    const text = `The shop takes part of the return: ${note}`;
    return await this.settling.execute(tx, held, { lines, note, by, text });
  }
}
