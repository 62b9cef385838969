import type { StreamId } from '@sidestall/kernel';
import type { StreamEventDraft } from '@sidestall/streams';
import type { Tx } from '../platform/database.ts';
import { bodyOf, readSnapshot, SNAPSHOT_EVERY, STREAM_CHANNEL } from './stream-log.ts';

/**
 * Adds one event to a stream's log and returns its place. The update of the counter holds the stream's row until the
 * transaction ends: places are handed out in the order of commits, so that a reader who sees `n` has seen all before it.
 * The notification goes out with the commit; shows change a few times a second at most, so its lock is no bottleneck.
 */
export async function appendEvent(tx: Tx, streamId: StreamId, draft: StreamEventDraft): Promise<number> {
  const added = await tx.one<{ seq: number }>(
    `WITH place AS (
       UPDATE streams.stream SET last_seq = last_seq + 1 WHERE id = $1
       RETURNING id, last_seq, status, ingest_delay_ms, date_trunc('milliseconds', clock_timestamp()) AS at
     ), added AS (
       INSERT INTO streams.event (stream_id, seq, type, at, media_time, variant_id, body)
       SELECT id, last_seq, $2, at,
              CASE WHEN status = 'live' AND $2 NOT IN ('stock.changed', 'price.changed', 'drop.ended') THEN at - make_interval(secs => ingest_delay_ms / 1000.0) END,
              $3, $4::jsonb
         FROM place
       RETURNING seq
     )
     SELECT seq, pg_notify($5, $1 || '.' || seq) FROM added`,
    [
      streamId,
      draft.type,
      draft.type === 'pin.added' ? draft.listing.variantId : null,
      JSON.stringify(bodyOf(draft)),
      STREAM_CHANNEL,
    ],
  );
  if (!added) throw new Error(`There is no stream ${streamId}`);
  if (added.seq % SNAPSHOT_EVERY === 0) await keepSnapshot(tx, streamId);
  return added.seq;
}

async function keepSnapshot(tx: Tx, streamId: StreamId): Promise<void> {
  const state = await readSnapshot(tx, streamId);
  if (!state) return;
  await tx.rows(
    `INSERT INTO streams.snapshot (stream_id, seq, state) VALUES ($1, $2, $3)
     ON CONFLICT (stream_id) DO UPDATE SET seq = excluded.seq, state = excluded.state`,
    [streamId, state.seq, JSON.stringify(state)],
  );
}
