import { Injectable } from '@nestjs/common';
import { newId, type BrandId, type CreatorId, type StreamId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { StreamStore } from './stream.store.ts';

export interface StreamDraft {
  readonly slug: string;
  readonly title: string;
  readonly hostName: string;
  readonly currency: string;
  /** Who takes part; the first owns the stream and its members run the show. */
  readonly brandIds: BrandId[];
  /** By how much the stamps of the picture are behind the host's table; left out, events show on arrival. */
  readonly ingestDelayMs?: number;
  /** Who hosts it and earns the commission; left out, the brands host for themselves. */
  readonly creatorId?: CreatorId;
}

/** Puts a stream on the calendar. A slug that is taken stays with the stream that has it, whose id is returned. */
@Injectable()
export class ScheduleStream {
  constructor(
    private readonly database: Database,
    private readonly streams: StreamStore,
  ) {}

  async execute(draft: StreamDraft): Promise<StreamId> {
    return this.database.transaction(async (tx) => {
      const known = await this.streams.find(tx, draft.slug);
      if (known) return known.id;
      const id = newId('str');
      // A new log, a new epoch: places handed out by an earlier life of the slug mean nothing here.
      await this.streams.insert(tx, {
        ...draft,
        id,
        epoch: id.slice(-12),
        ingestDelayMs: draft.ingestDelayMs ?? null,
        creatorId: draft.creatorId ?? null,
      });
      return id;
    });
  }
}
