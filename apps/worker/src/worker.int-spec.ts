import { createServer, type Server, type Socket } from 'node:net';
import { migrate } from '@sidestall/engine/migrate';
import { freePort, startPostgres, type PostgresServer } from '@sidestall/testing';
import pg from 'pg';
import { startWorker, type WorkerProcess } from './worker-process.fixture.ts';

const SECRET = 'a-secret-for-tests-of-thirty-two-letters';

/** A mail server that takes its time: it says nothing more until it is allowed to. */
class SlowMailServer {
  readonly heard: string[] = [];
  #waiting: (() => void)[] = [];
  #isOpen = false;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as { port: number }).port;
  }

  get isWaitedFor(): boolean {
    return this.#waiting.length > 0;
  }

  answer(): void {
    this.#isOpen = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  fallSilent(): void {
    this.#isOpen = false;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    socket.on('error', () => undefined);
    let isData = false;
    socket.write('220 slow\r\n');
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (isData && line !== '.') continue;
        if (isData) {
          isData = false;
          socket.write('250 kept\r\n');
        } else if (line === 'DATA') {
          isData = true;
          socket.write('354 go on\r\n');
        } else if (line.startsWith('RCPT')) {
          this.heard.push(line);
          const go = () => void socket.write('250 ok\r\n');
          if (this.#isOpen) go();
          else this.#waiting.push(go);
        } else if (line === 'QUIT') {
          socket.end('221 bye\r\n');
        } else {
          socket.write('250 ok\r\n');
        }
      }
    });
  }
}

let postgres: PostgresServer;
let url: string;
let variables: Record<string, string>;
const mail = new SlowMailServer();
const started: WorkerProcess[] = [];

beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  url = postgres.url('sidestall');
  await migrate(url);
  variables = {
    DATABASE_URL: url,
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_test',
    APP_SECRET: SECRET,
    SMTP_URL: `smtp://127.0.0.1:${await mail.listen()}`,
  };
});
afterAll(async () => {
  for (const worker of started) worker.end('SIGKILL');
  await Promise.all(started.map((worker) => worker.ended));
  await mail.close();
  await postgres.stop();
});

const start = async (): Promise<WorkerProcess> => {
  const worker = await startWorker(variables);
  started.push(worker);
  await until(() => isReady(worker));
  return worker;
};
const statusOf = (worker: WorkerProcess, path: string): Promise<number> =>
  fetch(`${worker.health}${path}`).then(
    (response) => response.status,
    () => 0,
  );
const isReady = async (worker: WorkerProcess): Promise<boolean> => (await statusOf(worker, '/ready')) === 200;

async function until(ask: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 30));
}

async function sql<R extends object>(text: string, params: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text, params)).rows;
  } finally {
    await client.end();
  }
}

const writeMail = async (id: string): Promise<void> => {
  await sql(
    `WITH mail AS (INSERT INTO platform.mail (id, key, recipient, subject, html, text)
                   VALUES ($1, $1, $1 || '@example.com', 'Hello', '<p>Hello</p>', 'Hello'))
     INSERT INTO platform.outbox (id, kind, name, payload)
     VALUES ('obx_' || $1, 'job', 'platform.send-mail', jsonb_build_object('mailId', $1::text))`,
    [id],
  );
};
const jobOf = async (id: string) =>
  (
    await sql<{ state: string; attempts: number }>('SELECT state, attempts FROM platform.outbox WHERE id = $1', [
      `obx_${id}`,
    ])
  )[0]!;

it('the worker ends what it does when it is told to stop, and ends well', async () => {
  mail.fallSilent();
  const worker = await start();
  expect(await statusOf(worker, '/live')).toBe(200);
  expect(await statusOf(worker, '/other')).toBe(404);
  await writeMail('ends');
  await until(() => mail.isWaitedFor);
  worker.end();
  await until(async () => (await statusOf(worker, '/ready')) !== 200);
  mail.answer();
  expect(await worker.ended).toBe(0);
  expect(await jobOf('ends')).toEqual({ state: 'done', attempts: 1 });
  expect(mail.heard.filter((line) => line.includes('<ends@'))).toHaveLength(1);
});

it('a worker that is killed loses nothing: the next one does it', async () => {
  mail.fallSilent();
  const first = await start();
  await writeMail('killed');
  await until(() => mail.isWaitedFor);
  first.end('SIGKILL');
  await first.ended;
  mail.answer();
  // As if its lease had run out.
  await sql(`UPDATE platform.outbox SET lease_until = now() WHERE id = 'obx_killed'`);
  await start();
  await until(async () => (await jobOf('killed')).state === 'done');
  expect(await jobOf('killed')).toEqual({ state: 'done', attempts: 2 });
});

it('the worker outlives its PostgreSQL and tells the supervisor meanwhile', async () => {
  mail.answer();
  const worker = started.at(-1)!;
  await postgres.kill();
  expect(await statusOf(worker, '/live')).toBe(200);
  expect(await statusOf(worker, '/ready')).toBe(503);
  await postgres.revive();
  await writeMail('revived');
  await until(async () => (await jobOf('revived')).state === 'done');
  expect(await statusOf(worker, '/ready')).toBe(200);
});

it('its log names nobody it wrote to', () => {
  const said = started.flatMap((worker) => worker.lines).join('\n');
  expect(said).toContain('The worker works');
  expect(said).not.toMatch(/@example\.com/);
  expect(said).not.toContain(SECRET);
});

it('a worker without its surroundings says which variable is off, never its value, and ends', async () => {
  const worker = await startWorker({ ...variables, APP_SECRET: 'too-short', DATABASE_URL: '' });
  expect(await worker.ended).toBe(1);
  const said = worker.lines.join('\n');
  expect(said).toMatch(/APP_SECRET is set but not usable/);
  expect(said).toMatch(/DATABASE_URL is not set/);
  expect(said).not.toContain('too-short');
});

it('a worker without a database at all ends instead of pretending', async () => {
  const worker = await startWorker({ ...variables, DATABASE_URL: `postgres://x:y@127.0.0.1:${await freePort()}/x` });
  expect(await worker.ended).toBe(1);
  expect(worker.lines.join('\n')).toMatch(/ECONNREFUSED/);
});
