import { Injectable } from '@nestjs/common';
import type { BrandId, VariantId } from '@sidestall/kernel';
import { BrandStore } from '../catalog/brand.store.ts';
import { CatalogReader } from '../catalog/catalog-reader.ts';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { Tx } from '../platform/database.ts';
import { StreamMoments } from '../streams/stream-moments.ts';
import type { OrderLineRow, OrderRow } from './order.store.ts';
import { promiseContent } from './promise-content.ts';
import { PromiseSigner } from './promise-signer.ts';
import { QuoteStore } from './quote.store.ts';

/** Seals what the buyer was shown, from our own records, in the transaction that makes it a purchase. */
@Injectable()
export class PromiseSeal {
  constructor(
    private readonly catalog: CatalogReader,
    private readonly brands: BrandStore,
    private readonly inventory: InventoryService,
    private readonly streams: StreamMoments,
    private readonly quotes: QuoteStore,
    private readonly signer: PromiseSigner,
  ) {}

  /** Sealed once; asked again it changes nothing. To be called while the order's units are still held, not yet gone. */
  async seal(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<void> {
    const variantIds = [...new Set(lines.map((line) => line.variantId))];
    const brandIds = [...new Set(lines.map((line) => line.brandId))].sort();
    const { now: sealedAt } = (await tx.one<{ now: Date }>(`SELECT now()`))!;
    const content = promiseContent({
      sealedAt,
      order,
      lines,
      listings: await this.catalog.listings(tx, [...new Set(lines.map((line) => line.listingId))]),
      available: withOwn(await this.inventory.availability(tx, variantIds), lines),
      sellers: await this.brands.sellers(tx, brandIds),
      returnWindowDays: await this.#windows(tx, order),
      stream: order.streamId ? await this.streams.at(tx, order.streamId, order.placedAt, variantIds) : null,
    });
    const { sha256, signature } = this.signer.seal(content);
    await tx.rows(
      `WITH key AS (INSERT INTO ordering.promise_key (id, public_key) VALUES ($5, $6) ON CONFLICT DO NOTHING)
       INSERT INTO ordering.promise_receipt (order_id, content, sha256, signature, signed_with, sealed_at)
       VALUES ($1, $2, $3, $4, $5, $7) ON CONFLICT DO NOTHING`,
      [order.id, content, sha256, signature, this.signer.keyId, this.signer.publicKey, sealedAt],
    );
  }

  /** As the quote fixed them: terms that a brand agrees on later are not what this buyer was shown. */
  async #windows(tx: Tx, order: OrderRow): Promise<Map<BrandId, number>> {
    const quote = await this.quotes.find(tx, order.quoteId);
    const { lines, plan } = quote!.content;
    return new Map(lines.map(({ brandId }, index) => [brandId, plan.lines[index]!.terms.returnWindowDays]));
  }
}

/** The units this order holds were there for its buyer to see. */
function withOwn(
  free: ReadonlyMap<VariantId, number | null>,
  lines: readonly OrderLineRow[],
): Map<VariantId, number | null> {
  const shown = new Map(free);
  for (const line of lines) {
    const left = shown.get(line.variantId);
    if (typeof left === 'number') shown.set(line.variantId, left + line.quantity);
  }
  return shown;
}
