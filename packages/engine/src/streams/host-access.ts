import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type Result, type StreamId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import type { Sql, Tx } from '../platform/database.ts';
import { StreamStore, type StreamRow } from './stream.store.ts';

/** Who asks: a member and the brands they act for. */
export interface Host {
  readonly brandIds: readonly BrandId[];
}

type NotFound = Failure<'STREAMS.STREAM_NOT_FOUND'>;

const notFound: NotFound = {
  code: 'STREAMS.STREAM_NOT_FOUND',
  detail: 'Your brand has no stream at this address. Choose one from the list of your streams.',
};

/** Only the owner's members run a show; to everybody else it is not there. */
@Injectable()
export class HostAccess {
  constructor(private readonly streams: StreamStore) {}

  async find(sql: Sql, host: Host, idOrSlug: string): Promise<Result<StreamRow, NotFound>> {
    return mine(host, await this.streams.find(sql, idOrSlug));
  }

  /** The stream with its log closed to others until the transaction ends. */
  async lock(tx: Tx, host: Host, id: StreamId): Promise<Result<StreamRow, NotFound>> {
    return mine(host, await this.streams.lock(tx, id));
  }
}

const mine = (host: Host, stream: StreamRow | null): Result<StreamRow, NotFound> =>
  stream && host.brandIds.includes(stream.brandId) ? ok(stream) : err(notFound);
