import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startPostgres, type PostgresServer } from './server.ts';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'sidestall_template';
let server: Promise<PostgresServer> | null = null;

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function begin(migrate: (url: string) => Promise<unknown>): Promise<PostgresServer> {
  const started = await startPostgres();
  await run(started.url('postgres'), `CREATE DATABASE ${TEMPLATE}`);
  await migrate(started.url(TEMPLATE));
  return started;
}

/**
 * A database of its own for one suite, cloned from a migrated template. The first call of a test process starts the
 * server; `migrate` is the engine's, passed in because this package knows nobody.
 */
export async function freshDatabase(migrate: (url: string) => Promise<unknown>): Promise<TestDatabase> {
  server ??= begin(migrate);
  const running = await server;
  const name = `t_${randomBytes(6).toString('hex')}`;
  await run(running.url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return {
    url: running.url(name),
    drop: () => run(running.url('postgres'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Ends the server of this test process; for `afterAll`. */
export async function stopDatabases(): Promise<void> {
  const running = await server;
  server = null;
  await running?.stop();
}
