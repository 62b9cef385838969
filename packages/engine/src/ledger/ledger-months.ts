import { lowestId } from '@sidestall/kernel';

/** This month and so many after it have a table of their own before anything is written in them. */
const MONTHS_AHEAD = 3;

type Query = <R>(text: string, params?: unknown[]) => Promise<R[]>;

/**
 * Makes the tables of this month's entries and the next ones'. A month that has entries in the table of the rest already
 * is left there: moving them would mean to change what was written. Answers the names of those it made.
 */
export async function makeMonths(query: Query): Promise<string[]> {
  const months = await query<{ name: string; from: number; until: number }>(
    `SELECT 'entry_' || to_char(m, 'YYYY_MM') AS name, (extract(epoch FROM m) * 1000)::float8 AS "from",
            (extract(epoch FROM m + interval '1 month') * 1000)::float8 AS until
       FROM generate_series(0, $1::int) n, LATERAL (SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => n)) AS t(m)
      WHERE to_regclass('ledger.entry_' || to_char(m, 'YYYY_MM')) IS NULL ORDER BY m`,
    [MONTHS_AHEAD],
  );
  const made: string[] = [];
  for (const month of months) {
    const from = lowestId('ltx', month.from);
    const until = lowestId('ltx', month.until);
    // Waiting for the lock would stop everybody who wants to post; another day will do.
    await query(`SET LOCAL lock_timeout = '2s'`);
    const [late] = await query(`SELECT 1 FROM ledger.entry_rest WHERE tx_id >= $1 AND tx_id < $2 LIMIT 1`, [
      from,
      until,
    ]);
    if (late) continue;
    await query(
      `CREATE TABLE ledger.${month.name} PARTITION OF ledger.entry FOR VALUES FROM ('${from}') TO ('${until}')`,
    );
    await query(
      `CREATE TRIGGER ${month.name}_no_truncate BEFORE TRUNCATE ON ledger.${month.name} FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()`,
    );
    made.push(month.name);
  }
  return made;
}
