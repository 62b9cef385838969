import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Receiver } from './fulfillment.fixture.ts';
import { postWebhook, type PostLimits } from './post-webhook.ts';

let receiver: Receiver;
let tcp: TcpServer | null = null;
const sockets: Socket[] = [];

beforeEach(async () => {
  receiver = new Receiver();
  await receiver.listen();
});
afterEach(async () => {
  await receiver.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise<void>((resolve) => (tcp ? tcp.close(() => resolve()) : resolve()));
  tcp = null;
});

/** A server below HTTP that does what the test says with each connection. */
async function rawServer(onConnection: (socket: Socket) => void): Promise<string> {
  tcp = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => tcp!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(tcp.address() as AddressInfo).port}/`;
}

const post = (url: string, limits: Partial<PostLimits> = {}) =>
  postWebhook({
    url,
    headers: { 'webhook-id': 'msg_1' },
    body: '{"title":"Füße"}',
    allowPrivateHosts: [new URL(url).host],
    limits,
  });

describe('a POST', () => {
  it('sends the bytes that were signed and hears the answer', async () => {
    receiver.answer = (response) => response.writeHead(202).end('{"message":"danke — schön"}');
    expect(await post(receiver.url)).toMatchObject({
      outcome: { kind: 'answered', status: 202 },
      address: '127.0.0.1',
      responseBody: '{"message":"danke — schön"}',
    });
    expect(receiver.received[0]).toMatchObject({
      body: '{"title":"Füße"}',
      headers: { 'webhook-id': 'msg_1', 'content-length': '18', 'accept-encoding': 'identity' },
    });
  });

  it('follows no redirect', async () => {
    const target = new Receiver();
    await target.listen();
    receiver.answer = (response) => response.writeHead(307, { location: target.url }).end();
    expect((await post(receiver.url)).outcome).toMatchObject({ kind: 'answered', status: 307 });
    expect(target.received).toEqual([]);
    await target.close();
  });

  it('reads no more than it wants of an endless answer, whose status counts', async () => {
    let isCut = false;
    receiver.answer = (response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x')));
        if (!response.destroyed) response.once('drain', pour);
      };
      response.on('close', () => (isCut = true));
      pour();
    };
    const result = await post(receiver.url);
    expect(result).toMatchObject({ outcome: { kind: 'answered', status: 200 }, errorClass: 'RESPONSE_TOO_LARGE' });
    expect(result.responseBody).toHaveLength(4_096);
    while (!isCut) await new Promise((resolve) => setImmediate(resolve));
  });

  it('is over in time when the other side says nothing, or a byte now and then', async () => {
    receiver.answer = () => undefined;
    expect((await post(receiver.url, { totalMilliseconds: 60 })).outcome).toEqual({
      kind: 'broken',
      errorClass: 'TIMEOUT',
    });
    const drip = await rawServer((socket) => {
      const timer = setInterval(() => socket.write('H'), 10);
      socket.on('close', () => clearInterval(timer));
    });
    expect((await post(drip, { totalMilliseconds: 60 })).outcome).toMatchObject({ kind: 'broken' });
  });

  it('names what broke: a refused connection, a hang-up, something that is not HTTP', async () => {
    const url = receiver.url;
    receiver.answer = (response) => response.destroy();
    expect((await post(url)).errorClass).toBe('ECONNRESET');
    const babble = await rawServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    expect((await post(babble)).errorClass).toBe('HTTP_INVALID');
    await receiver.close();
    expect((await post(url)).errorClass).toBe('ECONNREFUSED');
    receiver = new Receiver();
    await receiver.listen();
  });

  it('takes an answer of too many headers for none', async () => {
    const flood = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let n = 0; n < 1_000; n++) socket.write(`x-${n}: ${'y'.repeat(100)}\r\n`);
    });
    expect((await post(flood)).outcome).toMatchObject({ kind: 'broken' });
  });

  it('does not go where nobody may be called, by number or by name', async () => {
    const guarded = (url: string) => postWebhook({ url, headers: {}, body: '', allowPrivateHosts: [] });
    expect((await guarded(receiver.url)).outcome).toEqual({ kind: 'blocked', errorClass: 'URL_NOT_HTTPS' });
    expect((await guarded('https://127.0.0.1/')).outcome).toEqual({
      kind: 'blocked',
      errorClass: 'ADDRESS_NOT_PUBLIC',
    });
    expect(receiver.received).toEqual([]);
  });
});
