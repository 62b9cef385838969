import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, Res } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { RETAILER_SCOPES } from '@sidestall/contracts';
import { Database, EngineModule, Idempotency, makeLogger, type KeyHolder } from '@sidestall/engine';
import { engineEnv, toEngineConfig } from '@sidestall/engine/config';
import { migrate } from '@sidestall/engine/migrate';
import { newId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ACCESS_CHECKS, type AccessChecks } from './access-checks.ts';
import { PARTNER_LIMIT, PartnerLimits } from './partner-limits.ts';
import { AccessGuard } from './access.guard.ts';
import { Public, RetailerKey } from './access.ts';
import { FailureException } from './failure.exception.ts';
import { Idempotent } from './idempotent.ts';
import { ProblemFilter } from './problem.filter.ts';
import { validationPipe } from './validation.ts';

const zDeed = z.object({ deed: z.string().min(1), note: z.string().optional() });
/** What the route does when it runs, in the order of its runs; the number of runs is what these tests are about. */
let runs: (() => unknown)[] = [];
let ran = 0;
const run = async (): Promise<unknown> => {
  const deed = runs[Math.min(ran, runs.length - 1)]!;
  ran += 1;
  return await deed();
};

@Controller()
class DeedsController {
  @Post('deeds')
  @Public()
  @Idempotent()
  create(@Body({ schema: zDeed }) _deed: z.infer<typeof zDeed>) {
    return run();
  }

  @Post('others')
  @HttpCode(202)
  @Public()
  @Idempotent()
  other(@Body({ schema: zDeed }) _deed: z.infer<typeof zDeed>) {
    return run();
  }

  @Post('partner/deeds')
  @RetailerKey()
  @Idempotent()
  async partner(
    @Body({ schema: zDeed }) _deed: z.infer<typeof zDeed>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    void reply.status(200);
    return await run();
  }
}

const holder = (): KeyHolder => ({ keyId: newId('key'), retailerId: newId('ret'), scopes: RETAILER_SCOPES });
const RETAILERS: Record<string, KeyHolder> = { north: holder(), harbor: holder() };
const checks: AccessChecks = {
  member: () => Promise.resolve(null),
  retailer: (key) => Promise.resolve(RETAILERS[key] ?? null),
  order: () => null,
  cart: () => null,
  waitlist: () => null,
};

@Module({})
class DoorOfTest {}

let test: TestDatabase;
let application: NestFastifyApplication;
let database: Database;
let base: string;

beforeAll(async () => {
  test = await freshDatabase(migrate);
  const config = toEngineConfig(
    engineEnv.parse({
      DATABASE_URL: test.url,
      STRIPE_SECRET_KEY: 'sk_test_x',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
      STRIPE_WEBHOOK_SECRET: 'whsec_test',
      APP_SECRET: 'a-secret-for-tests-of-thirty-two-letters',
    }),
  );
  application = await NestFactory.create<NestFastifyApplication>(
    {
      module: DoorOfTest,
      imports: [EngineModule.register(config, makeLogger('test', 'silent'))],
      controllers: [DeedsController],
      providers: [
        { provide: ACCESS_CHECKS, useValue: checks },
        { provide: PARTNER_LIMIT, useValue: { perSecond: 1e6, burst: 1e6 } },
        PartnerLimits,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
    },
    new FastifyAdapter(),
    { logger: false, abortOnError: false },
  );
  await application.listen(0, '127.0.0.1');
  base = await application.getUrl();
  database = application.get(Database, { strict: false });
});
beforeEach(() => {
  ran = 0;
  runs = [() => ({ ran })];
});
afterAll(async () => {
  await application.close();
  await test.drop();
  await stopDatabases();
});

interface Answer {
  status: number;
  isReplay: boolean;
  body: Record<string, unknown>;
}

let keys = 0;
const newKey = () => `key-${(keys += 1)}-0123`;
async function post(
  path: string,
  key: string | null,
  body: unknown = { deed: 'x' },
  more: { as?: string; signal?: AbortSignal } = {},
): Promise<Answer> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: more.signal,
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { 'idempotency-key': key }),
      ...(more.as && { authorization: `Bearer ${more.as}` }),
    },
  });
  const { instance: _, requestId: __, ...told } = (await response.json()) as Record<string, unknown>;
  return { status: response.status, isReplay: response.headers.get('idempotent-replayed') === 'true', body: told };
}
const failing = (failure: ConstructorParameters<typeof FailureException>[0]) => () => {
  throw new FailureException(failure);
};

describe('a request', () => {
  it.each([null, '', 'short', 'with a space', 'ümläut-ümläut', 'x'.repeat(256)])(
    'with the key %p is refused',
    async (key) => {
      const sent = key?.match(/[^\x20-\x7e]/) ? Buffer.from(key).toString('latin1') : key;
      expect(await post('/deeds', sent)).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY.KEY_MISSING' } });
      expect(ran).toBe(0);
    },
  );

  it('sent again gets the same status and body, and is not done again', async () => {
    for (const [path, status, as] of [
      ['/deeds', 201],
      ['/others', 202],
      ['/partner/deeds', 200, 'north'],
    ] as const) {
      ran = 0;
      const key = newKey();
      const first = await post(path, key, { deed: 'x' }, { as });
      expect(first).toEqual({ status, isReplay: false, body: { ran: 1 } });
      expect(await post(path, key, { deed: 'x' }, { as })).toEqual({ ...first, isReplay: true });
      expect(ran).toBe(1);
    }
  });

  it('is the same whatever the order of its fields', async () => {
    const key = newKey();
    await post('/deeds', key, { deed: 'x', note: 'y' });
    expect(await post('/deeds', key, { note: 'y', deed: 'x' })).toMatchObject({ status: 201, isReplay: true });
  });

  it('that is another one under the same key is refused', async () => {
    const key = newKey();
    await post('/deeds', key);
    expect(await post('/deeds', key, { deed: 'y' })).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY.KEY_REUSED' },
    });
    expect(await post('/deeds?a=1', key)).toMatchObject({ status: 422 });
    expect(ran).toBe(1);
  });

  it('that was refused is refused in the same words, without asking again', async () => {
    const failure = {
      code: 'ORDERING.STOCK_GONE',
      detail: 'The mug sold out',
      fields: [{ path: 'lines.0', message: 'gone' }],
      extra: { lines: [{ available: 0 }] },
    } as const;
    runs = [failing(failure), () => ({})];
    const key = newKey();
    const first = await post('/deeds', key);
    expect(first).toMatchObject({
      status: 409,
      isReplay: false,
      body: { code: failure.code, lines: [{ available: 0 }] },
    });
    expect(await post('/deeds', key)).toEqual({ ...first, isReplay: true });
    expect(ran).toBe(1);
  });

  it('in the wrong form is refused in the same words', async () => {
    const key = newKey();
    const first = await post('/deeds', key, { deed: '' });
    expect(first).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID', fields: [{ path: 'deed' }] } });
    expect(await post('/deeds', key, { deed: '' })).toEqual({ ...first, isReplay: true });
  });

  it.each([
    [
      'met a bug',
      500,
      () => {
        throw new TypeError('x is not a function');
      },
    ],
    ['found a service away', 503, failing({ code: 'PAYMENTS.UNAVAILABLE' })],
    ['was one too many', 429, failing({ code: 'REQUEST.RATE_LIMITED' })],
  ])('that %s may be sent again under the same key', async (_what, status, deed) => {
    runs = [deed, () => ({ is: 'done' })];
    const key = newKey();
    expect(await post('/deeds', key)).toMatchObject({ status });
    expect(await post('/deeds', key)).toEqual({ status: 201, isReplay: false, body: { is: 'done' } });
    expect(await post('/deeds', key)).toEqual({ status: 201, isReplay: true, body: { is: 'done' } });
  });

  it('that still runs lets its twin wait, and answers it afterwards', async () => {
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    runs = [() => finished.then(() => ({ is: 'done' }))];
    const key = newKey();
    const first = post('/deeds', key);
    while (ran === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await post('/deeds', key)).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY.IN_FLIGHT' } });
    finish();
    expect(await first).toMatchObject({ status: 201, isReplay: false });
    expect(await post('/deeds', key)).toMatchObject({ status: 201, isReplay: true });
    expect(ran).toBe(1);
  });

  it('of many at once is done once', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/deeds', key)));
    expect(ran).toBe(1);
    expect(answers.filter((answer) => answer.status === 201 && !answer.isReplay)).toHaveLength(1);
    expect(answers.every((answer) => answer.status === 201 || answer.status === 409)).toBe(true);
  });

  it('whose sender hung up is done all the same, and answered when they ask again', async () => {
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    runs = [() => finished.then(() => ({ is: 'done' }))];
    const key = newKey();
    const sender = new AbortController();
    const first = post('/deeds', key, { deed: 'x' }, { signal: sender.signal });
    while (ran === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    sender.abort();
    await expect(first).rejects.toThrow();
    finish();
    let again = await post('/deeds', key);
    while (again.status === 409) again = await post('/deeds', key);
    expect(again).toEqual({ status: 201, isReplay: true, body: { is: 'done' } });
    expect(ran).toBe(1);
  });

  it('whose process died is taken over by the next of its kind', async () => {
    const key = newKey();
    await post('/deeds', key);
    await database.rows(
      `UPDATE platform.idempotency SET status = NULL, body = NULL, running_until = now() - interval '1 second' WHERE key = $1`,
      [key],
    );
    expect(await post('/deeds', key, { deed: 'other' })).toMatchObject({ status: 422 });
    expect(await post('/deeds', key)).toMatchObject({ status: 201, isReplay: false, body: { ran: 2 } });
  });

  it('that takes long keeps its key', async () => {
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    runs = [() => finished.then(() => ({}))];
    const key = newKey();
    const first = post('/deeds', key);
    const leaseOf = () =>
      database.one<{ until: Date }>('SELECT running_until AS until FROM platform.idempotency WHERE key = $1', [key]);
    let lease = await leaseOf();
    while (!lease) lease = await leaseOf();
    for (let now = lease; now.until <= lease.until; now = (await leaseOf())!) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    finish();
    expect(await first).toMatchObject({ status: 201 });
    expect(await application.get(Idempotency, { strict: false }).claim('public POST /deeds', key, 'x')).toEqual({
      kind: 'other-request',
    });
  });
});

describe('a key', () => {
  it('of one retailer says nothing to another', async () => {
    const key = newKey();
    expect(await post('/partner/deeds', key, { deed: 'x' }, { as: 'north' })).toMatchObject({ body: { ran: 1 } });
    expect(await post('/partner/deeds', key, { deed: 'y' }, { as: 'harbor' })).toMatchObject({
      status: 200,
      isReplay: false,
      body: { ran: 2 },
    });
    expect(await post('/partner/deeds', key, { deed: 'x' }, { as: 'north' })).toMatchObject({
      isReplay: true,
      body: { ran: 1 },
    });
  });

  it('of one route says nothing to another', async () => {
    const key = newKey();
    await post('/deeds', key);
    expect(await post('/others', key)).toMatchObject({ status: 202, isReplay: false });
  });

  it('tells a stranger nothing before they are let in', async () => {
    expect(await post('/partner/deeds', newKey(), { deed: 'x' }, { as: 'nobody' })).toMatchObject({ status: 401 });
    expect(ran).toBe(0);
  });
});
