import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import pg from 'pg';
import { messageTableSql, sqlMessageLog } from './sql.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
  await pool.query(messageTableSql());
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  await stopDatabases();
});

const query = async (sql: string, values: readonly unknown[]) =>
  (await pool.query<Record<string, unknown>>(sql, [...values])).rows;
/** As each process of a receiver would open it. */
const log = () => sqlMessageLog({ query });

describe('the log in PostgreSQL', () => {
  it('S1: gives a message that comes many times at once to one of those who ask', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async () => log().begin('msg_race')));
    expect(answers.filter((it) => it === 'new')).toHaveLength(1);
    expect(answers.filter((it) => it === 'running')).toHaveLength(19);
  });

  it('remembers over restarts what was dealt with', async () => {
    expect(await log().begin('msg_done')).toBe('new');
    await log().finish('msg_done');
    expect(await log().begin('msg_done')).toBe('done');
  });

  it('gives a message out again when dealing with it failed, and never one that was dealt with', async () => {
    expect(await log().begin('msg_failed')).toBe('new');
    await log().forget('msg_failed');
    expect(await log().begin('msg_failed')).toBe('new');
    await log().finish('msg_failed');
    await log().forget('msg_failed');
    expect(await log().begin('msg_failed')).toBe('done');
  });

  it('takes a message from a process that died with it in hand, after its lease', async () => {
    expect(await log().begin('msg_dead')).toBe('new');
    expect(await log().begin('msg_dead')).toBe('running');
    await pool.query(`update sidestall_message set began_at = now() - interval '61 seconds' where id = 'msg_dead'`);
    expect(await log().begin('msg_dead')).toBe('new');
    expect(await log().begin('msg_dead')).toBe('running');
  });

  it('takes no name of a table that is more than a name', () => {
    expect(() => sqlMessageLog({ query, table: 'a; drop table b' })).toThrow('Not a name');
    expect(() => messageTableSql('shop.message')).not.toThrow();
  });
});
