import { request as send, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { zProblem, type PlacedOrder, type Problem } from '@sidestall/contracts';
import { makeLogger } from '@sidestall/engine';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const JSON_TYPE = { 'content-type': 'application/json' };
const STORE = 'https://shop.example';
const CONSOLE = 'http://localhost:4003';
const UNKNOWN_ORDER = '/v1/orders/ord_01k00000000000000000000000';
const UNKNOWN_REQUEST = 'ful_01k00000000000000000000000';

let house: TestHouse;
const log: string[] = [];
beforeAll(async () => {
  const logger = makeLogger('api', 'debug', { write: (line) => void log.push(line) });
  house = await TestHouse.open({ logger });
});
afterAll(() => house.close());

interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends exactly this, which `fetch` would tidy up. */
const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const options = { method, path, headers, agent: false, host: '127.0.0.1', port: new URL(house.url).port };
    const request = send(options, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });

/** A problem in the right form: its own status and code, nothing of our insides. */
const problemOf = (answer: RawAnswer): Problem => {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.text).not.toMatch(/stack|node_modules|\.ts:|SELECT|at .*\(/);
  const problem = zProblem.parse(JSON.parse(answer.text));
  expect(problem).toMatchObject({ status: answer.status, type: `urn:sidestall:problem:${problem.code}` });
  return problem;
};
const codeOf = (answer: RawAnswer): string => `${answer.status} ${problemOf(answer).code}`;
const quotes = (body: string, headers: Record<string, string> = JSON_TYPE) => ask('POST', '/v1/quotes', headers, body);
let keys = 0;
const orders = (body: string) =>
  ask('POST', '/v1/orders', { ...JSON_TYPE, 'idempotency-key': `bad-input-${keys++}` }, body);

describe('an address', () => {
  it.each([
    ['that does not exist', '/v1/nothing', '404 REQUEST.NOT_FOUND'],
    ['that climbs out of its folder', '/media/..%2f..%2fpackage.json', '404 REQUEST.NOT_FOUND'],
    ['of a file that is no picture', '/media/seed/products.csv', '404 REQUEST.NOT_FOUND'],
    ['of an unknown product', '/v1/products/prd_01k00000000000000000000000', '404 CATALOG.PRODUCT_NOT_FOUND'],
    ['with the id of another kind of thing', '/v1/products/ord_01k00000000000000000000000', '400 REQUEST.INVALID'],
    ['of an unknown stream', '/v1/streams/nobody', '404 STREAMS.STREAM_NOT_FOUND'],
    ['that is not percent-encoded right', '/v1/streams/%zz', '400 REQUEST.INVALID'],
    ['that is not Unicode', '/v1/streams/%ff%fe', '400 REQUEST.INVALID'],
    ['that holds U+0000', '/v1/streams/%00', '400 REQUEST.INVALID'],
    ['with U+0000 in its query', '/v1/products?cursor=%00', '400 REQUEST.INVALID'],
    ['with a made-up cursor', '/v1/products?cursor=abc', '400 REQUEST.INVALID'],
    ['that asks for a negative number of things', '/v1/products?limit=-1', '400 REQUEST.INVALID'],
    ['that asks for a million things', '/v1/products?limit=1000000', '400 REQUEST.INVALID'],
    ['with a very long part', `/v1/products/${'x'.repeat(5_000)}`, '404 REQUEST.NOT_FOUND'],
    ['with a very long query', `/v1/products?cursor=${'x'.repeat(9_000)}`, '400 REQUEST.INVALID'],
  ])('%s', async (_what, path, expected) => {
    expect(codeOf(await ask('GET', path))).toBe(expected);
  });

  it('that is longer than any server reads is told so', async () => {
    const answer = await ask('GET', `/v1/products?cursor=${'x'.repeat(20_000)}`);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({ status: 431, code: 'REQUEST.TOO_LARGE' });
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
    'does not take %s and says what it takes',
    async (method) => {
      const answer = await ask(method, '/v1/products');
      expect(codeOf(answer)).toBe('405 REQUEST.METHOD_NOT_ALLOWED');
      expect(answer.headers['allow']).toBe('GET, HEAD');
    },
  );

  it('takes HEAD like GET, without a body', async () => {
    const [head, get] = [await ask('HEAD', '/v1/products'), await ask('GET', '/v1/products')];
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['etag']).toBe(get.headers['etag']);
  });

  it('of a picture that is asked for from beyond its end is refused in our form', async () => {
    const path = await picture();
    expect(codeOf(await ask('GET', path, { range: 'bytes=99999999-' }))).toBe('400 REQUEST.INVALID');
  });

  const picture = async (): Promise<string> => {
    const { products } = await house.firstProducts();
    return new URL(products[0]!.brand.logoUrl!).pathname;
  };
});

describe('a body', () => {
  it.each([
    ['that ends in the middle', '{"lines":', '400 REQUEST.INVALID'],
    ['that is empty', '', '400 REQUEST.INVALID'],
    ['that is an array', '[]', '400 REQUEST.INVALID'],
    ['that is null', 'null', '400 REQUEST.INVALID'],
    ['that is a text', '"lines"', '400 REQUEST.INVALID'],
    ['with an object for an array', '{"lines":{"length":1},"country":"DE"}', '400 REQUEST.INVALID'],
    ['with an array for a text', '{"lines":[],"country":["DE"]}', '400 REQUEST.INVALID'],
    ['that would change prototypes', '{"__proto__":{"isAdmin":true},"lines":[],"country":"DE"}', '400 REQUEST.INVALID'],
    ['that would change constructors', '{"constructor":{"prototype":{"x":1}},"country":"DE"}', '400 REQUEST.INVALID'],
    ['of brackets alone', '['.repeat(100_000) + ']'.repeat(100_000), '400 REQUEST.INVALID'],
    ['nested in objects', '{"a":'.repeat(40_000) + '1' + '}'.repeat(40_000), '400 REQUEST.INVALID'],
    ['that is too large', JSON.stringify({ a: 'x'.repeat(300_000) }), '413 REQUEST.TOO_LARGE'],
  ])('%s', async (_what, body, expected) => {
    expect(codeOf(await quotes(body))).toBe(expected);
    expect(codeOf(await orders(body))).toBe(expected);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  it.each([
    ['text/plain', 'x'],
    ['application/xml', '<x/>'],
    ['application/x-www-form-urlencoded', 'lines=1'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/csv', 'Handle,Title'],
    ['application/octet-stream', '\u0001'],
    [';;;', '{}'],
  ])('of type %s is not taken where JSON is due', async (type, body) => {
    const headers = { 'content-type': type, 'idempotency-key': 'other-type' };
    for (const path of ['/v1/quotes', '/v1/orders', '/v1/console/sign-in', '/v1/webhooks/stripe'])
      expect(codeOf(await ask('POST', path, headers, body))).toBe('415 REQUEST.UNSUPPORTED_MEDIA_TYPE');
  });

  it('in JSON with a charset is JSON', async () => {
    expect(codeOf(await quotes('{}', { 'content-type': 'Application/JSON; charset=utf-8' }))).toBe(
      '400 REQUEST.INVALID',
    );
  });

  it('names each field that is off', async () => {
    const problem = problemOf(await quotes('{"lines":[{"listingId":"x","quantity":-1}],"country":"Germany"}'));
    expect(problem.fields?.map((field) => field.path)).toEqual(['lines.0.listingId', 'lines.0.quantity', 'country']);
  });

  it.each([0, -1, 1.5, 100, 1e308, Number.MAX_SAFE_INTEGER, '1', null])('of a cart with %p units', async (quantity) => {
    const body = JSON.stringify({ lines: [{ listingId: await house.listing(MUG), quantity }], country: 'DE' });
    const problem = problemOf(await quotes(body));
    expect(problem.code).toBe('REQUEST.INVALID');
    expect(new Set(problem.fields?.map((field) => field.path))).toEqual(new Set(['lines.0.quantity']));
  });

  it('of a cart of nothing, or of far too many lines', async () => {
    const line = { listingId: await house.listing(MUG), quantity: 1 };
    const cart = (lines: unknown[]) => quotes(JSON.stringify({ lines, country: 'DE' }));
    expect(codeOf(await cart([]))).toBe('400 REQUEST.INVALID');
    expect(codeOf(await cart(Array.from({ length: 51 }, () => line)))).toBe('400 REQUEST.INVALID');
  });

  it.each([
    ['shippingAddress.line1', { line1: 'Lange\0Straße' }],
    ['shippingAddress.line1', { line1: 'Lange \ud800 Straße' }],
    ['shippingAddress.name', { name: 'x'.repeat(10_000) }],
    ['shippingAddress.city', { city: '\u0007' }],
    ['shippingAddress.phone', { phone: { toString: 'x' } }],
    ['shippingAddress.country', { country: 'de' }],
  ])('with an odd %s', async (path, change) => {
    const address = { name: 'Ana', line1: 'A 1', city: 'Leipzig', postalCode: '04103', country: 'DE', ...change };
    const quote = await house.quote({ [MUG]: 1 });
    const placed = await house.place(quote, { token: 'ctoken_never', change: { shippingAddress: address } });
    expect(placed).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID', fields: [{ path }] } });
  });

  it.each([
    ['email', { email: `a@${'b'.repeat(100_000)}.example` }],
    ['email', { email: 'a@b.example\r\nbcc: all@example.com' }],
    ['returnUrl', { returnUrl: 'javascript:alert(1)' }],
    ['confirmationTokenId', { confirmationTokenId: "ctoken_'; DROP TABLE ordering.order --" }],
    ['quoteHash', { quoteHash: 'x'.repeat(10_000) }],
  ])('of an order with an odd %s', async (path, change) => {
    const placed = await house.place(await house.quote({ [MUG]: 1 }), { token: 'ctoken_never', change });
    expect(placed).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID', fields: [{ path }] } });
  });
});

describe('bytes that are no request', () => {
  const bytes = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(house.url).port), '127.0.0.1', () => socket.write(text));
      let heard = '';
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });

  it.each([
    ['garbage', 'GARBAGE\r\n\r\n', '400'],
    ['a length that is no number', 'POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n{}', '400'],
    [
      'two lengths at once',
      'POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400',
    ],
    ['a header without end', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('such as %s are refused in our form, and the line is cut', async (_what, text, status) => {
    const heard = await bytes(text);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(heard).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(heard.split('\r\n\r\n')[1]!)).toMatchObject({ status: Number(status) });
  });
});

describe('a stranger', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const buy = async (): Promise<PlacedOrder> => (await house.place(await house.quote({ [MUG]: 1 }))).body;

  it('cannot tell an order that is not theirs from one that does not exist', async () => {
    const [mine, other] = [await buy(), await buy()];
    const theirs = `/v1/orders/${other.order.id}`;
    const seen = async (method: string, path: string, headers: Record<string, string>) => {
      const { instance: _, requestId: __, ...rest } = problemOf(await ask(method, path, headers));
      return rest;
    };
    const unknown = await seen('GET', UNKNOWN_ORDER, bearer(mine.orderToken));
    expect(unknown.code).toBe('ORDERING.ORDER_NOT_FOUND');
    const tokens: Record<string, string>[] = [
      {},
      bearer(mine.orderToken),
      bearer('x.y'),
      bearer(`${other.orderToken}x`),
      bearer(RETAILER_KEYS.northwind),
      { authorization: `Basic ${other.orderToken}` },
    ];
    for (const headers of tokens) {
      expect(await seen('GET', theirs, headers)).toEqual(unknown);
      expect(await seen('POST', `${theirs}/confirm`, headers)).toEqual(unknown);
    }
  });

  it('who is another retailer finds no request, and can do nothing to it', async () => {
    const order = await buy();
    const { id } = await house.requested('northwind', order);
    const parcel = { carrier: 'DHL', trackingNumber: 'JD0146000009' };
    const tries = [
      await house.partner('harbor', 'GET', `/${id}`),
      await house.partner('harbor', 'POST', `/${id}/accept`, {}),
      await house.partner('harbor', 'POST', `/${id}/reject`, { reason: 'capacity' }),
      await house.partner('harbor', 'POST', `/${id}/shipments`, parcel),
      await house.partner('northwind', 'GET', `/${UNKNOWN_REQUEST}`),
    ];
    for (const answer of tries)
      expect(answer).toMatchObject({ status: 404, body: { code: 'FULFILLMENT.ORDER_NOT_FOUND' } });
    expect((await house.partner('northwind', 'GET', `/${id}`)).body).toMatchObject({ state: 'requested' });
  });

  it('without a key, or with one that is not ours, is asked for one', async () => {
    for (const headers of [
      {},
      bearer('sk_retail_nobody_0123456789'),
      bearer('x'.repeat(5_000)),
      { authorization: 'x' },
    ]) {
      const answer = await ask('GET', '/v1/partner/fulfillment-orders', headers);
      expect(codeOf(answer)).toBe('401 REQUEST.UNAUTHENTICATED');
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  it('without a session does not enter the console', async () => {
    for (const cookie of [
      '',
      'stall_session=x',
      `stall_session=${'x'.repeat(4_000)}`,
      '__proto__=1; stall_session=%00',
    ])
      expect(codeOf(await ask('GET', '/v1/console/me', { cookie }))).toBe('401 REQUEST.UNAUTHENTICATED');
  });
});

describe('a browser', () => {
  const preflight = (path: string, origin: string) =>
    ask('OPTIONS', path, {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,idempotency-key,authorization',
    });

  it('may call the storefront’s routes from every page, and never with credentials', async () => {
    const answer = await preflight('/v1/orders', STORE);
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*' });
    expect(answer.headers['access-control-allow-headers']).toMatch(/content-type.*authorization.*idempotency-key/);
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    const get = await ask('GET', '/v1/products', { origin: STORE });
    expect(get.headers['access-control-allow-origin']).toBe('*');
    expect(get.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('may read why it was refused', async () => {
    const answers = [
      await ask('GET', '/v1/nothing', { origin: STORE }),
      await ask('PUT', '/v1/orders', { origin: STORE, ...JSON_TYPE }, '{}'),
      await ask('POST', '/v1/quotes', { origin: STORE, 'content-type': 'text/plain' }, '{}'),
      await ask('GET', '/v1/streams/%zz', { origin: STORE }),
    ];
    for (const answer of answers) expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it('may bring the console’s cookie from the console alone', async () => {
    for (const origin of [CONSOLE, STORE, 'null']) {
      const { headers } = await preflight('/v1/console/sign-in', origin);
      expect(headers).toMatchObject({
        'access-control-allow-origin': CONSOLE,
        'access-control-allow-credentials': 'true',
      });
      expect(headers['vary']).toMatch(/origin/i);
    }
  });

  it('may not read the mailbox from another page', async () => {
    const answer = await ask('GET', '/mailbox/messages.json', { origin: STORE });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('gets a plain answer to a plain OPTIONS', async () => {
    expect((await ask('OPTIONS', '/v1/products')).status).toBe(204);
  });

  it('runs nothing of what it is given', async () => {
    const { headers } = await ask('GET', '/v1/products');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
  });
});

it('a bug is told without its details, and logged with the request’s id', async () => {
  await house.database.rows('ALTER TABLE streams.stream RENAME TO hidden');
  const answer = await ask('GET', '/v1/streams/table-talk', { 'x-request-id': 'request-of-the-bug' });
  await house.database.rows('ALTER TABLE streams.hidden RENAME TO stream');
  expect(codeOf(answer)).toBe('500 PLATFORM.BUG');
  expect(answer.text).not.toMatch(/relation|exist/);
  expect(problemOf(answer).requestId).toBe('request-of-the-bug');
  const logged = log.filter((line) => line.includes('request-of-the-bug')).map((line) => JSON.parse(line) as object);
  expect(logged[0]).toMatchObject({ level: 50, err: { code: '42P01' } });
});

it('the log of all this names orders and requests, and no person, address, key, token or card', async () => {
  const order = (await house.place(await house.quote({ [MUG]: 1 }))).body;
  const path = `/v1/orders/${order.order.id}`;
  await ask('GET', `${path}?token=${order.orderToken}`, { authorization: `Bearer ${order.orderToken}` });
  await house.call('POST', '/v1/console/sign-in', { body: { email: 'ana@example.com', password: 'a secret word' } });
  await house.call('GET', '/v1/console/me', { headers: { cookie: 'stall_session=a-stolen-session' } });
  const text = log.join('');
  expect(text).toContain(order.order.id);
  expect(text).toContain('/v1/orders/:id');
  const secrets = [
    'ana@example.com',
    '@example',
    'Lange',
    'Leipzig',
    order.orderToken,
    order.orderToken.slice(0, 24),
    ...Object.values(RETAILER_KEYS),
    'ctoken_',
    '_secret_',
    'a secret word',
    'a-stolen-session',
    'Bearer',
    '4242',
    house.config.appSecret,
    house.config.stripe.secretKey,
    house.config.stripe.webhookSecret,
  ];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toHaveLength(1);
});
