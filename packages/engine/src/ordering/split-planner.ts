import { Injectable } from '@nestjs/common';
import { addMoney, type BrandId, type CreatorId, type StreamId } from '@sidestall/kernel';
import { splitGoods, splitShipping, type Split, type SplitTerms } from '@sidestall/ledger';
import { lineTotal, type QuoteContent } from '@sidestall/ordering';
import { SplitTermsReader } from '../payments/split-terms-reader.ts';
import type { Sql } from '../platform/database.ts';
import { StreamReads } from '../streams/stream-reads.ts';

/** How one line would be divided if all of it were sold, and by which terms. */
export interface LinePlan {
  readonly terms: SplitTerms;
  readonly hasCreator: boolean;
  readonly split: Split;
}

/** Who gets what of an order, fixed with its quote: later terms do not touch it. Never shown to the buyer. */
export interface SplitPlan {
  readonly creator: { readonly id: CreatorId; readonly name: string } | null;
  /** In the order of the quote's lines. */
  readonly lines: readonly LinePlan[];
  readonly shipping: Split;
}

/** Divides a quote among those who will be owed a part of it. */
@Injectable()
export class SplitPlanner {
  constructor(
    private readonly terms: SplitTermsReader,
    private readonly streams: StreamReads,
  ) {}

  async plan(sql: Sql, { lines, taxes, totals }: QuoteContent, streamId: StreamId | null): Promise<SplitPlan> {
    const [terms, show] = await Promise.all([
      this.terms.of(
        sql,
        lines.map((line) => line.brandId),
      ),
      streamId ? this.streams.creatorOf(sql, streamId) : null,
    ]);
    const isOnShow = (brandId: BrandId) => show?.brandIds.includes(brandId) ?? false;
    return {
      creator: show && { id: show.id, name: show.name },
      lines: lines.map((line, index) => {
        const tax = taxes.lines[index]!.amount;
        const price = lineTotal(line);
        const gross = taxes.isIncluded ? price : addMoney(price, tax);
        const agreed = terms.get(line.brandId)!;
        const hasCreator = isOnShow(line.brandId);
        return { terms: agreed, hasCreator, split: splitGoods(gross, tax, agreed, hasCreator) };
      }),
      shipping: splitShipping(
        taxes.isIncluded ? totals.shipping : addMoney(totals.shipping, taxes.shipping.amount),
        taxes.shipping.amount,
      ),
    };
  }
}
