import type { MessageLog } from './message-log.ts';

export interface SqlMessageLogOptions {
  /**
   * Runs one statement on PostgreSQL and gives its rows: `(sql, values) => pool.query(sql, values).then((it) => it.rows)`
   * with `pg`.
   */
  readonly query: (sql: string, values: readonly unknown[]) => Promise<readonly object[]>;
  /** Default: `sidestall_message`. */
  readonly table?: string;
  /** After this many seconds somebody who began a message and never ended it is taken for dead. Default: 60. */
  readonly leaseSeconds?: number;
}

const nameOf = (table: string): string => {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(table)) throw new Error(`Not a name of a table: ${table}`);
  return table;
};

/** The table `sqlMessageLog` remembers in. Keep rows for 31 days: a message may be replayed for 30. */
export function messageTableSql(table = 'sidestall_message'): string {
  return `create table if not exists ${nameOf(table)} (
  id text primary key,
  state text not null,
  began_at timestamptz not null default now()
)`;
}

/**
 * A log in PostgreSQL, shared by all processes of a receiver and kept over restarts. A process that died while it worked on
 * a message holds it for `leaseSeconds`, no longer.
 */
export function sqlMessageLog({ query, table, leaseSeconds = 60 }: SqlMessageLogOptions): MessageLog {
  const name = nameOf(table ?? 'sidestall_message');
  return {
    async begin(id) {
      const taken = await query(
        `insert into ${name} (id, state) values ($1, 'running')
         on conflict (id) do update set began_at = now()
         where ${name}.state = 'running' and ${name}.began_at < now() - make_interval(secs => $2)
         returning id`,
        [id, leaseSeconds],
      );
      if (taken.length > 0) return 'new';
      const [row] = await query(`select state from ${name} where id = $1`, [id]);
      return (row as { state?: string } | undefined)?.state === 'done' ? 'done' : 'running';
    },
    async finish(id) {
      await query(`update ${name} set state = 'done' where id = $1`, [id]);
    },
    async forget(id) {
      await query(`delete from ${name} where id = $1 and state = 'running'`, [id]);
    },
  };
}
