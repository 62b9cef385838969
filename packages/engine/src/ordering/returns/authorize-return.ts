import { Injectable } from '@nestjs/common';
import { ok, type Result, type ReturnId } from '@sidestall/kernel';
import { canReturnMove } from '@sidestall/ordering';
import { Database, type Tx } from '../../platform/database.ts';
import { OpenReturns, returnConflict, type HeldReturn, type ReturnFailure } from './open-returns.ts';
import type { ReturnActor } from './return-actor.ts';
import { actorOf, type ReturnJudge } from './return-judge.ts';
import { ReturnMails } from './return-mails.ts';
import { ReturnPolicies } from './return-policies.ts';
import { TurnReturn } from './turn-return.ts';

/** Somebody agrees to take goods back: the brand, the retailer who sent them, or the brand's rule beforehand. */
@Injectable()
export class AuthorizeReturn {
  constructor(
    private readonly database: Database,
    private readonly open: OpenReturns,
    private readonly policies: ReturnPolicies,
    private readonly turning: TurnReturn,
    private readonly mails: ReturnMails,
  ) {}

  /** Agreed to before, it stays so. */
  execute(judge: ReturnJudge, id: ReturnId, instructions?: string): Promise<Result<void, ReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.lock(tx, id, judge);
      if (!found.ok) return found;
      const { state } = found.value.asked;
      if (state === 'authorized') return ok(undefined);
      if (!canReturnMove(state, 'authorized')) return returnConflict(state);
      await this.turn(tx, found.value, actorOf(judge), instructions);
      return ok(undefined);
    });
  }

  /** Agrees without being asked again; the brand's own words say where to send the goods when nobody else's do. */
  async turn(tx: Tx, { order, asked }: HeldReturn, by: ReturnActor, words?: string): Promise<void> {
    const instructions = words ?? (await this.policies.of(asked.brandId, tx)).instructions;
    const story = { kind: 'return_authorized', text: 'The shop takes back what you announced' };
    const now = await this.turning.execute(tx, order, asked, { state: 'authorized', by, instructions }, story);
    await this.mails.authorized(tx, order, now);
  }
}
