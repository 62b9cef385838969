import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { stopDatabases } from '@sidestall/testing';
import { LiveHouse, seqIs, TestViewer } from './live.fixture.ts';
import type { LiveProcess } from './live-process.ts';

let house: LiveHouse;
beforeAll(async () => {
  house = await LiveHouse.open();
});
afterEach(() => house.everybodyLeaves());
afterAll(async () => {
  await house.close();
  await stopDatabases();
});

/** Begins a request; the answer, as it is on the wire, is there once the request is finished. */
async function halfAsked(url: string, path: string): Promise<() => Promise<string>> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: live\r\n`);
  return () => {
    socket.write('Connection: close\r\n\r\n');
    return text(socket);
  };
}

describe('the door of the live process', () => {
  it('says that it goes before it goes, and takes nobody new in while viewers leave in slices', async () => {
    const { id } = await house.aStream();
    const leaving = await house.another({ maxViewers: 1_000 });
    const many = await Promise.all(
      Array.from(
        { length: 401 },
        () =>
          new Promise<IncomingMessage>((resolve) =>
            get(`${leaving.url}/v1/streams/${id}/events`, { agent: false }, resolve),
          ),
      ),
    );
    for (const response of many) response.resume().on('error', () => undefined);
    // Two that are about to ask when it is told to go: however late they finish, the door is still open for them.
    const asking = await Promise.all(
      ['/health/ready', `/v1/streams/${id}/events`].map((path) => halfAsked(leaving.url, path)),
    );
    const stopped = leaving.stop();
    const [ready, refused] = await Promise.all(asking.map((finish) => finish()));
    expect(ready).toMatch(/^HTTP\/1\.1 503 .*"draining":true/s);
    expect(refused).toMatch(/^HTTP\/1\.1 503 .*\r\nretry-after: [1-5]\r\n/s);
    await stopped;
  });

  it('takes in so many of one address, as the proxy tells it, and nobody by the word of others', async () => {
    const { id } = await house.aStream();
    const [believing, wary] = await Promise.all([
      house.another({ maxPerAddress: 2, trustedProxies: ['127.0.0.1'] }),
      house.another({ maxPerAddress: 2 }),
    ]);
    const open = (of: LiveProcess, address: string) =>
      new Promise<IncomingMessage>((resolve) =>
        get(`${of.url}/v1/streams/${id}/events`, { headers: { 'x-forwarded-for': address }, agent: false }, resolve),
      );
    const crowd = await Promise.all([1, 2, 3].map(() => open(believing, '203.0.113.7')));
    const other = await open(believing, '203.0.113.8');
    const refused = crowd.find(({ statusCode }) => statusCode === 429)!;
    expect(crowd.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 429]);
    expect([refused.headers['retry-after'], other.statusCode]).toEqual([expect.stringMatching(/^[1-5]$/), 200]);
    expect(await text(refused)).toContain('REQUEST.RATE_LIMITED');
    // This machine stands for many: what it says of others changes nothing.
    const all = await Promise.all([1, 2, 3].map(() => open(wary, '203.0.113.7')));
    expect(all.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    for (const response of [...crowd, ...all, other]) response.on('error', () => undefined).destroy();
    await Promise.all([believing.stop(), wary.stop()]);
  });

  it('counts what it does, for whoever watches over it', async () => {
    const { id } = await house.aStream();
    const process = await house.another({ maxViewers: 1 });
    const metrics = async () => (await fetch(`${process.url}/metrics`)).text();
    const response = await new Promise<IncomingMessage>((resolve) =>
      get(`${process.url}/v1/streams/${id}/events`, { agent: false }, resolve),
    );
    const viewer = new TestViewer(response);
    await viewer.until(seqIs(0));
    await house.add(id, 'stream.started');
    await viewer.until(seqIs(1));
    expect((await fetch(`${process.url}/v1/streams/${id}/events`)).status).toBe(503);
    const said = await metrics();
    for (const line of [
      'sidestall_live_viewers 1',
      'sidestall_live_shows 1',
      'sidestall_live_listening 1',
      'sidestall_live_events_total 1',
      'sidestall_live_frames_total 1',
      'sidestall_live_refused_total{reason="full"} 1',
    ])
      expect(said.split('\n')).toContain(line);
    expect(said).toContain('nodejs_eventloop_lag_seconds');
    viewer.leave();
    await process.stop();
  });

  it('ends every stream in an orderly way when told to stop', async () => {
    const { id } = await house.aStream();
    const leaving = await house.another({ maxViewers: 50 });
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
