import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from '../entities.ts';
import { migrations } from '../migrations/index.ts';
import { QuietClient } from './quiet-client.ts';

const INT8 = 20;
const NUMERIC = 1700;

/** Amounts and counts are whole numbers far below 2^53; as text they would invite string arithmetic. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if ((oid === INT8 || oid === NUMERIC) && format !== 'binary') return Number;
    return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
  },
};

/**
 * How long a session may keep others waiting, in milliseconds. A process that stands still in the middle of a transaction
 * loses it, and with it the locks it holds; whoever waits for a lock too long hears so and tries again later.
 */
export const SESSION_LIMITS = {
  idle_in_transaction_session_timeout: 10_000,
  lock_timeout: 10_000,
  statement_timeout: 120_000,
} as const;

/** How the house reaches PostgreSQL. The schema changes by migrations alone. */
export function dataSourceOptions(url: string, pool: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    migrations,
    synchronize: false,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    applicationName: 'sidestall',
    logging: false,
    poolErrorHandler: () => undefined, // An idle connection that breaks is replaced; its next user hears of real trouble.
    extra: {
      max: pool,
      types,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      Client: QuietClient,
    },
  };
}

/** A data source that is connected. */
export async function connect(url: string, pool = 4): Promise<DataSource> {
  return new DataSource(dataSourceOptions(url, pool)).initialize();
}
