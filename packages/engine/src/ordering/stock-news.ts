import { Injectable } from '@nestjs/common';
import type { VariantId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { announceStock } from '../streams/announce-stock.ts';

/** Lets the shows know that claims on these variants moved; many buyers of one thing make one announcement. */
@Injectable()
export class StockNews {
  constructor(private readonly outbox: Outbox) {}

  async tell(tx: Tx, lines: readonly { readonly variantId: VariantId }[]): Promise<void> {
    const variantIds = [...new Set(lines.map((line) => line.variantId))].sort();
    await this.outbox.schedule(
      tx,
      announceStock,
      { variantIds },
      { key: variantIds.join(' ').slice(0, 1_000), after: { seconds: 0.25 } },
    );
  }
}
