import { get, type IncomingMessage } from 'node:http';
import { zSnapshotFrame, zStreamEvent, zViewersFrame } from '@sidestall/contracts';
import { migrate } from '@sidestall/engine/migrate';
import { newId, type StreamId } from '@sidestall/kernel';
import { foldStream, type StreamEvent, type StreamSnapshot } from '@sidestall/streams';
import { freshDatabase, type TestDatabase } from '@sidestall/testing';
import pg from 'pg';
import type { LiveConfig } from './config.ts';
import { startLive, type LiveProcess } from './live-process.ts';

interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A viewer on a real socket who folds what it is told, as the storefront does. */
export class TestViewer {
  readonly messages: Message[] = [];
  retry: number | null = null;
  isEnded = false;
  watching: number | null = null;
  state: StreamSnapshot | null = null;
  #text = '';
  #wake: (() => void)[] = [];

  constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    response.on('close', () => {
      this.isEnded = true;
      this.#wake.splice(0).forEach((wake) => wake());
    });
    response.on('error', () => undefined);
  }

  /** Resolves as soon as the condition holds. */
  async until(condition: (viewer: this) => boolean): Promise<void> {
    while (!condition(this)) {
      if (this.isEnded) throw new Error('The stream ended');
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  leave(): void {
    this.response.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#text + text).split('\n\n');
    this.#text = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      if (fields['retry']) this.retry = Number(fields['retry']);
      if (!fields['event']) continue;
      const data: unknown = JSON.parse(fields['data']!);
      if (fields['event'] === 'viewers') {
        this.watching = zViewersFrame.parse(data).viewers;
        continue;
      }
      this.messages.push({ id: fields['id']!, event: fields['event'], data });
      if (fields['event'] === 'snapshot') this.state = zSnapshotFrame.parse(data).snapshot;
      else if (this.state) this.state = foldStream(this.state, zStreamEvent.parse(data));
    }
    this.#wake.splice(0).forEach((wake) => wake());
  }
}

/** A database with streams in it, one live process, and viewers who leave when a test is over. */
export class LiveHouse {
  readonly #viewers: TestViewer[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly sql: pg.Client,
    readonly live: LiveProcess,
  ) {}

  static async open(): Promise<LiveHouse> {
    const database = await freshDatabase(migrate);
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    return new LiveHouse(database, sql, await startLive(configOf(database.url, { maxViewers: 50 })));
  }

  /** Another process on the same database. */
  another(over: Partial<LiveConfig> = {}): Promise<LiveProcess> {
    return startLive(configOf(this.database.url, over));
  }

  request(path: string, headers: Record<string, string> = {}, of = this.live): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      get(`${of.url}${path}`, { headers, agent: false }, resolve).on('error', reject);
    });
  }

  async watch(stream: string, headers: Record<string, string> = {}, of = this.live): Promise<TestViewer> {
    const viewer = new TestViewer(await this.request(`/v1/streams/${stream}/events`, headers, of));
    this.#viewers.push(viewer);
    return viewer;
  }

  everybodyLeaves(): void {
    for (const viewer of this.#viewers.splice(0)) viewer.leave();
  }

  async aStream(): Promise<{ id: StreamId; slug: string }> {
    const id = newId('str');
    const slug = `show-${id.slice(-8)}`;
    await this.sql.query(
      `INSERT INTO streams.stream (id, slug, title, host_name, brand_id, currency, epoch) VALUES ($1, $2, 'A', 'B', $3, 'EUR', $4)`,
      [id, slug, newId('brd'), `e${id.slice(-6)}`],
    );
    return { id, slug };
  }

  /** Adds an event as the engine does: its place and its row in one transaction, the notification with the commit. */
  async add(id: StreamId, type: StreamEvent['type'], body: object = {}): Promise<number> {
    const { rows } = await this.sql.query<{ seq: string }>(
      `WITH place AS (UPDATE streams.stream SET last_seq = last_seq + 1 WHERE id = $1 RETURNING id, last_seq),
            added AS (INSERT INTO streams.event (stream_id, seq, type, at, body) SELECT id, last_seq, $2, now(), $3 FROM place RETURNING seq)
       SELECT seq, pg_notify('stream_event', $1 || '.' || seq) FROM added`,
      [id, type, JSON.stringify(body)],
    );
    return Number(rows[0]!.seq);
  }

  async close(): Promise<void> {
    await this.live.stop();
    await this.sql.end();
  }
}

const configOf = (databaseUrl: string, over: Partial<LiveConfig>): LiveConfig => ({
  port: 0,
  host: '127.0.0.1',
  maxViewers: 1_000,
  maxPerAddress: 200,
  acceptsPerSecond: 10_000,
  trustedProxies: [],
  databaseUrl,
  logLevel: 'silent',
  ...over,
});

export const seqIs = (seq: number) => (viewer: TestViewer) => viewer.state?.seq === seq;
