import { Injectable } from '@nestjs/common';
import type { BrandRetailersWire, ScorecardWire } from '@sidestall/contracts';
import {
  NO_COUNTS,
  SCORECARD_DAYS,
  SCORECARD_MIN_SAMPLE,
  scorecardOf,
  type ScoreCounts,
  type Scorecard,
} from '@sidestall/fulfillment';
import type { BrandId, RetailerId } from '@sidestall/kernel';
import { BrandRetailers } from '../../ordering/brand-retailers.ts';
import { ReturnCounts } from '../../ordering/returns/return-counts.ts';
import { Database, type Sql } from '../../platform/database.ts';
import { ScorecardStore } from './scorecard.store.ts';

/** How well retailers keep their word, as routing ranks them by and as they see it themselves. */
@Injectable()
export class Scorecards {
  constructor(
    private readonly database: Database,
    private readonly store: ScorecardStore,
    private readonly returns: ReturnCounts,
    private readonly retailers: BrandRetailers,
  ) {}

  /** One for each of these retailers, in one look; a newcomer's says nothing yet. As of the last count, minutes ago. */
  async of(sql: Sql, retailerIds: readonly RetailerId[]): Promise<Map<RetailerId, Scorecard>> {
    const rows = await this.store.of(sql, retailerIds);
    const found = new Map(rows.map(({ retailerId, counts }) => [retailerId, scorecardOf({ ...NO_COUNTS, ...counts })]));
    return new Map(retailerIds.map((id) => [id, found.get(id) ?? scorecardOf(NO_COUNTS)]));
  }

  /** A retailer's own, as it sees it. */
  async shownTo(retailerId: RetailerId): Promise<ScorecardWire> {
    const [row] = await this.store.of(this.database, [retailerId]);
    return present(row);
  }

  /** Those who ship for a brand, each over all brands together, as routing sees it. */
  async ofBrand(brandId: BrandId): Promise<BrandRetailersWire['retailers']> {
    const retailers = await this.retailers.of(this.database, brandId);
    const rows = await this.store.of(
      this.database,
      retailers.map(({ id }) => id),
    );
    return retailers.map(({ id, name }) => ({
      id,
      name,
      scorecard: present(rows.find(({ retailerId }) => retailerId === id)),
    }));
  }

  /** Counts all anew. */
  async count(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.store.countAnew(tx, await this.returns.ofRetailers(tx, SCORECARD_DAYS));
    });
  }
}

const present = (row: { counts: ScoreCounts; countedAt: Date } | undefined): ScorecardWire => ({
  days: SCORECARD_DAYS,
  minSample: SCORECARD_MIN_SAMPLE,
  ...scorecardOf({ ...NO_COUNTS, ...row?.counts }),
  countedAt: row?.countedAt.toISOString() ?? null,
});
