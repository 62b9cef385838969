import type { StreamId } from '@sidestall/kernel';
import pg from 'pg';
import { STREAM_CHANNEL } from './stream-log.ts';

export interface StreamListenerEvents {
  /** An event was added to the log of that stream. */
  onEvent(streamId: StreamId, seq: number): void;
  /** Listening began again after a pause in which anything may have been missed: read every log anew. */
  onResumed(): void;
  onTrouble(error: Error): void;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
const HEARTBEAT_MS = 10_000;

/** One connection that listens, and comes back by itself whenever it is lost. */
export class StreamListener {
  #client: pg.Client | null = null;
  #isListening = false;
  #isStopped = false;
  #pause = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly databaseUrl: string,
    private readonly events: StreamListenerEvents,
  ) {}

  get isListening(): boolean {
    return this.#isListening;
  }

  async start(): Promise<void> {
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#isListening = false;
    if (this.#timer) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'sidestall-live-listener',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, new Error('The listening connection ended')));
    client.on('notification', ({ payload }) => {
      const [streamId, seq] = (payload ?? '').split('.');
      if (streamId && seq) this.events.onEvent(streamId as StreamId, Number(seq));
    });
    this.#client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${STREAM_CHANNEL}`);
    } catch (error) {
      this.#lost(client, error as Error);
      return;
    }
    if (this.#client !== client) return;
    this.#isListening = true;
    this.#pause = FIRST_PAUSE_MS;
    this.#schedule(HEARTBEAT_MS, () => this.#heartbeat(client));
    this.events.onResumed();
  }

  /** A connection whose other end vanished says nothing for hours; asking finds out. */
  async #heartbeat(client: pg.Client): Promise<void> {
    try {
      await client.query('SELECT 1');
      if (this.#client === client) this.#schedule(HEARTBEAT_MS, () => this.#heartbeat(client));
    } catch (error) {
      this.#lost(client, error as Error);
    }
  }

  #lost(client: pg.Client, error: Error): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#isListening = false;
    client.end().catch(() => undefined);
    if (this.#isStopped) return;
    this.events.onTrouble(error);
    this.#schedule(this.#pause, () => this.#connect());
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #schedule(ms: number, run: () => Promise<void>): void {
    if (this.#isStopped) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void run(), ms);
  }
}
