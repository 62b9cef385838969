import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { checkEndpointUrl } from '../endpoint-address.ts';
import { postWebhook, type PostRequest } from '../post-webhook.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { NameServer, type Said } from './name-server.fixture.ts';
import { closePostAgents } from './post-agents.ts';
import { TEST_TLS } from './test-tls.fixture.ts';

const BODY = '{"title":"Füße"}';
const SHORT = { connectMilliseconds: 300, totalMilliseconds: 400, dnsMilliseconds: 300 };

const servers: Server[] = [];
const sockets = new Set<Socket>();
const nameServers: NameServer[] = [];
afterEach(async () => {
  closePostAgents();
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  await Promise.all(nameServers.splice(0).map((server) => server.close()));
});

async function listen(server: Server, port = 0): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** A server below HTTP: what it does with a connection once the request has come. */
const raw = async (answer: (socket: Socket, connection: number) => void): Promise<string> => {
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    socket.on('data', () => answer(socket, connection));
  });
  return `http://127.0.0.1:${await listen(server)}/`;
};

const secure = async (options: tls.TlsOptions): Promise<string> => {
  const server = tls.createServer(options, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'));
  });
  server.on('tlsClientError', () => undefined);
  return `https://127.0.0.1:${await listen(server)}/`;
};

const post = (url: string, more: Partial<PostRequest> = {}) =>
  postWebhook({
    url,
    headers: { 'webhook-id': 'msg_1' },
    body: BODY,
    allowPrivateHosts: [new URL(url).host],
    ...more,
  });

/** Writes the same again and again, as fast as it is taken, for as long as there is somebody to take it. */
const pour = (socket: Socket, piece: string | Buffer): void => {
  while (!socket.destroyed && socket.write(piece));
  if (!socket.destroyed) socket.once('drain', () => pour(socket, piece));
};

describe('a partner that answers elsewhere', () => {
  it.each([301, 302, 303, 307, 308])('H3: with %i is not followed, and the target hears nothing', async (status) => {
    let heard = 0;
    const target = await raw(() => (heard += 1));
    const url = await raw((socket) =>
      socket.end(`HTTP/1.1 ${status} Moved\r\nlocation: ${target}\r\ncontent-length: 0\r\n\r\n`),
    );
    expect((await post(url)).outcome).toMatchObject({ kind: 'answered', status });
    expect(heard).toBe(0);
  });
});

describe('a partner that takes its time', () => {
  it('H5: saying nothing at all is left after the time for everything', async () => {
    expect(await post(await raw(() => undefined), { limits: SHORT })).toMatchObject({ errorClass: 'TIMEOUT' });
    while (sockets.size > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('H5: with a byte of its headers now and then is left likewise', async () => {
    const url = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      const timer = setInterval(() => socket.write('y'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await post(url, { limits: SHORT })).toMatchObject({ errorClass: 'TIMEOUT', status: null });
  });

  it('H5: with a byte of its body now and then is left likewise, and its connection is closed', async () => {
    const closed = new Promise<void>((resolve) => {
      void raw((socket) => {
        socket.on('close', () => resolve());
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
        const timer = setInterval(() => socket.write('y'), 20);
        socket.on('close', () => clearInterval(timer));
      }).then(async (url) => {
        expect(await post(url, { limits: SHORT })).toMatchObject({ errorClass: 'TIMEOUT' });
      });
    });
    await closed;
  });
});

describe('a partner that says too much', () => {
  it.each([
    ['an endless body', 'HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(65_536, 'x')],
    ['ten gigabytes announced', 'HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n', Buffer.alloc(65_536, 'x')],
    [
      'a bomb of zeros, compressed though nobody asked for it',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n',
      gzipSync(Buffer.alloc(50_000_000)),
    ],
  ])('H6: with %s is read a little and then left; its status counts', async (_what, head, piece) => {
    const url = await raw((socket) => {
      socket.write(head);
      pour(socket, piece);
    });
    const result = await post(url);
    expect(result).toMatchObject({ outcome: { kind: 'answered', status: 200 }, errorClass: 'RESPONSE_TOO_LARGE' });
    expect(Buffer.byteLength(result.responseBody!)).toBeLessThanOrEqual(4_096 * 3);
  });

  it('H6: with a megabyte of headers has not answered', async () => {
    const url = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      pour(socket, `x-more: ${'y'.repeat(1_000)}\r\n`);
    });
    expect(await post(url)).toMatchObject({ errorClass: 'HEADERS_TOO_LARGE', status: null });
  });
});

describe('a partner that does not keep to HTTP', () => {
  it('H7: with interim answers for ever is left', async () => {
    const url = await raw((socket) => pour(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'));
    expect(await post(url)).toMatchObject({ errorClass: 'HTTP_INVALID' });
  });

  it('H7: and speaks of something else is named so', async () => {
    expect(await post(await raw((socket) => socket.end('220 mail.test ESMTP\r\n')))).toMatchObject({
      errorClass: 'HTTP_INVALID',
    });
  });

  it('H7: and hangs up in the middle of its answer has not answered', async () => {
    const url = await raw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'));
    expect(await post(url)).toMatchObject({ outcome: { kind: 'broken' } });
  });

  it('H7: and resets the connection is tried once more within the attempt, and no more', async () => {
    let times = 0;
    const always = await raw((socket) => {
      times += 1;
      socket.resetAndDestroy();
    });
    expect(await post(always)).toMatchObject({ errorClass: 'ECONNRESET' });
    expect(times).toBe(2);
    const first = await raw((socket, connection) =>
      connection === 1 ? socket.resetAndDestroy() : socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
    );
    expect(await post(first)).toMatchObject({ status: 204 });
  });
});

describe('a partner whose TLS is not in order', () => {
  const ca = TEST_TLS.ca;

  it('H8: is told from one whose is, by an authority of its own', async () => {
    const result = await post(await secure(TEST_TLS.server), { tls: { ca } });
    expect(result).toMatchObject({ status: 204, tlsVersion: 'TLSv1.3', address: '127.0.0.1' });
    expect(result.phases.tlsMs).not.toBeNull();
  });

  it.each([
    ['has run out', TEST_TLS.expired, 'TLS_CERT_HAS_EXPIRED'],
    ['is for another host', TEST_TLS.elsewhere, 'TLS_ERR_TLS_CERT_ALTNAME_INVALID'],
    ['is signed by itself', TEST_TLS.self, 'TLS_DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('H8: since its certificate %s is sent nothing', async (_why, certificate, errorClass) => {
    expect(await post(await secure(certificate), { tls: { ca } })).toMatchObject({ errorClass, status: null });
  });

  it('H8: since nobody known has signed its certificate is sent nothing', async () => {
    expect((await post(await secure(TEST_TLS.server))).errorClass).toMatch(/^TLS_UNABLE_TO_(VERIFY|GET)/);
  });

  it('H8: since it speaks an old version is sent nothing, and nothing is downgraded', async () => {
    const old = await secure({
      ...TEST_TLS.server,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL@SECLEVEL=0',
    });
    expect((await post(old, { tls: { ca } })).errorClass).toMatch(/^TLS_/);
  });

  it('H8: since it never ends the handshake is left in time', async () => {
    const url = (await raw(() => undefined)).replace('http:', 'https:');
    expect(await post(url, { limits: SHORT })).toMatchObject({ errorClass: 'TLS_TIMEOUT' });
  });

  it('H8: and asks for our certificate sees it', async () => {
    const url = await secure({ ...TEST_TLS.server, ca: [ca], requestCert: true, rejectUnauthorized: true });
    const { cert: clientCert, key: clientKey } = TEST_TLS.client;
    expect(await post(url, { tls: { ca, clientCert, clientKey } })).toMatchObject({ status: 204 });
    expect(await post(url, { tls: { ca } })).toMatchObject({ outcome: { kind: 'broken' } });
  });
});

describe('a partner whose name', () => {
  /** Where a name that lies would lead us. */
  const trap = async (): Promise<() => number> => {
    let heard = 0;
    await listen(
      createServer(() => (heard += 1)),
      8_443,
    );
    return () => heard;
  };
  const named = async (say: (asked: number) => Said) => {
    const server = await NameServer.open((_name, asked) => say(asked));
    nameServers.push(server);
    return server;
  };
  const call = (server: NameServer) =>
    postWebhook({
      url: 'https://shop.test:8443/',
      headers: {},
      body: BODY,
      allowPrivateHosts: [],
      limits: SHORT,
      nameServers: [server.address],
    });

  it.each([
    ['does not exist', 'NXDOMAIN', 'DNS_FAILED'],
    ['cannot be resolved just now', 'SERVFAIL', 'DNS_FAILED'],
    ['is never answered for', 'silence', 'DNS_TIMEOUT'],
  ] as const)('H9: %s is left in time', async (_what, said, errorClass) => {
    expect(await call(await named(() => said))).toMatchObject({ errorClass, address: null });
  });

  it('H9: leads to a public address when it is looked at and to this machine when it is dialed is not called', async () => {
    const heard = await trap();
    const server = await named((asked) => (asked === 0 ? ['93.184.215.14'] : ['127.0.0.1']));
    expect(checkEndpointUrl('https://shop.test:8443/', [])).toBeInstanceOf(URL);
    const settings = { timeoutMilliseconds: 1_000, isGuarded: true, nameServers: [server.address] };
    const look = promisify(
      guardedLookup(settings) as (name: string, options: object, done: (error: unknown) => void) => void,
    );
    await expect(look('shop.test', { all: true })).resolves.toEqual([{ address: '93.184.215.14', family: 4 }]);
    expect(await call(server)).toMatchObject({ outcome: { kind: 'blocked', errorClass: 'ADDRESS_NOT_PUBLIC' } });
    expect(server.asked).toBe(2);
    expect(heard()).toBe(0);
  });

  it.each([
    ['a private one', ['93.184.215.14', '10.0.0.7']],
    ['the metadata service', ['169.254.169.254', '93.184.215.14']],
    ['a wrapped one', ['93.184.215.14', '::ffff:127.0.0.1']],
    ['one of IPv6 for this machine', ['93.184.215.14', '::1']],
  ])('H9: has a public address and %s is not called', async (_what, addresses) => {
    const heard = await trap();
    expect(await call(await named(() => addresses))).toMatchObject({ errorClass: 'ADDRESS_NOT_PUBLIC' });
    expect(heard()).toBe(0);
  });
});

describe('an address in disguise', () => {
  it.each([
    'https://0x7f000001/',
    'https://2130706433/',
    'https://127.1/',
    'https://①②⑦.⓪.⓪.①/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://localhost./',
    'https://user:pass@shop.test/',
    'https://shop.test:22/',
    'https://shop.test:6379/',
  ])('H10: %s is refused when it is saved, and when it is called all the same', async (url) => {
    const refusal = checkEndpointUrl(url, []);
    expect(refusal).toEqual(expect.any(String));
    const result = await postWebhook({ url, headers: {}, body: BODY, allowPrivateHosts: [] });
    expect(result).toMatchObject({ outcome: { kind: 'blocked', errorClass: refusal }, address: null });
  });
});

describe('a partner that is written to often', () => {
  it('is written to over one connection, which is replaced when it was closed meanwhile', async () => {
    let connections = 0;
    const url = await raw((socket, connection) => {
      connections = connection;
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });
    expect((await post(url)).phases.connectMs).not.toBeNull();
    const second = await post(url);
    expect(second).toMatchObject({ status: 200, address: '127.0.0.1', phases: { connectMs: null } });
    expect(connections).toBe(1);
    for (const socket of sockets) socket.resetAndDestroy();
    expect(await post(url)).toMatchObject({ status: 200 });
    expect(connections).toBe(2);
  });
});
