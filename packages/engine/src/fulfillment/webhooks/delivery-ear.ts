import pg from 'pg';
import { DELIVERY_CHANNEL } from './delivery-channel.ts';

const AGAIN_MS = 1_000;

/** Hears that deliveries were written down, on a connection of its own that is made anew when it breaks. */
export class DeliveryEar {
  readonly #databaseUrl: string;
  readonly #onRing: () => void;
  #client: pg.Client | null = null;
  #isStopped = false;

  constructor(databaseUrl: string, onRing: () => void) {
    this.#databaseUrl = databaseUrl;
    this.#onRing = onRing;
  }

  async listen(): Promise<void> {
    if (this.#isStopped) return;
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: 'sidestall-deliveries',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const again = () => {
      if (this.#client !== client) return;
      this.#client = null;
      client.removeAllListeners();
      client.on('error', () => undefined);
      setTimeout(() => void this.listen(), AGAIN_MS).unref();
    };
    this.#client = client;
    client.on('error', again);
    client.on('end', again);
    client.on('notification', this.#onRing);
    try {
      await client.connect();
      await client.query(`LISTEN ${DELIVERY_CHANNEL}`);
      this.#onRing();
    } catch {
      again();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#client?.end().catch(() => undefined);
  }
}
