import { Injectable } from '@nestjs/common';
import type { OrderId, RetailerId } from '@sidestall/kernel';
import type { UnitsOfLine } from '@sidestall/ordering';
import type { Sql, Tx } from '../../platform/database.ts';
import { LineSourceStore } from '../line-source.store.ts';
import type { OrderLineRow, OrderRow } from '../order.store.ts';
import { AuthorizeReturn } from './authorize-return.ts';
import { BY_ITSELF } from './return-actor.ts';
import { ReturnMails } from './return-mails.ts';
import { ReturnPolicies } from './return-policies.ts';
import type { ReturnRow } from './return.store.ts';
import { TurnReturn } from './turn-return.ts';

/** Writes a return down and tells whoever must answer it, or answers it by the rule the brand made beforehand. */
@Injectable()
export class BeginReturn {
  constructor(
    private readonly sources: LineSourceStore,
    private readonly policies: ReturnPolicies,
    private readonly turning: TurnReturn,
    private readonly authorizing: AuthorizeReturn,
    private readonly mails: ReturnMails,
  ) {}

  async execute(
    tx: Tx,
    order: OrderRow,
    lines: readonly OrderLineRow[],
    wish: Pick<ReturnRow, 'id' | 'orderId' | 'brandId' | 'reason' | 'note' | 'lines'>,
  ): Promise<void> {
    const retailerId = await this.#senderOf(tx, order.id, wish.lines);
    const asked = await this.turning.begin(tx, order, { ...wish, retailerId });
    const { isAutomatic } = await this.policies.of(asked.brandId, tx);
    await this.mails.asked(tx, order, lines, asked, isAutomatic);
    if (isAutomatic) await this.authorizing.turn(tx, { order, asked }, BY_ITSELF);
  }

  /** The one retailer who sent all of it; null when several did, so that the brand alone sorts it out. */
  async #senderOf(sql: Sql, orderId: OrderId, lines: readonly UnitsOfLine[]): Promise<RetailerId | null> {
    const sent = (await this.sources.of(sql, orderId)).filter(
      (source) => source.shipped > 0 && lines.some((line) => line.lineId === source.lineId),
    );
    const [retailerId, another] = new Set(sent.map((source) => source.retailerId));
    return another ? null : (retailerId ?? null);
  }
}
