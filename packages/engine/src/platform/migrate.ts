import { pathToFileURL } from 'node:url';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { z } from 'zod';
import { BULLMQ_SCHEMA } from './bullmq-queue.ts';
import { engineEnv, readEnv } from './config.ts';
import { connect } from './data-source.ts';

/** Brings the database to the present: our schemas, then the queue's. Safe to run again, and by two processes at once. */
export async function migrate(databaseUrl: string): Promise<{ applied: string[] }> {
  const guard = new pg.Client({ connectionString: databaseUrl });
  await guard.connect();
  try {
    await guard.query(`SELECT pg_advisory_lock(7310201)`);
    const dataSource = await connect(databaseUrl, 2);
    try {
      const applied = await dataSource.runMigrations();
      await runMigrations(guard, BULLMQ_SCHEMA);
      return { applied: applied.map((migration) => migration.name) };
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await guard.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { DATABASE_URL } = readEnv(z.object({ DATABASE_URL: engineEnv.shape.DATABASE_URL }));
  const { applied } = await migrate(DATABASE_URL);
  console.log(applied.length > 0 ? `Applied ${applied.length} migrations` : 'The database is up to date');
}
