import { Injectable } from '@nestjs/common';
import type { OrderId, RetailerId } from '@sidestall/kernel';
import { ReleasePayables } from '../../ledger/release-payables.ts';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { releaseDue } from './jobs.ts';

/** How payments hear that goods left: what retailers shipped becomes theirs, and everybody's return window begins. */
@Injectable()
export class GoodsShipped {
  constructor(
    private readonly releases: ReleasePayables,
    private readonly outbox: Outbox,
  ) {}

  /**
   * `retailersDone` have sent all that is theirs to send. Telling it again changes nothing; it counts only once the sale
   * is recorded, so whoever records it tells it once more.
   */
  async tell(tx: Tx, orderId: OrderId, retailersDone: readonly RetailerId[], isAllShipped: boolean): Promise<void> {
    await this.releases.shipped(tx, orderId, retailersDone, isAllShipped);
    if (retailersDone.length > 0) await this.outbox.schedule(tx, releaseDue, {}, { key: 'shipped' });
  }
}
