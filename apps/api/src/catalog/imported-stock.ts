import { Injectable } from '@nestjs/common';
import { AnnounceStock, InventoryService, type StockLine } from '@sidestall/engine';
import type { VariantId } from '@sidestall/kernel';

type Tx = Parameters<InventoryService['setStock']>[0];

const ANNOUNCED_AT_ONCE = 500;

/**
 * Takes the stock that a product file tells to inventory. A file does not say where its units lie: they go to the first
 * location, unless a variant already lies elsewhere too; then its retailers' own counts are the better truth.
 */
@Injectable()
export class ImportedStock {
  constructor(
    private readonly inventory: InventoryService,
    private readonly announcing: AnnounceStock,
  ) {}

  /** A listener for one import, and the news to spread once it is over. */
  listen(): { onStock: (tx: Tx, lines: readonly StockLine[]) => Promise<void>; announce: () => Promise<void> } {
    const moved: VariantId[] = [];
    return {
      onStock: async (tx, lines) => {
        await this.#take(tx, lines);
        moved.push(...lines.map(({ variantId }) => variantId));
      },
      announce: async () => {
        for (let at = 0; at < moved.length; at += ANNOUNCED_AT_ONCE) {
          await this.announcing.execute(moved.slice(at, at + ANNOUNCED_AT_ONCE));
        }
      },
    };
  }

  async #take(tx: Tx, lines: readonly StockLine[]): Promise<void> {
    const idsOf = (policy: StockLine['policy']) =>
      lines.filter((line) => line.policy === policy).map(({ variantId }) => variantId);
    for (const policy of ['continue', 'deny'] as const) {
      const ids = idsOf(policy);
      if (ids.length > 0) await this.inventory.setOverselling(tx, ids, policy === 'continue');
    }
    const retailerId = await this.inventory.firstLocation(tx);
    if (retailerId === null) return;
    const locations = await this.inventory.locationsOf(
      tx,
      lines.map(({ variantId }) => variantId),
    );
    const elsewhere = new Set(locations.flatMap((place) => (place.retailerId === retailerId ? [] : [place.variantId])));
    const counts = lines
      .filter(({ variantId }) => !elsewhere.has(variantId))
      .map(({ variantId, quantity }) => ({ variantId, retailerId, onHand: quantity }));
    await this.inventory.setStock(tx, counts);
  }
}
