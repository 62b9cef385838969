import { Injectable } from '@nestjs/common';
import { zId } from '@sidestall/contracts';
import type { VariantId } from '@sidestall/kernel';
import { z } from 'zod';
import type { Tx } from '../../platform/database.ts';
import { defineFact } from '../../platform/fact.ts';
import { Outbox } from '../../platform/outbox.ts';
import { BackorderStore } from './backorder.store.ts';

/** A shelf was counted that orders on back order wait for. */
export const awaitedStockCounted = defineFact('ordering.awaited-stock-counted', z.object({ variantId: zId('var') }));

/** Lets orders that wait know of counts. */
@Injectable()
export class AwaitedStock {
  constructor(
    private readonly backorders: BackorderStore,
    private readonly outbox: Outbox,
  ) {}

  /** In the transaction that takes the counts; costs one look where nobody waits. */
  async tell(tx: Tx, variantIds: readonly VariantId[]): Promise<void> {
    if (variantIds.length === 0) return;
    const awaited = await this.backorders.awaited(tx, variantIds);
    await this.outbox.add(
      tx,
      awaited.flatMap((variantId) => this.outbox.ofFact(awaitedStockCounted, { variantId }, { key: variantId })),
    );
  }
}
