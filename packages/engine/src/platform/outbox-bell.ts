import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { QuietClient } from './quiet-client.ts';
import type { EngineConfig } from './config.ts';
import { ENGINE_CONFIG } from './tokens.ts';

export const OUTBOX_CHANNEL = 'outbox';
const GATHER_MS = 5;

/**
 * Wakes whoever listens after a commit: the relay, or those of another channel. NOTIFY inside the transaction would queue
 * every commit behind one lock, so the bell rings on a connection of its own, at most once in a few milliseconds; a ring
 * that is lost costs one poll interval.
 */
@Injectable()
export class OutboxBell implements OnModuleDestroy {
  #pool: pg.Pool | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #channels = new Set<string>();
  #isClosed = false;

  constructor(@Inject(ENGINE_CONFIG) private readonly config: EngineConfig) {}

  ring(channel: string = OUTBOX_CHANNEL): void {
    if (this.#isClosed) return;
    this.#channels.add(channel);
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#notify().catch(() => undefined);
    }, GATHER_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#pool?.end();
  }

  async #notify(): Promise<void> {
    if (this.#isClosed) return;
    if (!this.#pool) {
      this.#pool = new pg.Pool({
        connectionString: this.config.databaseUrl,
        max: 1,
        connectionTimeoutMillis: 5_000,
        options: '-c synchronous_commit=off',
        application_name: 'sidestall-bell',
        Client: QuietClient,
      });
      this.#pool.on('error', () => undefined);
    }
    const channels = [...this.#channels];
    this.#channels.clear();
    await this.#pool.query(`SELECT pg_notify(channel, '') FROM unnest($1::text[]) AS channel`, [channels]);
  }
}
