import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from '../entities.ts';
import { migrations } from '../migrations/index.ts';

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
 * A connection that breaks while it is lent out has nobody who listens between two queries, and an error nobody listens to
 * ends the process. Whoever uses it hears of it by the query that fails.
 */
export class QuietClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

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
