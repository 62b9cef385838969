import type { Failure } from '@sidestall/contracts';
import { err, newId, ok, type ListingId, type PinId, type Result, type StreamId } from '@sidestall/kernel';
import { canChangePins } from '@sidestall/streams';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { appendEvent } from './append-event.ts';
import { HostAccess, type Host } from './host-access.ts';
import { StreamGoods } from './stream-goods.ts';
import { readSnapshot } from './stream-log.ts';

export interface Pinned {
  readonly pinId: PinId;
  readonly seq: number;
}

type PinListingError = Failure<'STREAMS.STREAM_NOT_FOUND' | 'STREAMS.NOT_LIVE' | 'CATALOG.LISTING_NOT_FOUND'>;

/** Shows a listing to everybody who watches. One that is pinned already stays pinned as it is. */
@Injectable()
export class PinListing {
  constructor(
    private readonly database: Database,
    private readonly access: HostAccess,
    private readonly goods: StreamGoods,
  ) {}

  async execute(host: Host, streamId: StreamId, listingId: ListingId): Promise<Result<Pinned, PinListingError>> {
    return this.database.transaction(async (tx) => {
      const found = await this.access.lock(tx, host, streamId);
      if (!found.ok) return found;
      if (!canChangePins(found.value.status)) {
        return err({ code: 'STREAMS.NOT_LIVE', detail: 'The stream has ended. Start it again to pin.' });
      }
      const state = await readSnapshot(tx, streamId);
      const already = state?.pins.find((pin) => pin.listing.listingId === listingId);
      if (already) return ok({ pinId: already.pinId, seq: found.value.lastSeq });

      const listing = await this.goods.findListing(tx, found.value, listingId);
      if (!listing) {
        return err({
          code: 'CATALOG.LISTING_NOT_FOUND',
          detail: 'None of the brands of this stream sells this listing now. Choose another one.',
        });
      }
      const pinId = newId('pin');
      const seq = await appendEvent(tx, streamId, { type: 'pin.added', pinId, listing });
      return ok({ pinId, seq });
    });
  }
}
