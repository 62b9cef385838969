import { Injectable } from '@nestjs/common';
import { canReturnMove, outcomeOf, type JudgedUnits } from '@sidestall/ordering';
import type { Tx } from '../../platform/database.ts';
import type { HeldReturn } from './open-returns.ts';
import type { ReturnActor } from './return-actor.ts';
import { RestockReturn } from './restock-return.ts';
import { TurnReturn } from './turn-return.ts';

/** Writes down what looking at goods came to: from then on what is given back for them is fixed. */
@Injectable()
export class JudgeReturn {
  constructor(
    private readonly restocking: RestockReturn,
    private readonly turning: TurnReturn,
  ) {}

  /** The return as it is then. What can be sold again lies on its shelf at once. */
  async execute(
    tx: Tx,
    { order, asked }: HeldReturn,
    judged: {
      readonly lines: readonly JudgedUnits[];
      readonly by: ReturnActor;
      readonly refundsShipping?: boolean;
      readonly note?: string;
    },
  ): Promise<HeldReturn> {
    const { lines: received, by } = judged;
    const arrived = canReturnMove(asked.state, 'received')
      ? await this.turning.execute(tx, order, asked, { state: 'received', by, received }, null)
      : asked;
    const { refundsShipping, note: answerNote } = judged;
    const move = {
      state: 'inspected',
      by,
      received,
      outcome: outcomeOf(received),
      refundsShipping,
      answerNote,
    } as const;
    const now = await this.turning.execute(tx, order, arrived, move, null);
    const whole = received.filter((line) => line.outcome === 'restock');
    if (whole.length > 0) await this.restocking.execute(tx, order.id, asked.id, whole);
    return { order, asked: now };
  }
}
