import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { until } from '../platform/platform.fixture.ts';
import { Receiver } from './fulfillment.fixture.ts';
import { postWebhook, type PostLimits } from './post-webhook.ts';
import { agentsFor } from './transport/post-agents.ts';
import { TEST_TLS } from './transport/test-tls.fixture.ts';

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

  it('that no request can be made of has failed like any other, so that its try is written down', async () => {
    const { weak } = TEST_TLS;
    const request = { headers: {}, body: '{}', allowPrivateHosts: [new URL(receiver.url).host] };
    const url = receiver.url.replace('http:', 'https:');
    const unfit = await postWebhook({ ...request, url, tls: { clientCert: weak.cert, clientKey: weak.key } });
    expect(unfit).toMatchObject({ outcome: { kind: 'broken' }, errorClass: 'REQUEST_INVALID', status: null });
    expect((await postWebhook({ ...request, url: receiver.url, headers: { 'x-a': 'a\nb' } })).errorClass).toBe(
      'REQUEST_INVALID',
    );
    expect(receiver.received).toEqual([]);
  });

  it('takes an answer of too many headers for none', async () => {
    const flood = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let n = 0; n < 1_000; n++) socket.write(`x-${n}: ${'y'.repeat(100)}\r\n`);
    });
    expect((await post(flood)).outcome).toMatchObject({ kind: 'broken' });
  });

  it('H11: to a host whose other tenants hang waits for none of them', async () => {
    receiver.answer = (response) => void (receiver.received.length > 64 && response.writeHead(200).end());
    const slow = Array.from({ length: 64 }, () => post(receiver.url));
    await until(() => receiver.received.length === 64);
    // Its own time would be over long before theirs.
    expect(await post(receiver.url, { totalMilliseconds: 5_000 })).toMatchObject({ status: 200 });
    await receiver.close();
    await Promise.all(slow);
  });

  it('of many takes over connections that are ready, and leaves nothing behind on them', async () => {
    await Promise.all(Array.from({ length: 200 }, () => post(receiver.url)));
    expect(receiver.received).toHaveLength(200);
    const idle = Object.entries(agentsFor(false).http.freeSockets).find(([name]) =>
      name.includes(`:${receiver.port}:`),
    )!;
    for (const socket of idle[1]!) {
      for (const event of ['lookup', 'connect', 'secureConnect'])
        expect(socket.listenerCount(event)).toBeLessThanOrEqual(1);
    }
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
