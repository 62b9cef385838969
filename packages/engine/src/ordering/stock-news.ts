import { Injectable } from '@nestjs/common';
import type { VariantId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { Outbox, type OutboxRow } from '../platform/outbox.ts';
import { announceStock } from '../streams/announce-stock.ts';
import { offerWaitlist } from './waitlist/waitlist.jobs.ts';

/** Lets the shows know that claims on these variants moved; many buyers of one thing make one announcement. */
@Injectable()
export class StockNews {
  constructor(private readonly outbox: Outbox) {}

  tell(tx: Tx, lines: readonly { readonly variantId: VariantId }[]): Promise<void> {
    return this.outbox.add(tx, this.rows(lines));
  }

  /** The same, to be written with other rows: one for each variant. */
  rows(lines: readonly { readonly variantId: VariantId }[]): OutboxRow[] {
    const variantIds = [...new Set(lines.map((line) => line.variantId))].sort();
    return variantIds.map((variantId) =>
      this.outbox.ofJob(announceStock, { variantIds: [variantId] }, { key: variantId, after: { seconds: 0.25 } }),
    );
  }

  /** Units came free: the shows hear of it, and who waits in line is offered them first. */
  async freed(tx: Tx, lines: readonly { readonly variantId: VariantId }[]): Promise<void> {
    const variantIds = [...new Set(lines.map((line) => line.variantId))].sort();
    const offers = variantIds.map((variantId) =>
      this.outbox.ofJob(offerWaitlist, { variantIds: [variantId] }, { key: variantId }),
    );
    await this.outbox.add(tx, [...this.rows(lines), ...offers]);
  }
}
