import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { Idempotency } from './idempotency.ts';
import { migrate } from './migrate.ts';
import { platformConfig, TestPlatform, until } from './platform.fixture.ts';

let test: TestDatabase;
let platform: TestPlatform;
let idempotency: Idempotency;

beforeAll(async () => {
  test = await freshDatabase(migrate);
  platform = await TestPlatform.open(platformConfig(test.url));
  idempotency = platform.get(Idempotency);
});
beforeEach(() => platform.database.rows('TRUNCATE platform.idempotency'));
afterAll(async () => {
  await platform.close();
  await test.drop();
  await stopDatabases();
});

const claim = (hash = 'h', scope = 'anna POST /v1/orders', key = 'key-1') => idempotency.claim(scope, key, hash);
const store = (status: number, body: unknown) => idempotency.store('anna POST /v1/orders', 'key-1', status, body);
const pass = (column: 'running_until' | 'expires_at') =>
  platform.database.rows(`UPDATE platform.idempotency SET ${column} = now() - interval '1 second'`);

describe('a key', () => {
  it('lets the first request in, holds the second off, and answers the third', async () => {
    expect(await claim()).toEqual({ kind: 'first' });
    expect(await claim()).toEqual({ kind: 'running' });
    await store(201, { value: { id: 'ord_1' } });
    expect(await claim()).toEqual({ kind: 'replay', status: 201, body: { value: { id: 'ord_1' } } });
  });

  it('lets one of many in that come at once', async () => {
    const claims = await Promise.all(Array.from({ length: 30 }, () => claim()));
    expect(claims.filter((each) => each.kind === 'first')).toHaveLength(1);
    expect(claims.filter((each) => each.kind === 'running')).toHaveLength(29);
  });

  it('belongs to one request: another is refused while it runs and afterwards', async () => {
    await claim('h');
    expect(await claim('other')).toEqual({ kind: 'other-request' });
    await store(201, null);
    expect(await claim('other')).toEqual({ kind: 'other-request' });
  });

  it('of somebody else, or of another route, is another key', async () => {
    await claim('h', 'anna POST /v1/orders');
    expect(await claim('h', 'bert POST /v1/orders')).toEqual({ kind: 'first' });
    expect(await claim('h', 'anna POST /v1/refunds')).toEqual({ kind: 'first' });
  });

  it('is taken over by the same request, and no other, once its runner fell silent', async () => {
    await claim();
    await pass('running_until');
    expect(await claim('other')).toEqual({ kind: 'other-request' });
    expect(await claim()).toEqual({ kind: 'first' });
    expect(await claim()).toEqual({ kind: 'running' });
  });

  it('stays with a runner that lives', async () => {
    await claim();
    await pass('running_until');
    await idempotency.renew('anna POST /v1/orders', 'key-1');
    expect(await claim()).toEqual({ kind: 'running' });
  });

  it('keeps its first answer when a slow runner and its successor both finish', async () => {
    await claim();
    await pass('running_until');
    await claim();
    await store(201, { value: 'successor' });
    await store(201, { value: 'slow' });
    expect(await claim()).toMatchObject({ kind: 'replay', body: { value: 'successor' } });
  });

  it('that was given back may be used again, for anything', async () => {
    await claim('h');
    await idempotency.release('anna POST /v1/orders', 'key-1');
    expect(await claim('other')).toEqual({ kind: 'first' });
  });

  it('that was answered cannot be given back', async () => {
    await claim();
    await store(201, { value: 1 });
    await idempotency.release('anna POST /v1/orders', 'key-1');
    expect(await claim()).toMatchObject({ kind: 'replay' });
  });

  it('is free again after a day, and swept away by the worker', async () => {
    await claim();
    await store(201, { value: 'yesterday' });
    await pass('expires_at');
    expect(await claim('other')).toEqual({ kind: 'first' });
    await pass('expires_at');
    await platform.work();
    await until(async () => (await platform.database.rows('SELECT 1 FROM platform.idempotency')).length === 0);
  });
});
