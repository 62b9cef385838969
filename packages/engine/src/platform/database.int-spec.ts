import { err, ok, type Result } from '@sidestall/kernel';
import { freshDatabase, startPostgres, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { entities } from '../entities.ts';
import { connect } from './data-source.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { Gate, platformConfig, TestPlatform, until } from './platform.fixture.ts';

let test: TestDatabase;
let platform: TestPlatform;
let database: Database;

beforeAll(async () => {
  test = await freshDatabase(migrate);
  platform = await TestPlatform.open(platformConfig(test.url));
  database = platform.database;
  await database.rows('CREATE TABLE public.note (id int PRIMARY KEY, text text)');
});
beforeEach(() => database.rows(`TRUNCATE public.note`));
afterAll(async () => {
  await platform.close();
  await test.drop();
  await stopDatabases();
});

const write = (id: number) => [`INSERT INTO public.note (id, text) VALUES ($1, 'x')`, [id]] as const;
const written = async () =>
  (await database.rows<{ id: number }>('SELECT id FROM public.note ORDER BY id')).map((row) => row.id);

describe('a transaction', () => {
  it('keeps all of it or nothing', async () => {
    await database.transaction(async (tx) => void (await tx.rows(...write(1))));
    const broken = database.transaction(async (tx) => {
      await tx.rows(...write(2));
      await tx.rows(...write(1));
    });
    await expect(broken).rejects.toMatchObject({ code: '23505' });
    expect(await written()).toEqual([1]);
  });

  it('shares its connection with TypeORM', async () => {
    const undone = database.transaction(async (tx) => {
      await tx.rows(...write(1));
      expect(await tx.manager.query('SELECT id FROM public.note')).toEqual([{ id: 1 }]);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await written()).toEqual([]);
  });

  it('is undone by an expected failure, which is its answer', async () => {
    const failed = await database.attempt(async (tx): Promise<Result<number, { code: string }>> => {
      await tx.rows(...write(1));
      return err({ code: 'SOLD_OUT' });
    });
    expect(failed).toEqual(err({ code: 'SOLD_OUT' }));
    const kept = await database.attempt(async (tx) => {
      await tx.rows(...write(2));
      return ok(2);
    });
    expect(kept).toEqual(ok(2));
    expect(await written()).toEqual([2]);
  });

  it('tells of its commit afterwards, and never of a rollback', async () => {
    const told: string[] = [];
    await database.transaction(async (tx) => {
      tx.afterCommit(() => void told.push('committed'));
      await tx.rows(...write(1));
      expect(told).toEqual([]);
    });
    await database.attempt(async (tx) => {
      tx.afterCommit(() => void told.push('failed'));
      return err('no');
    });
    const thrown = database.transaction(async (tx) => {
      tx.afterCommit(() => void told.push('thrown'));
      await tx.rows(...write(1));
    });
    await expect(thrown).rejects.toMatchObject({ code: '23505' });
    expect(told).toEqual(['committed']);
  });

  it('P4: runs again after a deadlock, and what the first try registered is forgotten', async () => {
    await database.rows(...write(1));
    await database.rows(...write(2));
    const gates = [new Gate(), new Gate()] as const;
    const told: number[] = [];
    let tries = 0;
    const cross = (me: 0 | 1) =>
      database.transaction(async (tx) => {
        tries += 1;
        tx.afterCommit(() => void told.push(me));
        await tx.rows(`UPDATE public.note SET text = text || $2 WHERE id = $1`, [me + 1, String(me)]);
        gates[me].open();
        await gates[me === 0 ? 1 : 0].opened;
        await tx.rows(`UPDATE public.note SET text = text || $2 WHERE id = $1`, [2 - me, String(me)]);
      });
    await Promise.all([cross(0), cross(1)]);
    expect(tries).toBeGreaterThan(2);
    expect(told.sort()).toEqual([0, 1]);
    const texts = await database.rows<{ text: string }>('SELECT text FROM public.note ORDER BY id');
    expect(texts.map((row) => row.text.split('').sort().join(''))).toEqual(['01x', '01x']);
  });

  it('P4: a crowd that takes the same rows in every order gets through, however often its members meet', async () => {
    const rows = [1, 2, 3, 4, 5, 6];
    for (const id of rows) await database.rows(...write(id));
    const take = (first: number) =>
      database.transaction(async (tx) => {
        await tx.rows(`SET LOCAL deadlock_timeout = '20ms'`);
        for (let turn = 0; turn < rows.length; turn++) {
          const id = rows[(first + turn * (first % 2 === 0 ? 1 : 5)) % rows.length]!;
          await tx.rows(`UPDATE public.note SET text = text || 'x' WHERE id = $1`, [id]);
        }
      });
    await Promise.all(Array.from({ length: 9 }, (_, first) => take(first)));
    const kept = await database.rows<{ n: number }>('SELECT length(text)::int AS n FROM public.note');
    expect(kept.map(({ n }) => n)).toEqual(rows.map(() => 10));
  });

  it('P4: a single statement runs again after a deadlock too', async () => {
    await database.rows(...write(1));
    await database.rows(...write(2));
    const [isHeld, mayCross] = [new Gate(), new Gate()];
    const holder = database.transaction(async (tx) => {
      // Whoever finds the deadlock first is the one to go: it must be the single statement.
      await tx.rows(`SET LOCAL deadlock_timeout = '1min'`);
      await tx.rows(`UPDATE public.note SET text = text || 'a' WHERE id = 2`);
      isHeld.open();
      await mayCross.opened;
      await tx.rows(`UPDATE public.note SET text = text || 'a' WHERE id = 1`);
    });
    await isHeld.opened;
    // One row after the other, in an order of its own.
    const alone = database.rows(
      `WITH one AS MATERIALIZED (UPDATE public.note SET text = text || 'b' WHERE id = 1 RETURNING id)
       UPDATE public.note SET text = text || 'b' FROM one WHERE note.id = one.id + 1`,
    );
    await until(() =>
      database.one(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'WITH one%'`,
      ),
    );
    mayCross.open();
    await Promise.all([holder, alone]);
    const texts = await database.rows<{ text: string }>('SELECT text FROM public.note ORDER BY id');
    expect(texts.map((row) => row.text)).toEqual(['xab', 'xab']);
  });

  it('fails with its connection, and the next one finds another', async () => {
    const cut = database.transaction(async (tx) => {
      const me = await tx.one<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await database.rows('SELECT pg_terminate_backend($1)', [me!.pid]);
      await tx.rows('SELECT 1');
    });
    await expect(cut).rejects.toThrow(/terminat|not queryable/i);
    expect(await database.one('SELECT 1 AS one')).toEqual({ one: 1 });
  });

  it('leaves no connection behind, however it ends', async () => {
    const failing = Array.from({ length: 40 }, (_, n) =>
      database.transaction(async (tx) => {
        await tx.rows(...write(n));
        throw new Error('no');
      }),
    );
    expect((await Promise.allSettled(failing)).every((each) => each.status === 'rejected')).toBe(true);
    expect(await database.one('SELECT 1 AS one')).toEqual({ one: 1 });
    const idle = await database.rows(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    expect(idle).toEqual([]);
  });
});

it('whole numbers come back as numbers, jsonb parsed, instants as dates', async () => {
  const row = await database.one(
    `SELECT 12345678901::int8 AS big, 1.5::numeric AS exact, '{"a":[1]}'::jsonb AS json, to_timestamp(0) AS at`,
  );
  expect(row).toEqual({ big: 12_345_678_901, exact: 1.5, json: { a: [1] }, at: new Date(0) });
});

describe('the schema', () => {
  it('is what the entities say: no migration is missing', async () => {
    const dataSource = await connect(test.url);
    const missing = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    expect(missing.upQueries.map((query) => query.query)).toEqual([]);
  });

  it('has every table in the schema of its context', async () => {
    const contexts = [
      'platform',
      'identity',
      'catalog',
      'inventory',
      'ledger',
      'streams',
      'payments',
      'ordering',
      'fulfillment',
    ];
    const dataSource = await connect(test.url);
    const declared = dataSource.entityMetadatas.map((entity) => entity.tablePath).sort();
    await dataSource.destroy();
    expect(declared).toHaveLength(entities.length);
    const found = await database.rows<{ schema: string; name: string }>(
      `SELECT schemaname AS schema, schemaname || '.' || tablename AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'bullmq') ORDER BY 2`,
    );
    expect(found.map((table) => table.name)).toEqual(expect.arrayContaining(declared));
    expect([...new Set(found.map((table) => table.schema))].sort()).toEqual([...contexts, 'public'].sort());
    const outside = found.filter((table) => table.schema === 'public').map((table) => table.name);
    expect(outside.sort()).toEqual(['public.migration', 'public.note']);
  });

  it('compares our ids byte by byte, so that they sort as they were made', async () => {
    const odd = await database.rows(
      `SELECT table_schema, table_name, column_name FROM information_schema.columns
        WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'bullmq', 'public')
          AND (column_name = 'id' OR column_name LIKE '%\\_id') AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
          -- Ids that Stripe and the sign-in library make.
          AND (table_schema, table_name) NOT IN (('payments', 'stripe_event'), ('identity', 'account'))`,
    );
    expect(odd).toEqual([]);
  });

  it('is brought up to date by two processes at once, and by running it again', async () => {
    const server = await startPostgres();
    try {
      const url = server.url('sidestall');
      const both = await Promise.all([migrate(url), migrate(url)]);
      const applied = both.map((each) => each.applied.length).sort((a, b) => a - b);
      expect(applied[0]).toBe(0);
      expect(applied[1]).toBeGreaterThan(5);
      expect((await migrate(url)).applied).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
