import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { expressReceiver } from './express.ts';
import { fastifyReceiver } from './fastify.ts';
import { fetchReceiver } from './fetch.ts';
import { createReceiver, memoryMessageLog, type PartnerMessage, type ReceiverOptions } from './index.ts';
import { nodeReceiver } from './node.ts';
import { signWebhook } from './testing.ts';

const secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const body = JSON.stringify({
  type: 'fulfillment_order.requested',
  timestamp: '2026-11-22T12:00:00Z',
  data: { sequence: 1, fulfillmentOrder: { id: 'ful_1', orderNumber: 'Füße' } },
});

const signed = async (id: string, text: string | Uint8Array = body) =>
  await signWebhook({ id, timestamp: Math.floor(Date.now() / 1000), body: text, secret });

type Post = (headers: Record<string, string>, body: string | Uint8Array) => Promise<number>;

const servers: Server[] = [];
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
}
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

const poster =
  (url: string): Post =>
  async (headers, text) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', ...headers },
      body: text as string,
    });
    await answer.text();
    return answer.status;
  };

const kinds: Record<string, (options: ReceiverOptions) => Promise<Post>> = {
  'the web’s Request and Response': async (options) => {
    const receive = fetchReceiver(options);
    return async (headers, text) =>
      (await receive(new Request('https://retailer.example/', { method: 'POST', headers, body: text as string })))
        .status;
  },
  'node:http': async (options) => poster(await listen(nodeReceiver(options))),
  Express: async (options) => {
    const app = express();
    app.post('/webhooks', expressReceiver(options));
    app.use(express.json());
    return poster(await listen(app));
  },
  'Express with a raw-body parser': async (options) => {
    const app = express();
    app.post('/webhooks', express.raw({ type: '*/*' }), expressReceiver(options));
    return poster(await listen(app));
  },
  Fastify: async (options) => {
    const app = fastify();
    app.post('/other', (request) => request.body);
    await app.register(fastifyReceiver, { path: '/webhooks', ...options });
    const origin = await app.listen({ port: 0, host: '127.0.0.1' });
    servers.push(app.server);
    const other = await fetch(`${origin}/other`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: '{"still":"parsed"}',
    });
    expect(await other.json()).toEqual({ still: 'parsed' });
    return poster(`${origin}/webhooks`);
  },
};

describe.each(Object.entries(kinds))('a receiver on %s', (_name, start) => {
  it('hands over a message it can verify', async () => {
    const seen: [PartnerMessage, string][] = [];
    const post = await start({ secret, on: { 'fulfillment_order.requested': (m, { id }) => void seen.push([m, id]) } });
    expect(await post(await signed('msg_1'), body)).toBe(200);
    expect(seen).toEqual([[JSON.parse(body), 'msg_1']]);
  });

  it('S1: acts once on a message that comes twice', async () => {
    let count = 0;
    const post = await start({ secret, on: { 'fulfillment_order.requested': () => void count++ } });
    expect(await post(await signed('msg_1'), body)).toBe(200);
    expect(await post(await signed('msg_1'), body)).toBe(200);
    expect(count).toBe(1);
  });

  it('asks for a message again when dealing with it failed', async () => {
    let count = 0;
    const errors: unknown[] = [];
    const post = await start({
      secret,
      onError: (error) => errors.push(error),
      on: {
        'fulfillment_order.requested': () => {
          if (++count === 1) throw new Error('disk full');
        },
      },
    });
    expect(await post(await signed('msg_1'), body)).toBe(500);
    expect(await post(await signed('msg_1'), body)).toBe(200);
    expect(count).toBe(2);
    expect(errors).toHaveLength(1);
  });

  it('refuses what it cannot verify, and does nothing', async () => {
    let count = 0;
    const post = await start({ secret, on: { 'fulfillment_order.requested': () => void count++ } });
    const headers = await signed('msg_1');
    expect(await post(headers, body.replace('ful_1', 'ful_2'))).toBe(401);
    expect(await post({ ...headers, 'webhook-timestamp': '1700000000' }, body)).toBe(400);
    expect(await post({ ...headers, 'webhook-timestamp': `${headers['webhook-timestamp']}abc` }, body)).toBe(400);
    expect(await post({}, body)).toBe(400);
    expect(count).toBe(0);
  });

  it('acknowledges kinds of message it does not know', async () => {
    const text = JSON.stringify({ type: 'later.invention', timestamp: '2026-11-22T12:00:00Z', data: {} });
    const post = await start({ secret, on: {} });
    expect(await post(await signed('msg_1', text), text)).toBe(200);
  });
});

describe('a receiver', () => {
  it('lets a second copy wait while the first is being worked on', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const url = await listen(nodeReceiver({ secret, on: { 'fulfillment_order.requested': () => gate } }));
    const first = poster(url)(await signed('msg_1'), body);
    const second = async () => await poster(url)(await signed('msg_1'), body);
    while ((await second()) !== 503);
    release();
    expect(await first).toBe(200);
    expect(await second()).toBe(200);
  });

  it('answers 405 to a GET and stops reading an endless body', async () => {
    const url = await listen(nodeReceiver({ secret, on: {} }));
    const got = await fetch(url, { headers: { connection: 'close' } });
    expect(got.status).toBe(405);
    const status = await new Promise<number>((resolve, reject) => {
      const sending = httpRequest(url, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode!);
        sending.destroy();
      });
      sending.on('error', reject);
      for (let n = 0; n < 10; n++) sending.write(Buffer.alloc(65_536));
    });
    expect(status).toBe(413);
  });

  it('at the edge answers 405 to a GET and stops reading an endless body', async () => {
    const receive = fetchReceiver({ secret, on: {} });
    expect((await receive(new Request('https://retailer.example/'))).status).toBe(405);
    let isCanceled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: () => void (isCanceled = true),
    });
    const request = new Request('https://retailer.example/', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect((await receive(request)).status).toBe(413);
    expect(isCanceled).toBe(true);
  });

  it('S2: tells the sender of a clock that is off, so that its log says where to look', async () => {
    const headers = await signWebhook({ id: 'm', timestamp: Math.floor(Date.now() / 1000) - 360, body, secret });
    const answer = await createReceiver({ secret, on: {} })(headers, body);
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body).toContain('clock_skew');
  });

  it('S4: takes a new secret from one request to the next, without a restart', async () => {
    const next = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    let secrets = [secret];
    const receive = createReceiver({ secret: () => secrets, on: {} });
    const statusWith = async (id: string, by: string) => {
      const headers = await signWebhook({ id, timestamp: Math.floor(Date.now() / 1000), body, secret: by });
      return (await receive(headers, body)).status;
    };
    expect([await statusWith('m1', secret), await statusWith('m2', next)]).toEqual([200, 401]);
    secrets = [next, secret];
    expect([await statusWith('m3', secret), await statusWith('m4', next)]).toEqual([200, 200]);
    secrets = [next];
    expect([await statusWith('m5', secret), await statusWith('m6', next)]).toEqual([401, 200]);
  });

  it('says so when the body was parsed before it could be verified', async () => {
    const errors: unknown[] = [];
    const app = express();
    app.use(express.json());
    app.post('/webhooks', expressReceiver({ secret, on: {}, onError: (error) => errors.push(error) }));
    expect(await poster(await listen(app))(await signed('msg_1'), body)).toBe(500);
    expect(String(errors[0])).toContain('before express.json()');
  });

  it('keeps the message in the retries when its own secret is wrong', async () => {
    const url = await listen(nodeReceiver({ secret: 'oops', on: {} }));
    expect(await poster(url)(await signed('msg_1'), body)).toBe(500);
  });
});

describe('the log in memory', () => {
  it('forgets the oldest that are done and none that is running', async () => {
    const log = memoryMessageLog({ limit: 2 });
    await log.begin('running');
    for (const id of ['a', 'b', 'c']) {
      expect(await log.begin(id)).toBe('new');
      await log.finish(id);
    }
    expect(await log.begin('running')).toBe('running');
    expect(await log.begin('c')).toBe('done');
    expect(await log.begin('a')).toBe('new');
  });
});
