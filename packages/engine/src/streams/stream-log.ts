import type { PinId, ProductId, StreamId, VariantId } from '@sidestall/kernel';
import {
  emptyStream,
  foldStream,
  REPLAYED,
  type StreamEvent,
  type StreamEventDraft,
  type StreamSnapshot,
} from '@sidestall/streams';
import type { Sql } from '../platform/database.ts';

/** The channel of PostgreSQL on which `<stream id>.<seq>` is said after each commit that adds an event. */
export const STREAM_CHANNEL = 'stream_event';
/** A new snapshot is kept after so many events. */
export const SNAPSHOT_EVERY = 200;

interface EventRow {
  readonly seq: number;
  readonly type: StreamEvent['type'];
  readonly at: Date;
  readonly mediaTime: Date | null;
  readonly body: object;
}

export interface LogSlice {
  readonly epoch: string;
  readonly events: StreamEvent[];
}

const toEvent = (row: EventRow): StreamEvent =>
  ({
    ...row.body,
    type: row.type,
    seq: row.seq,
    at: row.at.toISOString(),
    mediaTime: row.mediaTime?.toISOString() ?? null,
  }) as StreamEvent;

/** What of a draft goes into the row's `body`: all but its type, which has a column. */
export function bodyOf({ type: _type, ...body }: StreamEventDraft): object {
  return body;
}

/** The events after a place, in order, and the epoch they belong to; null when there is no such stream. */
export async function readEventsAfter(sql: Sql, streamId: StreamId, seq: number): Promise<LogSlice | null> {
  const rows = await sql.rows<{ epoch: string } & (EventRow | { seq: null })>(
    `SELECT s.epoch, e.seq, e.type, e.at, e.media_time AS "mediaTime", e.body
       FROM streams.stream s LEFT JOIN streams.event e ON e.stream_id = s.id AND e.seq > $2
      WHERE s.id = $1 ORDER BY e.seq`,
    [streamId, seq],
  );
  if (!rows[0]) return null;
  return { epoch: rows[0].epoch, events: rows.flatMap((row) => (row.seq === null ? [] : [toEvent(row)])) };
}

/** The entries of a log that a replay is told by, in order. */
export async function readReplayed(sql: Sql, streamId: StreamId): Promise<StreamEvent[]> {
  const rows = await sql.rows<EventRow>(
    `SELECT seq, type, at, media_time AS "mediaTime", body FROM streams.event
      WHERE stream_id = $1 AND type = ANY($2) ORDER BY seq`,
    [streamId, REPLAYED],
  );
  return rows.map(toEvent);
}

/** A state that was kept by an earlier release, with what it did not know of. */
const whole = (kept: StreamSnapshot): StreamSnapshot => ({ ...emptyStream(kept), ...kept });

/** Events as one JSON value, so that they come with the row they belong to. */
const EVENTS_AFTER = (
  seq: string,
) => `(SELECT coalesce(json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at,
    'mediaTime', e.media_time, 'body', e.body) ORDER BY e.seq), '[]') FROM streams.event e WHERE e.stream_id = s.id AND e.seq > ${seq})`;

type JsonEvent = Omit<EventRow, 'at' | 'mediaTime'> & { readonly at: string; readonly mediaTime: string | null };

const fromJson = (event: JsonEvent): StreamEvent =>
  toEvent({
    ...event,
    at: new Date(event.at),
    mediaTime: event.mediaTime === null ? null : new Date(event.mediaTime),
  });

/**
 * The state of a stream now: the last kept snapshot and what happened since, in one statement; null when there is no such
 * stream.
 */
export async function readSnapshot(sql: Sql, streamId: StreamId): Promise<StreamSnapshot | null> {
  const row = await sql.one<{ epoch: string; state: StreamSnapshot | null; events: JsonEvent[] }>(
    `SELECT s.epoch, k.state, ${EVENTS_AFTER('coalesce(k.seq, 0)')} AS events
       FROM streams.stream s LEFT JOIN streams.snapshot k ON k.stream_id = s.id AND k.state->>'epoch' = s.epoch
      WHERE s.id = $1`,
    [streamId],
  );
  if (!row) return null;
  const from = row.state ? whole(row.state) : emptyStream({ streamId, epoch: row.epoch });
  return row.events.map(fromJson).reduce(foldStream, from);
}

/** A stream's log as far as it must be read to tell what stood on the screen since an instant. */
export interface LogSince {
  readonly stream: { readonly slug: string; readonly title: string; readonly hostName: string };
  readonly from: StreamSnapshot;
  readonly events: readonly StreamEvent[];
  /** Where each pin of the variants asked for was added. */
  readonly places: ReadonlyMap<PinId, number>;
}

/** Reads what `stateAt` needs for every instant from that one on, in one statement; null when there is no such stream. */
export async function readLogSince(
  sql: Sql,
  streamId: StreamId,
  instant: Date,
  variantIds: readonly VariantId[],
): Promise<LogSince | null> {
  const row = await sql.one<{
    slug: string;
    title: string;
    hostName: string;
    epoch: string;
    state: StreamSnapshot | null;
    events: JsonEvent[];
    places: { pinId: PinId; seq: number }[];
  }>(
    `SELECT s.slug, s.title, s.host_name AS "hostName", s.epoch, k.state,
            ${EVENTS_AFTER('coalesce(k.seq, 0)')} AS events,
            (SELECT coalesce(json_agg(json_build_object('pinId', p.body->>'pinId', 'seq', p.seq)), '[]')
               FROM streams.event p WHERE p.stream_id = s.id AND p.variant_id = ANY ($3) AND p.type = 'pin.added') AS places
       FROM streams.stream s
       LEFT JOIN (SELECT k.stream_id, k.seq, k.state, k.state->>'epoch' AS epoch FROM streams.snapshot k
                    JOIN streams.event e ON e.stream_id = k.stream_id AND e.seq = k.seq AND e.at <= $2) k
         ON k.stream_id = s.id AND k.epoch = s.epoch
      WHERE s.id = $1`,
    [streamId, instant, variantIds],
  );
  if (!row) return null;
  const { slug, title, hostName } = row;
  return {
    stream: { slug, title, hostName },
    from: row.state ? whole(row.state) : emptyStream({ streamId, epoch: row.epoch }),
    events: row.events.map(fromJson),
    places: new Map(row.places.map(({ pinId, seq }) => [pinId, seq])),
  };
}

/** The state as it was at an instant of the database's clock. */
export function stateAt({ from, events }: LogSince, instant: Date): StreamSnapshot {
  const until = instant.toISOString();
  return events.filter((event) => event.at <= until).reduce(foldStream, from);
}

/** True when the log knows the pin, shown or taken off. */
export async function wasPinned(sql: Sql, streamId: StreamId, pinId: PinId): Promise<boolean> {
  const row = await sql.one(
    `SELECT 1 FROM streams.event WHERE stream_id = $1 AND type = 'pin.added' AND body->>'pinId' = $2`,
    [streamId, pinId],
  );
  return row !== null;
}

/** The streams that are not over and have pinned one of these products at some time. */
export async function streamsThatPinnedProducts(sql: Sql, productIds: readonly ProductId[]): Promise<StreamId[]> {
  const rows = await sql.rows<{ id: StreamId }>(
    `SELECT s.id FROM streams.stream s
      WHERE s.status <> 'ended'
        AND EXISTS (SELECT 1 FROM streams.event e
                     WHERE e.stream_id = s.id AND e.type = 'pin.added' AND e.body->'listing'->>'productId' = ANY($1))
      ORDER BY s.id`,
    [productIds],
  );
  return rows.map((row) => row.id);
}

/** The streams that are not over and have pinned one of these variants at some time. */
export async function streamsThatPinned(sql: Sql, variantIds: readonly VariantId[]): Promise<StreamId[]> {
  const rows = await sql.rows<{ id: StreamId }>(
    `SELECT s.id FROM streams.stream s
      WHERE s.status <> 'ended'
        AND EXISTS (SELECT 1 FROM streams.event e WHERE e.stream_id = s.id AND e.variant_id = ANY($1))
      ORDER BY s.id`,
    [variantIds],
  );
  return rows.map((row) => row.id);
}
