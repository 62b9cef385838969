import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { frameOf } from './frame.ts';
import { CLOSE_BYTES, DIRTY_BYTES, DIRTY_MS, Viewer } from './viewer.ts';

const BIG = frameOf('x'.repeat(16 * 1024));

/** A server's end of a real connection whose other end reads only when told to. */
async function slowConnection(): Promise<{ near: Socket; far: Socket; close(): void }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = createConnection((server.address() as AddressInfo).port, '127.0.0.1').pause();
  const [near] = (await once(server, 'connection')) as [Socket];
  return {
    near,
    far,
    close: () => {
      near.destroy();
      far.destroy();
      server.close();
    },
  };
}

const fill = (viewer: Viewer, near: Socket) => {
  while (near.writableLength <= DIRTY_BYTES) viewer.send(BIG, 0);
};

it('a viewer who reads slowly costs bounded memory and gets one snapshot when caught up', async () => {
  const { near, far, close } = await slowConnection();
  let drained = 0;
  const viewer = new Viewer(near, true, () => void drained++);
  fill(viewer, near);
  const waiting = near.writableLength;
  for (let n = 0; n < 1_000; n++) viewer.send(BIG, 1);
  expect(near.writableLength).toBe(waiting);
  expect(waiting).toBeLessThan(CLOSE_BYTES);
  far.resume();
  await once(near, 'drain');
  expect(drained).toBe(1);
  viewer.send(BIG, 2);
  expect(viewer.isHopeless(2 + DIRTY_MS + 1)).toBe(false);
  close();
});

it('a viewer who does not catch up in time is let go', async () => {
  const { near, close } = await slowConnection();
  const viewer = new Viewer(near, true, () => undefined);
  fill(viewer, near);
  viewer.send(BIG, 1_000);
  expect(viewer.isHopeless(1_000 + DIRTY_MS)).toBe(false);
  expect(viewer.isHopeless(1_000 + DIRTY_MS + 1)).toBe(true);
  close();
});

it('a frame is one chunk of HTTP/1.1 around the plain bytes', () => {
  const { chunk, plain } = frameOf('data: é\n\n');
  expect(plain.toString()).toBe('data: é\n\n');
  expect(chunk.toString()).toBe('a\r\ndata: é\n\n\r\n');
});
