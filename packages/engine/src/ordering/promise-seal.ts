import { Injectable } from '@nestjs/common';
import type { StreamId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { StreamMoments, type StreamThen } from '../streams/stream-moments.ts';
import type { OrderLineRow, OrderRow } from './order.store.ts';
import { promiseContent } from './promise-content.ts';
import { PromiseSigner } from './promise-signer.ts';
import type { QuotedContent } from './quote.store.ts';

/** An order with what was accepted for it. */
export interface Sealable {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly content: QuotedContent;
}

/** Seals what buyers were shown, from our own records, in the transaction that makes it a purchase. */
@Injectable()
export class PromiseSeal {
  constructor(
    private readonly streams: StreamMoments,
    private readonly signer: PromiseSigner,
  ) {}

  /** Each is sealed once; asked again it changes nothing. `sealedAt` is the database's time. */
  async seal(tx: Tx, purchases: readonly Sealable[], sealedAt: Date): Promise<void> {
    const streams = await this.#streams(tx, purchases);
    const sealed = purchases.map((purchase, index) => {
      const { order, lines, content: quote } = purchase;
      const content = promiseContent({
        sealedAt,
        order,
        lines,
        screen: quote.shown,
        quoted: quote.lines,
        // As the quote fixed them: terms that a brand agrees on later are not what this buyer was shown.
        returnWindowDays: new Map(
          quote.lines.map(({ brandId }, at) => [brandId, quote.plan.lines[at]!.terms.returnWindowDays]),
        ),
        stream: streams[index]!,
      });
      return { order_id: order.id, content, ...this.signer.seal(content) };
    });
    await tx.rows(
      `WITH key AS (INSERT INTO ordering.promise_key (id, public_key) VALUES ($2, $3) ON CONFLICT DO NOTHING)
       INSERT INTO ordering.promise_receipt (order_id, content, sha256, signature, signed_with, sealed_at)
       SELECT order_id, content, sha256, signature, $2, $4
         FROM jsonb_to_recordset($1) AS r(order_id text, content text, sha256 text, signature text)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(sealed), this.signer.keyId, this.signer.publicKey, sealedAt],
    );
  }

  /** What each purchase's show had on the screen; null for one outside any show. */
  async #streams(tx: Tx, purchases: readonly Sealable[]): Promise<(StreamThen | null)[]> {
    const found: (StreamThen | null)[] = purchases.map(() => null);
    const ofStream = new Map<StreamId, number[]>();
    purchases.forEach(({ order }, index) => {
      if (order.streamId) ofStream.set(order.streamId, [...(ofStream.get(order.streamId) ?? []), index]);
    });
    for (const [streamId, places] of ofStream) {
      const moments = places.map((index) => ({
        instant: purchases[index]!.order.placedAt,
        variantIds: [...new Set(purchases[index]!.lines.map((line) => line.variantId))],
      }));
      const then = await this.streams.each(tx, streamId, moments);
      places.forEach((index, at) => (found[index] = then[at]!));
    }
    return found;
  }
}
