import type { FulfillmentOrder, PartnerClient } from '@sidestall/partner-sdk';
import type { RecordFile } from './record-file.ts';
import type { LineQuantity, Shelf } from './record.ts';
import { NO_LIMITS, type Limits } from './rules.ts';

const AT_ONCE = 1_000;
const MOST_UNITS = 1_000_000;

/** What lies on the shelves of this house, by its own count, and how Sidestall is told of it. */
export class StockRoom {
  readonly #record: RecordFile;
  readonly #sidestall: PartnerClient;

  constructor(record: RecordFile, sidestall: PartnerClient) {
    this.#record = record;
    this.#sidestall = sidestall;
  }

  get limits(): Limits {
    // A record may be older than a rule.
    return { ...NO_LIMITS, ...this.#record.data.limits };
  }

  get shelves(): Shelf[] {
    return Object.values(this.#shelves).sort((a, b) => (a.sku < b.sku ? -1 : 1));
  }

  async setLimits(limits: Limits): Promise<void> {
    this.#record.data.limits = limits;
    await this.#record.save({ limits });
  }

  /** What is promised to nobody yet. */
  free(sku: string): number | null {
    const onHand = this.#shelves[sku]?.onHand ?? null;
    if (onHand === null) return null;
    const promised = Object.values(this.#record.data.slips)
      .filter(({ step }) => ['accepting', 'packing', 'shipping'].includes(step))
      .flatMap(({ order, accept }) =>
        order.lines
          .filter((line) => line.sku === sku)
          .map((line) => {
            const taken = accept?.lines?.find(({ lineId }) => lineId === line.id)?.quantity;
            return (taken ?? (accept?.lines ? 0 : line.quantity)) - line.shippedQuantity;
          }),
      );
    return promised.reduce((left, quantity) => left - quantity, onHand);
  }

  /** New things that were asked for get a shelf, which somebody may count. */
  meet(order: FulfillmentOrder): Shelf[] {
    return order.lines
      .filter(({ sku }) => !this.#shelves[sku])
      .map(({ sku, title, variantTitle }) => {
        const shelf = { sku, title: [title, variantTitle].filter(Boolean).join(', '), onHand: null };
        this.#shelves[sku] = shelf;
        return shelf;
      });
  }

  /** A parcel has left: its units lie here no more. Sidestall knows from the parcel itself. */
  sendOff(order: FulfillmentOrder, units: readonly LineQuantity[]): Shelf[] {
    return units.flatMap(({ lineId, quantity }) => {
      const sku = order.lines.find((line) => line.id === lineId)?.sku;
      const shelf = sku === undefined ? undefined : this.#shelves[sku];
      if (!shelf || shelf.onHand === null) return [];
      shelf.onHand = Math.max(shelf.onHand - quantity, 0);
      return [shelf];
    });
  }

  /** Somebody has counted: it is written down, and Sidestall is told. What came of it, in words. */
  async count(counts: ReadonlyMap<string, number>, now: Date): Promise<string> {
    const fitting = [...counts].filter(
      ([sku, units]) =>
        sku.length > 0 && sku.length <= 200 && Number.isSafeInteger(units) && units >= 0 && units <= MOST_UNITS,
    );
    if (fitting.length < counts.size) return 'A count is a whole number from 0 to a million';
    if (fitting.length === 0) return 'Nothing was counted';
    const asOf = now.toISOString();
    const counted = fitting.map(([sku, onHand]) => {
      const { title = sku } = this.#shelves[sku] ?? {};
      const shelf: Shelf = { sku, title, onHand, asOf };
      this.#shelves[sku] = shelf;
      return shelf;
    });
    await this.#record.save({ shelves: counted });
    return await this.#tell(counted, asOf);
  }

  /** Tells what lies here now once more: after Sidestall was not reached, or has learned of a SKU since. */
  async tellAgain(now: Date): Promise<string> {
    return await this.count(
      new Map(this.shelves.flatMap(({ sku, onHand }) => (onHand === null ? [] : [[sku, onHand] as const]))),
      now,
    );
  }

  async #tell(shelves: Shelf[], asOf: string): Promise<string> {
    try {
      for (let at = 0; at < shelves.length; at += AT_ONCE) {
        const piece = shelves.slice(at, at + AT_ONCE);
        const answer = await this.#sidestall.count(piece.map(({ sku, onHand }) => ({ sku, onHand: onHand!, asOf })));
        for (const { sku, outcome } of answer.counts) {
          const shelf = this.#shelves[sku];
          if (shelf?.asOf === asOf) shelf.told = { at: asOf, outcome };
        }
      }
      await this.#record.save({ shelves });
      const strange = shelves.filter(({ told }) => told?.outcome !== 'applied').length;
      const told = shelves.length === 1 ? 'The count was told' : `${shelves.length} counts were told`;
      return strange === 0 ? told : `${told}; ${strange} of them changed nothing, see below`;
    } catch (error) {
      return `Counted here, but Sidestall says: ${(error as Error).message}`;
    }
  }

  get #shelves(): Record<string, Shelf> {
    return (this.#record.data.shelves ??= {});
  }
}
