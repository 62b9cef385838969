import { Injectable } from '@nestjs/common';
import { isId, type BrandId, type CreatorId, type StreamId } from '@sidestall/kernel';
import type { StreamStatus } from '@sidestall/streams';
import type { Sql, Tx } from '../platform/database.ts';

export interface StreamRow {
  readonly id: StreamId;
  readonly slug: string;
  readonly title: string;
  readonly hostName: string;
  /** The owner, whose members run the show. */
  readonly brandId: BrandId;
  readonly status: StreamStatus;
  readonly currency: string;
  readonly epoch: string;
  readonly lastSeq: number;
  readonly ingestDelayMs: number | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The moment of the recording's first picture, where the host said so. */
  readonly recordingStartsAt: Date | null;
  /** All that take part, the owner first. */
  readonly brandIds: BrandId[];
}

export interface NewStream extends Pick<
  StreamRow,
  'id' | 'slug' | 'title' | 'hostName' | 'currency' | 'epoch' | 'ingestDelayMs' | 'brandIds'
> {
  /** Who earns the commission on what it sells; null when the brand hosts for itself. */
  readonly creatorId: CreatorId | null;
}

const COLUMNS = `s.id, s.slug, s.title, s.host_name AS "hostName", s.brand_id AS "brandId", s.status, s.currency, s.epoch,
  s.last_seq AS "lastSeq", s.ingest_delay_ms AS "ingestDelayMs", s.started_at AS "startedAt",
  s.ended_at AS "endedAt", s.recording_starts_at AS "recordingStartsAt",
  ARRAY(SELECT b.brand_id FROM streams.stream_brand b WHERE b.stream_id = s.id ORDER BY b.position) AS "brandIds"`;

/** Who earns the commission on what a stream sells of the brands that take part in it. */
export interface CreatorOfStream {
  readonly id: CreatorId;
  readonly name: string;
  readonly brandIds: readonly BrandId[];
}

/** The SQL of streams; their logs are in `stream-log.ts`. */
@Injectable()
export class StreamStore {
  async insert(tx: Tx, stream: NewStream): Promise<void> {
    await tx.rows(
      `INSERT INTO streams.stream (id, slug, title, host_name, brand_id, currency, epoch, ingest_delay_ms, creator_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        stream.id,
        stream.slug,
        stream.title,
        stream.hostName,
        stream.brandIds[0],
        stream.currency,
        stream.epoch,
        stream.ingestDelayMs,
        stream.creatorId,
      ],
    );
    await tx.rows(
      `INSERT INTO streams.stream_brand (stream_id, brand_id, position)
       SELECT $1, brand_id, place - 1 FROM unnest($2::text[]) WITH ORDINALITY AS t(brand_id, place)`,
      [stream.id, stream.brandIds],
    );
  }

  find(sql: Sql, idOrSlug: string): Promise<StreamRow | null> {
    const column = isId('str', idOrSlug) ? 'id' : 'slug';
    return sql.one<StreamRow>(`SELECT ${COLUMNS} FROM streams.stream s WHERE s.${column} = $1`, [idOrSlug]);
  }

  /** The stream, with its log closed to others until the transaction ends. */
  lock(tx: Tx, id: StreamId): Promise<StreamRow | null> {
    return tx.one<StreamRow>(`SELECT ${COLUMNS} FROM streams.stream s WHERE s.id = $1 FOR UPDATE OF s`, [id]);
  }

  /** The streams that are not over and where such a drop counts: its own, or all that its brand takes part in. */
  async concerned(sql: Sql, streamId: StreamId | null, brandId: BrandId): Promise<StreamId[]> {
    const rows = await sql.rows<{ id: StreamId }>(
      `SELECT s.id FROM streams.stream s JOIN streams.stream_brand b ON b.stream_id = s.id AND b.brand_id = $2
        WHERE s.status <> 'ended' AND ($1::text IS NULL OR s.id = $1) ORDER BY s.id`,
      [streamId, brandId],
    );
    return rows.map((row) => row.id);
  }

  creatorOf(sql: Sql, id: StreamId): Promise<CreatorOfStream | null> {
    return sql.one<CreatorOfStream>(
      `SELECT c.id, c.name,
              ARRAY(SELECT b.brand_id FROM streams.stream_brand b WHERE b.stream_id = s.id ORDER BY b.position) AS "brandIds"
         FROM streams.stream s JOIN streams.creator c ON c.id = s.creator_id WHERE s.id = $1`,
      [id],
    );
  }

  /** Live ones first, then the newest. */
  list(sql: Sql, limit: number): Promise<StreamRow[]> {
    return sql.rows<StreamRow>(
      `SELECT ${COLUMNS} FROM streams.stream s ORDER BY s.status = 'live' DESC, s.id DESC LIMIT $1`,
      [limit],
    );
  }

  listOwnedBy(sql: Sql, brandIds: readonly BrandId[], limit: number): Promise<StreamRow[]> {
    return sql.rows<StreamRow>(
      `SELECT ${COLUMNS} FROM streams.stream s WHERE s.brand_id = ANY($1)
        ORDER BY s.status = 'live' DESC, s.id DESC LIMIT $2`,
      [brandIds, limit],
    );
  }

  async setIngestDelay(tx: Tx, id: StreamId, ingestDelayMs: number | null): Promise<void> {
    await tx.rows(`UPDATE streams.stream SET ingest_delay_ms = $2 WHERE id = $1`, [id, ingestDelayMs]);
  }

  async setRecordingStart(tx: Tx, id: StreamId, startsAt: Date | null): Promise<void> {
    await tx.rows(`UPDATE streams.stream SET recording_starts_at = $2 WHERE id = $1`, [id, startsAt]);
  }

  async setStatus(tx: Tx, id: StreamId, status: StreamStatus): Promise<void> {
    await tx.rows(
      `UPDATE streams.stream
          SET status = $2,
              started_at = CASE WHEN $2 = 'live' THEN coalesce(started_at, now()) ELSE started_at END,
              ended_at = CASE WHEN $2 = 'ended' THEN now() END
        WHERE id = $1`,
      [id, status],
    );
  }
}
