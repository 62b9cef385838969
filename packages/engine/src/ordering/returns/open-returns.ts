import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result, type ReturnId } from '@sidestall/kernel';
import { canReturnMove, type ReturnState } from '@sidestall/ordering';
import type { Tx } from '../../platform/database.ts';
import { OrderStore, type OrderRow } from '../order.store.ts';
import { isOwnReturn, type ReturnParty } from './return-judge.ts';
import { ReturnStore, type ReturnRow } from './return.store.ts';

/** What whoever speaks of a return can be told when it does not work out. */
export type ReturnFailure = Failure<'ORDERING.RETURN_NOT_FOUND' | 'ORDERING.RETURN_STATE_CONFLICT'>;

/** A return and its order, whose row is held. */
export interface HeldReturn {
  readonly order: OrderRow;
  readonly asked: ReturnRow;
}

const IN_WORDS: Readonly<Record<ReturnState, string>> = {
  requested: 'not agreed to yet',
  authorized: 'agreed to already',
  in_transit: 'on its way already',
  received: 'received already',
  inspected: 'looked at already',
  refunded: 'refunded already',
  refused: 'refused already',
  withdrawn: 'withdrawn already',
  expired: 'over: it was never sent',
  lost: 'lost on its way',
};

/** Out of turn: says where the return stands. */
export const returnConflict = (state: ReturnState) =>
  err<ReturnFailure>({
    code: 'ORDERING.RETURN_STATE_CONFLICT',
    detail: `The return is ${IN_WORDS[state]}`,
    extra: { state },
  });

/** Finds returns for whoever they belong to. */
@Injectable()
export class OpenReturns {
  constructor(
    private readonly orders: OrderStore,
    private readonly returns: ReturnStore,
  ) {}

  /** Somebody's own return, whatever its state. Not there, or somebody else's: the answer is the same. */
  async lock(tx: Tx, id: ReturnId, party: ReturnParty): Promise<Result<HeldReturn, ReturnFailure>> {
    const seen = await this.returns.find(tx, id);
    if (!seen || !isOwnReturn(party)(seen)) return err({ code: 'ORDERING.RETURN_NOT_FOUND' });
    return ok(await this.hold(tx, seen));
  }

  /** The same, if it may go to `to`; the failure says where it has gone. */
  async toMove(tx: Tx, id: ReturnId, party: ReturnParty, to: ReturnState): Promise<Result<HeldReturn, ReturnFailure>> {
    const found = await this.lock(tx, id, party);
    if (found.ok && !canReturnMove(found.value.asked.state, to)) return returnConflict(found.value.asked.state);
    return found;
  }

  /** Holds the order and reads the return as it is then. */
  async hold(tx: Tx, seen: Pick<ReturnRow, 'id' | 'orderId'>): Promise<HeldReturn> {
    const order = (await this.orders.lock(tx, seen.orderId))!;
    return { order, asked: (await this.returns.find(tx, seen.id))! };
  }
}
