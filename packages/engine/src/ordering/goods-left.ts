import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { isNothingLeft } from '@sidestall/ordering';
import { GoodsShipped } from '../payments/transfers/goods-shipped.ts';
import type { Tx } from '../platform/database.ts';
import { LineSourceStore } from './line-source.store.ts';
import type { OrderLineRow } from './order.store.ts';

/** Tells the payments of a captured order whose goods have left, so that whoever waits for that is paid. */
@Injectable()
export class GoodsLeft {
  constructor(
    private readonly sources: LineSourceStore,
    private readonly payments: GoodsShipped,
  ) {}

  async tell(tx: Tx, orderId: OrderId, lines: readonly OrderLineRow[]): Promise<void> {
    const sources = await this.sources.of(tx, orderId);
    const retailers = [...new Set(sources.map((source) => source.retailerId))];
    const done = retailers.filter((retailerId) =>
      sources.every((it) => it.retailerId !== retailerId || it.shipped + it.canceled === it.accepted),
    );
    await this.payments.tell(tx, orderId, done, isNothingLeft(lines));
  }
}
