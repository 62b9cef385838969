import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startPostgres, type PostgresServer } from './server.ts';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'sidestall_template';
type Migrate = (url: string) => Promise<unknown>;
type Server = Pick<PostgresServer, 'url' | 'stop'>;

/** The server that the run started for all its suites, when there is one. */
const { postgresOfRun } = globalThis as { postgresOfRun?: string };
let server: Promise<Server> | null = null;

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function begin(): Promise<Server> {
  if (!postgresOfRun) return await startPostgres();
  const url = new URL(postgresOfRun);
  return {
    url: (database) => {
      url.pathname = `/${database}`;
      return url.href;
    },
    stop: () => Promise.resolve(),
  };
}

/** Migrates the database that others are cloned from, unless a suite that ran before or beside this one has done it. */
async function prepareTemplate(at: Server, migrate: Migrate): Promise<void> {
  const client = new pg.Client({ connectionString: at.url('postgres') });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(1)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
      TEMPLATE,
    ]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
    await migrate(at.url(TEMPLATE));
    await client.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true`);
  } finally {
    await client.end();
  }
}

/**
 * A database of its own for one suite: an empty one, or one cloned from a template that `migrate` has filled. It is the
 * engine's, passed in because this package knows nobody. The suites of one `npm test` share a server; a suite that runs alone
 * starts one.
 */
export async function freshDatabase(migrate?: Migrate): Promise<TestDatabase> {
  server ??= begin();
  const running = await server;
  if (migrate) await prepareTemplate(running, migrate);
  const name = `t_${randomBytes(6).toString('hex')}`;
  await run(running.url('postgres'), `CREATE DATABASE ${name}${migrate ? ` TEMPLATE ${TEMPLATE}` : ''}`);
  return {
    url: running.url(name),
    drop: () => run(running.url('postgres'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Ends the server of this test process, if it has one of its own; for `afterAll`. */
export async function stopDatabases(): Promise<void> {
  const running = await server;
  server = null;
  await running?.stop();
}
