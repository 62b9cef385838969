import { get, type IncomingMessage } from 'node:http';
import { zSnapshotFrame, zStreamEvent } from '@sidestall/contracts';
import { migrate } from '@sidestall/engine/migrate';
import { newId, type StreamId } from '@sidestall/kernel';
import { foldStream, type StreamEvent, type StreamSnapshot } from '@sidestall/streams';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import pg from 'pg';
import { startLive, type LiveProcess } from './live-process.ts';

let database: TestDatabase;
let sql: pg.Client;
let live: LiveProcess;
const viewers: TestViewer[] = [];

beforeAll(async () => {
  database = await freshDatabase(migrate);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  live = await startLive({ port: 0, host: '127.0.0.1', maxViewers: 50, databaseUrl: database.url, logLevel: 'silent' });
});
afterEach(() => {
  for (const viewer of viewers.splice(0)) viewer.leave();
});
afterAll(async () => {
  await live.stop();
  await sql.end();
  await stopDatabases();
});

interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A viewer on a real socket who folds what it is told, as the storefront does. */
class TestViewer {
  readonly messages: Message[] = [];
  retry: number | null = null;
  isEnded = false;
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
      this.messages.push({ id: fields['id']!, event: fields['event'], data });
      if (fields['event'] === 'snapshot') this.state = zSnapshotFrame.parse(data).snapshot;
      else if (this.state) this.state = foldStream(this.state, zStreamEvent.parse(data));
    }
    this.#wake.splice(0).forEach((wake) => wake());
  }
}

function request(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${live.url}${path}`, { headers, agent: false }, resolve).on('error', reject);
  });
}

async function watch(stream: string, headers: Record<string, string> = {}): Promise<TestViewer> {
  const viewer = new TestViewer(await request(`/v1/streams/${stream}/events`, headers));
  viewers.push(viewer);
  return viewer;
}

async function aStream(): Promise<{ id: StreamId; slug: string }> {
  const id = newId('str');
  const slug = `show-${id.slice(-8)}`;
  await sql.query(
    `INSERT INTO streams.stream (id, slug, title, host_name, brand_id, currency, epoch) VALUES ($1, $2, 'A', 'B', $3, 'EUR', $4)`,
    [id, slug, newId('brd'), `e${id.slice(-6)}`],
  );
  return { id, slug };
}

/** Adds an event as the engine does: its place and its row in one transaction, the notification with the commit. */
async function add(id: StreamId, type: StreamEvent['type'], body: object = {}): Promise<number> {
  const { rows } = await sql.query<{ seq: string }>(
    `WITH place AS (UPDATE streams.stream SET last_seq = last_seq + 1 WHERE id = $1 RETURNING id, last_seq),
          added AS (INSERT INTO streams.event (stream_id, seq, type, at, body) SELECT id, last_seq, $2, now(), $3 FROM place RETURNING seq)
     SELECT seq, pg_notify('stream_event', $1 || '.' || seq) FROM added`,
    [id, type, JSON.stringify(body)],
  );
  return Number(rows[0]!.seq);
}

const aPin = (title = 'Bowl') => ({
  pinId: newId('pin'),
  listing: {
    listingId: newId('lst'),
    productId: newId('prd'),
    variantId: newId('var'),
    title,
    variantTitle: null,
    imageUrl: null,
    imageAlt: '',
    brand: { id: newId('brd'), slug: 'clay', name: 'Clay', legalName: 'Clay Ltd', accent: '#aa5533', logoUrl: null },
    price: { amount: 1_900, currency: 'EUR' },
    compareAtPrice: null,
    available: 3,
  },
});

const seqIs = (seq: number) => (viewer: TestViewer) => viewer.state?.seq === seq;

/** Ends the server's side of the listening connection, as a restart of PostgreSQL or a broken network would. */
async function cutTheEar(): Promise<void> {
  await sql.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'sidestall-live-listener' AND datname = current_database()`,
  );
}

describe('a viewer', () => {
  it('is told the whole state first, and then every change as it happens', async () => {
    const { id, slug } = await aStream();
    const viewer = await watch(slug);
    await viewer.until(seqIs(0));
    expect(viewer.messages[0]).toMatchObject({
      event: 'snapshot',
      data: { snapshot: { streamId: id, status: 'scheduled' } },
    });
    expect(viewer.retry).toBeGreaterThanOrEqual(1_000);
    expect(viewer.retry).toBeLessThanOrEqual(5_000);
    await add(id, 'stream.started');
    const pin = aPin();
    await add(id, 'pin.added', pin);
    await viewer.until(seqIs(2));
    expect(viewer.messages.map((message) => message.event)).toEqual(['snapshot', 'change', 'change']);
    expect(viewer.messages[2]!.id).toBe(`${viewer.state!.epoch}.2`);
    expect(viewer.state).toMatchObject({ status: 'live', pins: [{ pinId: pin.pinId, listing: { available: 3 } }] });
  });

  it('who joins late sees what was pinned before', async () => {
    const { id } = await aStream();
    const early = await watch(id);
    await early.until(seqIs(0));
    const pin = aPin();
    await add(id, 'pin.added', pin);
    await early.until(seqIs(1));
    const late = await watch(id);
    await late.until((viewer) => viewer.state !== null);
    expect(late.state).toEqual(early.state);
    expect(late.messages).toHaveLength(1);
  });

  it('who comes back is told only what was missed, and the whole state when too much or another log was', async () => {
    const { id } = await aStream();
    const first = await watch(id);
    await first.until(seqIs(0));
    const epoch = first.state!.epoch;
    for (let n = 0; n < 3; n++) await add(id, 'pin.added', aPin());
    await first.until(seqIs(3));

    const back = await watch(id, { 'last-event-id': `${epoch}.1` });
    await back.until((viewer) => viewer.messages.length === 2);
    expect(back.messages.map((message) => message.id)).toEqual([`${epoch}.2`, `${epoch}.3`]);
    const current = await watch(id, { 'last-event-id': `${epoch}.3` });
    await add(id, 'stream.started');
    await current.until((viewer) => viewer.messages.length === 1);
    expect(current.messages[0]!.id).toBe(`${epoch}.4`);

    for (const place of ['other.3', 'nonsense', `${epoch}.999`]) {
      const lost = await watch(id, { 'last-event-id': place });
      await lost.until((viewer) => viewer.messages.length === 1);
      expect(lost.messages[0]).toMatchObject({ event: 'snapshot', id: `${epoch}.4` });
    }
  });

  it('behind a proxy that speaks HTTP/1.0 gets the same bytes without chunks', async () => {
    const { id } = await aStream();
    const { createConnection } = await import('node:net');
    const { port } = new URL(live.url);
    const socket = createConnection(Number(port), '127.0.0.1');
    socket.write(`GET /v1/streams/${id}/events HTTP/1.0\r\nHost: x\r\n\r\n`);
    let text = '';
    for await (const bytes of socket as AsyncIterable<Buffer>) {
      text += bytes.toString();
      if (text.includes('"snapshot"')) break;
    }
    socket.destroy();
    expect(text.toLowerCase()).not.toContain('transfer-encoding');
    expect(text).toMatch(/\r\n\r\nretry: \d+\n\nid: /);
  });
});

describe('when the listening connection is lost', () => {
  it('nothing is: what happened meanwhile is read and told in order once it is back', async () => {
    const { id } = await aStream();
    const viewer = await watch(id);
    await viewer.until(seqIs(0));
    for (let round = 0; round < 3; round++) {
      await cutTheEar();
      for (let n = 0; n < 5; n++) await add(id, 'pin.added', aPin(`Bowl ${n}`));
    }
    await viewer.until(seqIs(15));
    const seqs = viewer.messages.slice(1).map((message) => (message.data as StreamEvent).seq);
    expect(seqs).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  });
});

describe('the live process', () => {
  it('asks the database once for a stream however many come at once', async () => {
    const { id } = await aStream();
    const many = await Promise.all(Array.from({ length: 20 }, () => watch(id)));
    await Promise.all(many.map((viewer) => viewer.until(seqIs(0))));
    await add(id, 'stream.started');
    await Promise.all(many.map((viewer) => viewer.until(seqIs(1))));
    expect(new Set(many.map((viewer) => viewer.messages[1]!.id)).size).toBe(1);
  });

  it('answers a stream that does not exist with a problem', async () => {
    const response = await request('/v1/streams/nothing-here/events');
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
    response.destroy();
  });

  it('lets any page listen, keeps proxies from holding bytes back, and says that it is well', async () => {
    const { id } = await aStream();
    const viewer = await watch(id);
    expect(viewer.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    for (const path of ['/health/live', '/health/ready']) {
      const response = await request(path);
      expect(response.statusCode).toBe(200);
      response.destroy();
    }
  });

  it('asks newcomers to come back when it is full, and has room again when somebody leaves', async () => {
    const { id } = await aStream();
    const many = await Promise.all(Array.from({ length: 50 }, () => watch(id)));
    await Promise.all(many.map((viewer) => viewer.until(seqIs(0))));
    const refused = await request(`/v1/streams/${id}/events`);
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBeDefined();
    refused.destroy();
    many[0]!.leave();
    let status = 503;
    while (status === 503) {
      const response = await request(`/v1/streams/${id}/events`);
      status = response.statusCode!;
      response.destroy();
    }
    expect(status).toBe(200);
  });

  it('ends every stream in an orderly way when told to stop', async () => {
    const { id } = await aStream();
    const leaving = await startLive({
      port: 0,
      host: '127.0.0.1',
      maxViewers: 50,
      databaseUrl: database.url,
      logLevel: 'silent',
    });
    const response = await new Promise<IncomingMessage>((resolve) =>
      get(`${leaving.url}/v1/streams/${id}/events`, { agent: false }, resolve),
    );
    const viewer = new TestViewer(response);
    await viewer.until(seqIs(0));
    await leaving.stop();
    while (!viewer.isEnded) await new Promise((resolve) => response.once('close', resolve));
    expect(response.complete).toBe(true);
  });
});
