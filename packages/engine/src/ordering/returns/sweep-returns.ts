import { Injectable } from '@nestjs/common';
import type { ReturnId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { AuthorizeReturn } from './authorize-return.ts';
import { REFUND_AGAIN_SECONDS } from './inspect-return.ts';
import { OpenReturns, type HeldReturn } from './open-returns.ts';
import { BY_ITSELF } from './return-actor.ts';
import { ReturnMails } from './return-mails.ts';
import { sweepReturns } from './return.jobs.ts';
import { ReturnStore } from './return.store.ts';
import { SettleReturn } from './settle-return.ts';
import { TurnReturn } from './turn-return.ts';

/** How many returns one sweep looks at; the next one takes the rest. */
const BATCH = 200;

/** Does for returns what nobody did in time: agrees, lets them expire, takes them for lost, gives the money back. */
@Injectable()
@Handles(sweepReturns)
export class SweepReturnsHandler implements JobHandler<typeof sweepReturns> {
  constructor(
    private readonly database: Database,
    private readonly open: OpenReturns,
    private readonly returns: ReturnStore,
    private readonly authorizing: AuthorizeReturn,
    private readonly settling: SettleReturn,
    private readonly turning: TurnReturn,
    private readonly mails: ReturnMails,
  ) {}

  async handle(): Promise<void> {
    const troubles: unknown[] = [];
    for (const id of await this.returns.due(this.database, BATCH)) {
      // One that cannot be dealt with keeps none of the others waiting.
      await this.database.transaction((tx) => this.#catchUp(tx, id)).catch((error: unknown) => troubles.push(error));
    }
    if (troubles.length > 0) throw new AggregateError(troubles, `${troubles.length} returns could not be caught up on`);
  }

  async #catchUp(tx: Tx, id: ReturnId): Promise<void> {
    const held = await this.open.hold(tx, (await this.returns.find(tx, id))!);
    if (!(await this.returns.isDue(tx, id))) return;
    const { order, asked } = held;
    switch (asked.state) {
      case 'requested':
        return await this.authorizing.turn(tx, held, BY_ITSELF);
      case 'authorized': {
        const story = { kind: 'return_expired', text: 'What you announced was not sent in time; you keep it' };
        await this.turning.execute(tx, order, asked, { state: 'expired', by: BY_ITSELF }, story);
        return await this.mails.expired(tx, order, asked);
      }
      case 'in_transit': {
        const story = { kind: 'return_lost', text: 'What you sent back got lost on its way' };
        const now = await this.turning.execute(tx, order, asked, { state: 'lost', by: BY_ITSELF }, story);
        await this.mails.lost(tx, order, asked);
        return await this.#settle(tx, { order, asked: now }, 'You get your money back for what got lost');
      }
      case 'received': {
        const now = await this.turning.execute(tx, order, asked, { state: 'inspected', by: BY_ITSELF }, null);
        return await this.#settle(tx, { order, asked: now }, 'The shop has what you sent back');
      }
      case 'inspected':
        return await this.#settle(tx, held, 'The shop has what you sent back');
      case 'lost':
        return await this.#settle(tx, held, 'You get your money back for what got lost');
      case 'refunded':
      case 'refused':
      case 'withdrawn':
      case 'expired':
        return;
    }
  }

  async #settle(tx: Tx, held: HeldReturn, text: string): Promise<void> {
    const lines = held.asked.received ?? held.asked.lines;
    const settled = await this.settling.execute(tx, held, { lines, by: BY_ITSELF, text });
    if (!settled.ok) await this.returns.postpone(tx, held.asked.id, REFUND_AGAIN_SECONDS);
  }
}
