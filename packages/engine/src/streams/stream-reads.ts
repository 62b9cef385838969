import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result, type StreamId } from '@sidestall/kernel';
import type { StreamSnapshot } from '@sidestall/streams';
import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '../platform/database.ts';
import { HostAccess, type Host } from './host-access.ts';
import { StreamGoods, type BrandOfStream, type GoodsOfStream } from './stream-goods.ts';
import { readSnapshot } from './stream-log.ts';
import { StreamStore, type CreatorOfStream, type StreamRow } from './stream.store.ts';

const LIST_LIMIT = 100;

/** A stream with the brands that take part, the owner first. */
export interface StreamWithBrands {
  readonly stream: StreamRow;
  readonly brands: BrandOfStream[];
}

/** What the host has before them: the state and everything that may be pinned. */
export interface HostDesk extends StreamWithBrands {
  readonly snapshot: StreamSnapshot;
  readonly goods: GoodsOfStream[];
}

/** Streams as doors and other contexts may read them. */
@Injectable()
export class StreamReads {
  constructor(
    private readonly database: Database,
    private readonly streams: StreamStore,
    private readonly access: HostAccess,
    private readonly goods: StreamGoods,
  ) {}

  async list(): Promise<StreamWithBrands[]> {
    return this.#withBrands(await this.streams.list(this.database, LIST_LIMIT));
  }

  async find(idOrSlug: string): Promise<Result<StreamWithBrands, Failure<'STREAMS.STREAM_NOT_FOUND'>>> {
    const stream = await this.streams.find(this.database, idOrSlug);
    const [found] = stream ? await this.#withBrands([stream]) : [];
    return found ? ok(found) : err({ code: 'STREAMS.STREAM_NOT_FOUND', detail: 'There is no stream of this name.' });
  }

  async listFor(host: Host): Promise<StreamWithBrands[]> {
    return this.#withBrands(await this.streams.listOwnedBy(this.database, host.brandIds, LIST_LIMIT));
  }

  async desk(host: Host, idOrSlug: string): Promise<Result<HostDesk, Failure<'STREAMS.STREAM_NOT_FOUND'>>> {
    const found = await this.access.find(this.database, host, idOrSlug);
    if (!found.ok) return found;
    const [withBrands] = await this.#withBrands([found.value]);
    const goods = await this.goods.forSale(this.database, found.value);
    const snapshot = await readSnapshot(this.database, found.value.id);
    return ok({ ...withBrands!, snapshot: snapshot!, goods });
  }

  /** The state of a stream now; null when there is no such stream. */
  snapshot(streamId: StreamId): Promise<StreamSnapshot | null> {
    return readSnapshot(this.database, streamId);
  }

  /** Whose commission a sale from this stream bears; null when the brand hosts for itself. */
  creatorOf(sql: Sql, streamId: StreamId): Promise<CreatorOfStream | null> {
    return this.streams.creatorOf(sql, streamId);
  }

  async #withBrands(streams: readonly StreamRow[]): Promise<StreamWithBrands[]> {
    const brands = await this.goods.brands(this.database, [...new Set(streams.flatMap((stream) => stream.brandIds))]);
    return streams.map((stream) => ({
      stream,
      brands: stream.brandIds.flatMap((id) => brands.find((brand) => brand.id === id) ?? []),
    }));
  }
}
