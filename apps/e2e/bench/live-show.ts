import { setTimeout as pause } from 'node:timers/promises';
import { pathOf, type Desk } from '@sidestall/contracts';
import type { BenchHouse } from './bench-house.ts';

/** About what an entry of the log weighs. */
const NOTE = 'x'.repeat(220);

/** The show of the seed shop: its log, and its host at the desk. */
export class LiveShow {
  private constructor(
    private readonly house: BenchHouse,
    private readonly cookie: string,
    private readonly desk: Desk,
    private seq: number,
  ) {}

  static async open(house: BenchHouse): Promise<LiveShow> {
    const signedIn = await fetch(`${house.urls.api}${pathOf('consoleSignIn')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'host@demo.sidestall.dev', password: 'sidestall-demo' }),
    });
    const cookie = signedIn.headers.getSetCookie().join('; ').split(';')[0]!;
    const desk = (await (
      await fetch(house.urls.api + pathOf('consoleDesk', { id: 'table-talk' }), { headers: { cookie } })
    ).json()) as Desk;
    return new LiveShow(house, cookie, desk, desk.snapshot.seq);
  }

  get path(): string {
    return `/v1/streams/${this.desk.stream.id}/events`;
  }

  get lastSeq(): number {
    return this.seq;
  }

  /** What the next entry of the log begins with, as viewers are sent it. */
  get nextMarker(): string {
    return `id: ${this.desk.snapshot.epoch}.${this.seq + 1}\n`;
  }

  /** Adds an entry as the engine does: its place, its row and the word of it in one transaction. */
  async note(): Promise<void> {
    await this.house.rows(
      `WITH place AS (UPDATE streams.stream SET last_seq = last_seq + 1 WHERE id = $1 RETURNING id, last_seq),
            added AS (INSERT INTO streams.event (stream_id, seq, type, at, body)
                      SELECT id, last_seq, 'bench.note', now(), $2 FROM place RETURNING seq)
       SELECT pg_notify('stream_event', $1 || '.' || seq) FROM added`,
      [this.desk.stream.id, JSON.stringify({ note: NOTE })],
    );
    this.seq += 1;
  }

  /** The host presses the key of a product that is not pinned; answers how to take it off again. */
  async pin(turn: number): Promise<() => Promise<void>> {
    const { listingId } = this.desk.listings[turn % this.desk.listings.length]!;
    const { pinId } = (await this.#ask('POST', pathOf('consolePins', { id: this.desk.stream.id }), { listingId })) as {
      pinId: string;
    };
    this.seq += 1;
    return async () => {
      await this.#ask('DELETE', pathOf('consolePin', { id: this.desk.stream.id, pinId }));
      this.seq += 1;
    };
  }

  /** So many entries a second for some seconds. */
  async goOn(perSecond: number, seconds: number, each: () => Promise<void>): Promise<void> {
    const started = performance.now();
    for (let at = 0; at < perSecond * seconds; at++) {
      await this.note();
      if (at % perSecond === 0) await each();
      await pause(Math.max(0, started + ((at + 1) * 1_000) / perSecond - performance.now()));
    }
  }

  async #ask(method: string, route: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.house.urls.api + route, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.house.urls.console,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
