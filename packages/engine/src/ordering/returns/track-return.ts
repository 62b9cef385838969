import { Injectable } from '@nestjs/common';
import { ok, type Result, type ReturnId } from '@sidestall/kernel';
import { canReturnMove, RETURN_DAYS } from '@sidestall/ordering';
import { Database } from '../../platform/database.ts';
import { OpenReturns, returnConflict, type ReturnFailure } from './open-returns.ts';
import { actorOf, type ReturnParty } from './return-judge.ts';
import { ReturnStore } from './return.store.ts';
import { TurnReturn } from './turn-return.ts';

/** Goods are on their way back: the buyer sent them, or their carrier was heard of. */
@Injectable()
export class TrackReturn {
  constructor(
    private readonly database: Database,
    private readonly open: OpenReturns,
    private readonly returns: ReturnStore,
    private readonly turning: TurnReturn,
  ) {}

  /** Told again, the days until it counts as lost begin again. */
  execute(
    party: ReturnParty,
    id: ReturnId,
    label: { readonly carrier: string; readonly trackingNumber: string },
  ): Promise<Result<void, ReturnFailure>> {
    return this.database.attempt(async (tx) => {
      const found = await this.open.lock(tx, id, party);
      if (!found.ok) return found;
      const { order, asked } = found.value;
      if (asked.state === 'in_transit') {
        await this.returns.scanned(tx, id, label, RETURN_DAYS.in_transit!);
        return ok(undefined);
      }
      if (!canReturnMove(asked.state, 'in_transit')) return returnConflict(asked.state);
      const text = `What you send back is on its way with ${label.carrier}: ${label.trackingNumber}`;
      await this.turning.execute(
        tx,
        order,
        asked,
        { state: 'in_transit', by: actorOf(party), ...label },
        { kind: 'return_sent', text },
      );
      return ok(undefined);
    });
  }
}
