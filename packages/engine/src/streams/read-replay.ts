import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result, type StreamId } from '@sidestall/kernel';
import { pictureTimeOf, replayOf, type PinnedListing, type Recording, type Replay } from '@sidestall/streams';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { HostAccess, type Host } from './host-access.ts';
import { StreamGoods } from './stream-goods.ts';
import { readReplayed } from './stream-log.ts';
import { StreamStore, type StreamRow } from './stream.store.ts';

export interface ReplayOfStream {
  readonly stream: StreamRow;
  readonly recording: Recording;
  /** The moment of the picture when the show was started. */
  readonly showStartsAt: Date;
  readonly replay: Replay;
}

type NoReplay = Failure<'STREAMS.STREAM_NOT_FOUND' | 'STREAMS.NOT_ENDED'>;

/** Shows that are over, told again by their picture. */
@Injectable()
export class ReadReplay {
  constructor(
    private readonly database: Database,
    private readonly streams: StreamStore,
    private readonly access: HostAccess,
    private readonly goods: StreamGoods,
  ) {}

  async execute(idOrSlug: string): Promise<Result<ReplayOfStream, NoReplay>> {
    const stream = await this.streams.find(this.database, idOrSlug);
    if (!stream) return err({ code: 'STREAMS.STREAM_NOT_FOUND', detail: 'There is no stream of this name.' });
    return this.#of(stream);
  }

  /** The same, of a show of the host's own. */
  async forHost(host: Host, id: StreamId): Promise<Result<ReplayOfStream, NoReplay>> {
    const found = await this.access.find(this.database, host, id);
    return found.ok ? this.#of(found.value) : found;
  }

  async #of(stream: StreamRow): Promise<Result<ReplayOfStream, NoReplay>> {
    if (stream.status !== 'ended') {
      return err({ code: 'STREAMS.NOT_ENDED', detail: 'A show can be seen again once it is over.' });
    }
    const log = await readReplayed(this.database, stream.id);
    const begun = log.find((event) => event.type === 'stream.started')!;
    const ended = log.findLast((event) => event.type === 'stream.ended')!;
    const showStartsAt = new Date(pictureTimeOf(begun));
    const recording = {
      startsAt: stream.recordingStartsAt ?? showStartsAt,
      endsAt: new Date(pictureTimeOf(ended)),
    };
    return ok({ stream, recording, showStartsAt, replay: replayOf(stream.id, log) });
  }

  /** What was pinned, as it is sold now; what nobody sells any more is left out. */
  async goodsNow({ stream, replay }: ReplayOfStream): Promise<PinnedListing[]> {
    return this.goods.findListings(this.database, stream, [
      ...new Set(replay.pins.map(({ listing }) => listing.listingId)),
    ]);
  }
}
