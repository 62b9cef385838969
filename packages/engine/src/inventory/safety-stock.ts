import { Injectable } from '@nestjs/common';
import type { VariantId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { StockStore } from './stock.store.ts';

/** How many units of a variant are kept back from sale. */
export interface SafetyOfVariant {
  readonly variantId: VariantId;
  readonly safety: number;
}

/** Units kept back from sale, for brands whose retailers count late. What is claimed already stays so. */
@Injectable()
export class SafetyStock {
  constructor(private readonly stock: StockStore) {}

  /** Of several for one variant the last is meant. */
  async set(tx: Tx, kept: readonly SafetyOfVariant[]): Promise<void> {
    const last = new Map(kept.map((one) => [one.variantId, one]));
    const sorted = [...last.values()].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
    if (sorted.length === 0) return;
    await this.stock.addVariants(tx, sorted);
    await this.stock.lock(tx, sorted);
    await tx.rows(
      `UPDATE inventory.variant_stock v SET safety = k.safety FROM unnest($1::text[], $2::int[]) AS k(variant_id, safety)
        WHERE v.variant_id = k.variant_id`,
      [sorted.map((one) => one.variantId), sorted.map((one) => one.safety)],
    );
  }
}
