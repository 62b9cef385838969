import type { Failure } from '@sidestall/contracts';
import { err, ok, type PinId, type Result, type StreamId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { appendEvent } from './append-event.ts';
import { HostAccess, type Host } from './host-access.ts';
import type { Pinned } from './pin-listing.ts';
import { readSnapshot, wasPinned } from './stream-log.ts';

type UnpinListingError = Failure<'STREAMS.STREAM_NOT_FOUND' | 'STREAMS.PIN_NOT_FOUND'>;

/** Takes a pinned listing off. One that was taken off before stays off. */
@Injectable()
export class UnpinListing {
  constructor(
    private readonly database: Database,
    private readonly access: HostAccess,
  ) {}

  async execute(host: Host, streamId: StreamId, pinId: PinId): Promise<Result<Pinned, UnpinListingError>> {
    return this.database.transaction(async (tx) => {
      const found = await this.access.lock(tx, host, streamId);
      if (!found.ok) return found;
      const state = await readSnapshot(tx, streamId);
      if (state?.pins.some((pin) => pin.pinId === pinId)) {
        return ok({ pinId, seq: await appendEvent(tx, streamId, { type: 'pin.removed', pinId }) });
      }
      if (await wasPinned(tx, streamId, pinId)) return ok({ pinId, seq: found.value.lastSeq });
      return err({ code: 'STREAMS.PIN_NOT_FOUND', detail: 'This stream never had this pin.' });
    });
  }
}
