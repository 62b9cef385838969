import { Injectable } from '@nestjs/common';
import type { BrandDrop, Drop, DropList, DropListQuery, Failure } from '@sidestall/contracts';
import { CatalogReader, Database, DropReader, dropTermsOf, StreamReads, type DropView } from '@sidestall/engine';
import { err, ok, type BrandId, type Result, type StreamId } from '@sidestall/kernel';

type NoSuchPlace = Failure<'CATALOG.BRAND_NOT_FOUND' | 'STREAMS.STREAM_NOT_FOUND'>;

/** Drops as viewers and brands see them. */
@Injectable()
export class DropsPresenter {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly streams: StreamReads,
    private readonly reader: DropReader,
  ) {}

  /** Those of a stream and its brands, of one brand, or of all. */
  async current(query: DropListQuery): Promise<Result<DropList, NoSuchPlace>> {
    const place = await this.#place(query);
    if (!place.ok) return place;
    const { now, drops } = await this.reader.current(place.value);
    return ok({ serverTime: now.toISOString(), drops: drops.map(dropWire) });
  }

  async #place({
    stream,
    brand,
  }: DropListQuery): Promise<Result<{ streamId: StreamId | null; brandIds: BrandId[] | null }, NoSuchPlace>> {
    const asked = brand === undefined ? null : await this.catalog.findBrandBySlug(this.database, brand);
    if (brand !== undefined && !asked) return err({ code: 'CATALOG.BRAND_NOT_FOUND' });
    if (stream === undefined) return ok({ streamId: null, brandIds: asked && [asked.id] });
    const found = await this.streams.find(stream);
    if (!found.ok) return found;
    const taking = found.value.stream.brandIds;
    return ok({ streamId: found.value.stream.id, brandIds: asked ? taking.filter((id) => id === asked.id) : taking });
  }
}

export const brandDropWire = (drop: DropView): BrandDrop => ({
  ...dropWire(drop),
  sold: drop.sold,
  createdAt: drop.createdAt.toISOString(),
});

function dropWire({ id, title, brand, streamId, state, startsAt, endsAt, listings }: DropView): Drop {
  return {
    id,
    title,
    brand,
    streamId,
    state,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    listings: listings.map((terms) => ({ ...dropTermsOf(terms), left: terms.left })),
  };
}
