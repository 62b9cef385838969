import type { ListingId, Money, PinId, StreamId, VariantId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../platform/database.ts';
import { readLogSince, stateAt } from './stream-log.ts';

/** A listing on the screen, as the log has it: which entry pinned it, and what its card said. */
export interface PinThen {
  readonly pinId: PinId;
  readonly listingId: ListingId;
  /** Its place in the stream's log. */
  readonly seq: number;
  readonly pinnedAt: string;
  /** The moment of the picture it belongs to, where the encoder told. */
  readonly mediaTime: string | null;
  /** False for one among the earlier pins. */
  readonly isOn: boolean;
  readonly compareAtPrice: Money | null;
  /** Null on back order. */
  readonly available: number | null;
}

/** What a stream showed of some listings at an instant. */
export interface StreamThen {
  readonly id: StreamId;
  readonly slug: string;
  readonly title: string;
  readonly hostName: string;
  readonly status: string;
  /** The last entry of the log at that instant. */
  readonly seq: number;
  readonly pins: readonly PinThen[];
}

/** An instant, and the variants somebody wants to know about. */
export interface Moment {
  readonly instant: Date;
  readonly variantIds: readonly VariantId[];
}

/** Looks back: the log is append-only, so that what was on the screen can be told for every instant. */
@Injectable()
export class StreamMoments {
  /** The stream as it stood at an instant, with the pins of these variants; null when there is no such stream. */
  async at(sql: Sql, streamId: StreamId, instant: Date, variantIds: readonly VariantId[]): Promise<StreamThen | null> {
    return (await this.each(sql, streamId, [{ instant, variantIds }]))[0]!;
  }

  /** The same for several instants of one stream, with the statements of one. */
  async each(sql: Sql, streamId: StreamId, moments: readonly Moment[]): Promise<(StreamThen | null)[]> {
    const earliest = new Date(Math.min(...moments.map(({ instant }) => instant.getTime())));
    const variantIds = [...new Set(moments.flatMap((moment) => moment.variantIds))];
    const log = await readLogSince(sql, streamId, earliest, variantIds);
    if (!log) return moments.map(() => null);
    const states = moments.map(({ instant }) => stateAt(log, instant));
    return states.map((state, index) => ({
      id: streamId,
      ...log.stream,
      status: state.status,
      seq: state.seq,
      pins: [...state.pins.map((pin) => ({ pin, isOn: true })), ...state.earlier.map((pin) => ({ pin, isOn: false }))]
        .filter(({ pin }) => moments[index]!.variantIds.includes(pin.listing.variantId))
        .map(({ pin, isOn }) => ({
          pinId: pin.pinId,
          listingId: pin.listing.listingId,
          seq: log.places.get(pin.pinId) ?? 0,
          pinnedAt: pin.pinnedAt,
          mediaTime: pin.mediaTime,
          isOn,
          compareAtPrice: pin.listing.compareAtPrice,
          available: pin.listing.available,
        })),
    }));
  }
}
