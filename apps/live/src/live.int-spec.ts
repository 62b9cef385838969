import { get } from 'node:http';
import { newId } from '@sidestall/kernel';
import type { StreamEvent } from '@sidestall/streams';
import { stopDatabases } from '@sidestall/testing';
import { LiveHouse, seqIs } from './live.fixture.ts';

let house: LiveHouse;
beforeAll(async () => {
  house = await LiveHouse.open();
});
afterEach(() => house.everybodyLeaves());
afterAll(async () => {
  await house.close();
  await stopDatabases();
});

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

/** Ends the server's side of the listening connection, as a restart of PostgreSQL or a broken network would. */
async function cutTheEar(): Promise<void> {
  await house.sql.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'sidestall-live-listener' AND datname = current_database()`,
  );
}

describe('a viewer', () => {
  it('is told the whole state first, and then every change as it happens', async () => {
    const { id, slug } = await house.aStream();
    const viewer = await house.watch(slug);
    await viewer.until(seqIs(0));
    expect(viewer.messages[0]).toMatchObject({
      event: 'snapshot',
      data: { snapshot: { streamId: id, status: 'scheduled' } },
    });
    expect(viewer.retry).toBeGreaterThanOrEqual(1_000);
    expect(viewer.retry).toBeLessThanOrEqual(5_000);
    await house.add(id, 'stream.started');
    const pin = aPin();
    await house.add(id, 'pin.added', pin);
    await viewer.until(seqIs(2));
    expect(viewer.messages.map((message) => message.event)).toEqual(['snapshot', 'change', 'change']);
    expect(viewer.messages[2]!.id).toBe(`${viewer.state!.epoch}.2`);
    expect(viewer.state).toMatchObject({ status: 'live', pins: [{ pinId: pin.pinId, listing: { available: 3 } }] });
  });

  it('who joins late sees what was pinned before', async () => {
    const { id } = await house.aStream();
    const early = await house.watch(id);
    await early.until(seqIs(0));
    const pin = aPin();
    await house.add(id, 'pin.added', pin);
    await early.until(seqIs(1));
    const late = await house.watch(id);
    await late.until((viewer) => viewer.state !== null);
    expect(late.state).toEqual(early.state);
    expect(late.messages).toHaveLength(1);
  });

  it('who comes back is told only what was missed, and the whole state when too much or another log was', async () => {
    const { id } = await house.aStream();
    const first = await house.watch(id);
    await first.until(seqIs(0));
    const epoch = first.state!.epoch;
    for (let n = 0; n < 3; n++) await house.add(id, 'pin.added', aPin());
    await first.until(seqIs(3));

    const back = await house.watch(id, { 'last-event-id': `${epoch}.1` });
    await back.until((viewer) => viewer.messages.length === 2);
    expect(back.messages.map((message) => message.id)).toEqual([`${epoch}.2`, `${epoch}.3`]);
    const current = await house.watch(id, { 'last-event-id': `${epoch}.3` });
    await house.add(id, 'stream.started');
    await current.until((viewer) => viewer.messages.length === 1);
    expect(current.messages[0]!.id).toBe(`${epoch}.4`);

    for (const place of ['other.3', 'nonsense', `${epoch}.999`]) {
      const lost = await house.watch(id, { 'last-event-id': place });
      await lost.until((viewer) => viewer.messages.length === 1);
      expect(lost.messages[0]).toMatchObject({ event: 'snapshot', id: `${epoch}.4` });
    }
  });

  it('behind a proxy that speaks HTTP/1.0 gets the same bytes without chunks', async () => {
    const { id } = await house.aStream();
    const { createConnection } = await import('node:net');
    const { port } = new URL(house.live.url);
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
    const { id } = await house.aStream();
    const viewer = await house.watch(id);
    await viewer.until(seqIs(0));
    for (let round = 0; round < 3; round++) {
      await cutTheEar();
      for (let n = 0; n < 5; n++) await house.add(id, 'pin.added', aPin(`Bowl ${n}`));
    }
    await viewer.until(seqIs(15));
    const seqs = viewer.messages.slice(1).map((message) => (message.data as StreamEvent).seq);
    expect(seqs).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  });
});

describe('the live process', () => {
  it('asks the database once for a stream however many come at once', async () => {
    const { id } = await house.aStream();
    const many = await Promise.all(Array.from({ length: 20 }, () => house.watch(id)));
    await Promise.all(many.map((viewer) => viewer.until(seqIs(0))));
    await house.add(id, 'stream.started');
    await Promise.all(many.map((viewer) => viewer.until(seqIs(1))));
    expect(new Set(many.map((viewer) => viewer.messages[1]!.id)).size).toBe(1);
  });

  it('answers a stream that does not exist with a problem', async () => {
    const response = await house.request('/v1/streams/nothing-here/events');
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
    response.destroy();
  });

  it('lets any page listen, keeps proxies from holding bytes back, and says that it is well', async () => {
    const { id } = await house.aStream();
    const viewer = await house.watch(id);
    expect(viewer.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    for (const path of ['/health/live', '/health/ready']) {
      const response = await house.request(path);
      expect(response.statusCode).toBe(200);
      response.destroy();
    }
  });

  it('asks newcomers to come back when it is full, and has room again when somebody leaves', async () => {
    const { id } = await house.aStream();
    const many = await Promise.all(Array.from({ length: 50 }, () => house.watch(id)));
    await Promise.all(many.map((viewer) => viewer.until(seqIs(0))));
    const refused = await house.request(`/v1/streams/${id}/events`);
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBeDefined();
    refused.destroy();
    many[0]!.leave();
    let status = 503;
    while (status === 503) {
      const response = await house.request(`/v1/streams/${id}/events`);
      status = response.statusCode!;
      response.destroy();
    }
    expect(status).toBe(200);
  });

  it('tells how many watch, in all processes together, and when somebody leaves', async () => {
    const { id } = await house.aStream();
    const other = await house.another({ maxViewers: 50 });
    const here = await house.watch(id);
    const there = await house.watch(id, {}, other);
    await Promise.all([here, there].map((viewer) => viewer.until(({ watching }) => watching === 2)));
    const late = await house.watch(id);
    await late.until(({ watching }) => watching !== null);
    await here.until(({ watching }) => watching === 3);
    late.leave();
    await here.until(({ watching }) => watching === 2);
    await other.stop();
    await here.until(({ watching }) => watching === 1);
    expect(here.messages.every((message) => message.event === 'snapshot')).toBe(true);
  });

  it('does not count who left while the show was being opened', async () => {
    const { id } = await house.aStream();
    const counted = async () => {
      const response = await fetch(`${house.live.url}/health/ready`);
      return ((await response.json()) as { viewers: number }).viewers;
    };
    const until = async (holds: (viewers: number) => boolean) => {
      while (!holds(await counted())) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await until((count) => count === 0);
    await house.sql.query('BEGIN');
    await house.sql.query('LOCK TABLE streams.stream IN ACCESS EXCLUSIVE MODE');
    const impatient = Array.from({ length: 3 }, () =>
      get(`${house.live.url}/v1/streams/${id}/events`, { agent: false }).on('error', () => undefined),
    );
    await until((count) => count === 3);
    for (const one of impatient) one.destroy();
    await until((count) => count === 0);
    await house.sql.query('COMMIT');
    const patient = await house.watch(id);
    await patient.until(seqIs(0));
    expect(await counted()).toBe(1);
  });
});
