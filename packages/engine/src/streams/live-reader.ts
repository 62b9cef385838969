import { isId, type StreamId } from '@sidestall/kernel';
import type { StreamSnapshot } from '@sidestall/streams';
import pg from 'pg';
import type { Sql } from '../platform/database.ts';
import { StreamListener, type StreamListenerEvents } from './stream-listener.ts';
import { readEventsAfter, readSnapshot, type LogSlice } from './stream-log.ts';

export type { LogSlice } from './stream-log.ts';

export interface LiveReaderOptions extends StreamListenerEvents {
  readonly databaseUrl: string;
  /** Hears of trouble that the reader gets over by itself. */
  onTrouble(error: Error): void;
}

const INT8 = 20;
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : (pg.types.getTypeParser(oid, format as 'text') as unknown)) as never,
};

/**
 * All that the process with the viewers' sockets asks of the database: which stream, its state, what is new, and to be
 * woken when something is. Needs no container, so that the process stays small.
 */
export class LiveReader {
  readonly #pool: pg.Pool;
  readonly #sql: Sql;
  readonly #listener: StreamListener;

  constructor(options: LiveReaderOptions) {
    this.#pool = new pg.Pool({
      connectionString: options.databaseUrl,
      max: 4,
      types,
      application_name: 'sidestall-live',
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    this.#pool.on('error', (error) => options.onTrouble(error));
    const rows = async <R>(text: string, params: readonly unknown[] = []): Promise<R[]> =>
      (await this.#pool.query(text, params as unknown[])).rows as R[];
    this.#sql = {
      rows,
      one: async <R>(text: string, params?: readonly unknown[]) => (await rows<R>(text, params))[0] ?? null,
    };
    this.#listener = new StreamListener(options.databaseUrl, options);
  }

  /** True while new events are heard of at once. */
  get isListening(): boolean {
    return this.#listener.isListening;
  }

  /** Starts listening; while the database is away it keeps trying. */
  async start(): Promise<void> {
    await this.#listener.start();
  }

  async stop(): Promise<void> {
    await this.#listener.stop();
    await this.#pool.end();
  }

  /** The id of a stream named by its id or slug. */
  async findStreamId(idOrSlug: string): Promise<StreamId | null> {
    const column = isId('str', idOrSlug) ? 'id' : 'slug';
    const row = await this.#sql.one<{ id: StreamId }>(`SELECT id FROM streams.stream WHERE ${column} = $1`, [idOrSlug]);
    return row?.id ?? null;
  }

  /**
   * Says how many connections this process holds for each of these streams, and hears how many there are in all processes
   * that were heard of within ten seconds.
   */
  async present(node: string, held: ReadonlyMap<StreamId, number>): Promise<Map<StreamId, number>> {
    const rows = await this.#sql.rows<{ streamId: StreamId; viewers: number }>(
      `WITH mine AS (SELECT * FROM unnest($2::text[], $3::int[]) AS m(stream_id, viewers)),
            told AS (
              INSERT INTO streams.presence (stream_id, node, viewers, seen_at)
              SELECT stream_id, $1, viewers, now() FROM mine ORDER BY stream_id
              ON CONFLICT (stream_id, node) DO UPDATE SET viewers = excluded.viewers, seen_at = excluded.seen_at)
       SELECT m.stream_id AS "streamId",
              (m.viewers + coalesce((SELECT sum(o.viewers) FROM streams.presence o
                                      WHERE o.stream_id = m.stream_id AND o.node <> $1
                                        AND o.seen_at > now() - interval '10 seconds'), 0))::int AS viewers
         FROM mine m`,
      [node, [...held.keys()], [...held.values()]],
    );
    return new Map(rows.map(({ streamId, viewers }) => [streamId, viewers]));
  }

  /** This process holds nobody any more; what processes left behind that never said so is forgotten too. */
  async absent(node: string): Promise<void> {
    await this.#sql.rows(`DELETE FROM streams.presence WHERE node = $1 OR seen_at < now() - interval '1 hour'`, [node]);
  }

  snapshot(streamId: StreamId): Promise<StreamSnapshot | null> {
    return readSnapshot(this.#sql, streamId);
  }

  eventsAfter(streamId: StreamId, seq: number): Promise<LogSlice | null> {
    return readEventsAfter(this.#sql, streamId, seq);
  }
}
