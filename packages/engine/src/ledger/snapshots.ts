import { Injectable } from '@nestjs/common';
import { lowestId } from '@sidestall/kernel';
import type { Sql } from '../platform/database.ts';

/** Ids are made by the clocks of several processes: nothing older than this is still on its way. */
const SETTLED_AFTER_SECONDS = 3_600;

/**
 * Writes down what accounts came to, so that reading one, now or as of an older day, adds up few entries. A snapshot
 * ends before every transaction that may still commit: nothing can be written behind it.
 */
@Injectable()
export class Snapshots {
  /** Answers how many accounts had moved since their last one. */
  async take(sql: Sql, settledAfterSeconds: number = SETTLED_AFTER_SECONDS): Promise<number> {
    const row = await sql.one<{ at: number }>(
      `SELECT floor(extract(epoch FROM least(now(), min(xact_start)) - make_interval(secs => $1)) * 1000)::float8 AS at
         FROM pg_stat_activity WHERE datname = current_database()`,
      [settledAfterSeconds],
    );
    const taken = await sql.rows(
      `INSERT INTO ledger.snapshot (account_id, upto_tx, balance)
       SELECT a.id, $1, coalesce(s.balance, 0) + tail.amount
         FROM ledger.account a
         LEFT JOIN LATERAL (SELECT upto_tx, balance FROM ledger.snapshot WHERE account_id = a.id ORDER BY upto_tx DESC LIMIT 1) s ON true
        CROSS JOIN LATERAL (
          SELECT sum(e.amount) AS amount, count(*) AS entries
            FROM ledger.entry e JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
           WHERE e.account_id = a.id AND e.tx_id >= coalesce(s.upto_tx, '') AND e.tx_id < $1) tail
        WHERE tail.entries > 0
       ON CONFLICT DO NOTHING RETURNING account_id`,
      [lowestId('ltx', row!.at)],
    );
    return taken.length;
  }
}
