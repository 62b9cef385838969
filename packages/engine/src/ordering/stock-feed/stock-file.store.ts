import { Injectable } from '@nestjs/common';
import type { StockFileReport, StockFileView } from '@sidestall/contracts';
import type { Id, RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';
import type { SkuCount } from './take-stock-counts.ts';

/** A row of a file that is a count. */
export interface FileCount extends SkuCount {
  readonly line: number;
}
export type FileProblem = StockFileReport['problems'][number];
export type StockFileId = Id<'skf'>;
export type Tally = Readonly<Record<'applied' | 'ignored' | 'unknown' | 'ambiguous', number>>;

type Row = Omit<StockFileReport, 'receivedAt' | 'finishedAt'> & { receivedAt: Date; finishedAt: Date | null };

const COLUMNS = `id, state, refusal, rows, applied, ignored, unknown, ambiguous, problem_count AS "problemCount",
  received_at AS "receivedAt", finished_at AS "finishedAt"`;

const viewOf = <R extends { receivedAt: Date; finishedAt: Date | null }>(row: R) => ({
  ...row,
  receivedAt: row.receivedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** The SQL of files of stock. */
@Injectable()
export class StockFileStore {
  async begin(sql: Sql, id: StockFileId, retailerId: RetailerId): Promise<void> {
    await sql.rows(`INSERT INTO ordering.stock_file (id, retailer_id) VALUES ($1, $2)`, [id, retailerId]);
  }

  /** Puts rows aside; false when the file has been given up meanwhile. */
  async stage(tx: Tx, id: StockFileId, counts: readonly FileCount[]): Promise<boolean> {
    const alive = await tx.one(
      `UPDATE ordering.stock_file SET touched_at = now() WHERE id = $1 AND state = 'receiving' RETURNING id`,
      [id],
    );
    if (!alive) return false;
    await tx.rows(
      `INSERT INTO ordering.stock_file_row (file_id, line, sku, on_hand, as_of)
       SELECT $1, u.* FROM unnest($2::int[], $3::text[], $4::int[], $5::timestamptz[]) AS u`,
      [
        id,
        counts.map(({ line }) => line),
        counts.map(({ sku }) => sku),
        counts.map(({ onHand }) => onHand),
        counts.map(({ asOf }) => asOf.toISOString()),
      ],
    );
    return true;
  }

  async complete(
    tx: Tx,
    id: StockFileId,
    told: { readonly rows: number; readonly problemCount: number; readonly problems: readonly FileProblem[] },
  ): Promise<boolean> {
    const row = await tx.one(
      `UPDATE ordering.stock_file SET state = 'waiting', rows = $2, problem_count = $3, problems = $4::jsonb
        WHERE id = $1 AND state = 'receiving' RETURNING id`,
      [id, told.rows, told.problemCount, JSON.stringify(told.problems)],
    );
    return row !== null;
  }

  async refuse(tx: Tx, id: StockFileId, refusal: string): Promise<void> {
    const row = await tx.one(
      `UPDATE ordering.stock_file SET state = 'refused', refusal = $2, finished_at = now()
        WHERE id = $1 AND state = 'receiving' RETURNING id`,
      [id, refusal],
    );
    if (row) await tx.rows(`DELETE FROM ordering.stock_file_row WHERE file_id = $1`, [id]);
  }

  /** The file whose turn it is, held until the transaction ends. */
  async next(tx: Tx, retailerId: RetailerId): Promise<{ id: StockFileId; cursor: number } | null> {
    return await tx.one(
      `SELECT id, cursor FROM ordering.stock_file WHERE retailer_id = $1 AND state IN ('waiting', 'applying')
        ORDER BY id LIMIT 1 FOR UPDATE`,
      [retailerId],
    );
  }

  async counts(tx: Tx, id: StockFileId, cursor: number, most: number): Promise<FileCount[]> {
    return await tx.rows(
      `SELECT line, sku, on_hand AS "onHand", as_of AS "asOf" FROM ordering.stock_file_row
        WHERE file_id = $1 AND line > $2 ORDER BY line LIMIT $3`,
      [id, cursor, most],
    );
  }

  async advance(tx: Tx, id: StockFileId, upTo: number, tally: Tally): Promise<void> {
    await tx.rows(
      `UPDATE ordering.stock_file SET state = 'applying', cursor = $2, applied = applied + $3, ignored = ignored + $4,
              unknown = unknown + $5, ambiguous = ambiguous + $6 WHERE id = $1`,
      [id, upTo, tally.applied, tally.ignored, tally.unknown, tally.ambiguous],
    );
    await tx.rows(`DELETE FROM ordering.stock_file_row WHERE file_id = $1 AND line <= $2`, [id, upTo]);
  }

  async finish(tx: Tx, id: StockFileId): Promise<void> {
    await tx.rows(`UPDATE ordering.stock_file SET state = 'done', finished_at = now() WHERE id = $1`, [id]);
  }

  async stale(sql: Sql): Promise<StockFileId[]> {
    const rows = await sql.rows<{ id: StockFileId }>(
      `SELECT id FROM ordering.stock_file WHERE state = 'receiving' AND touched_at < now() - interval '15 minutes'`,
    );
    return rows.map(({ id }) => id);
  }

  async waiting(sql: Sql): Promise<RetailerId[]> {
    const rows = await sql.rows<{ id: RetailerId }>(
      `SELECT DISTINCT retailer_id AS id FROM ordering.stock_file WHERE state IN ('waiting', 'applying')`,
    );
    return rows.map(({ id }) => id);
  }

  async forget(sql: Sql): Promise<void> {
    await sql.rows(
      `DELETE FROM ordering.stock_file WHERE state IN ('done', 'refused') AND finished_at < now() - interval '30 days'`,
    );
  }

  async list(sql: Sql, retailerId: RetailerId): Promise<StockFileView[]> {
    const rows = await sql.rows<Row>(
      `SELECT ${COLUMNS} FROM ordering.stock_file WHERE retailer_id = $1 ORDER BY id DESC LIMIT 100`,
      [retailerId],
    );
    return rows.map(viewOf);
  }

  async find(sql: Sql, id: StockFileId, retailerId: RetailerId): Promise<StockFileReport | null> {
    const row = await sql.one<Row>(
      `SELECT ${COLUMNS}, problems FROM ordering.stock_file WHERE id = $1 AND retailer_id = $2`,
      [id, retailerId],
    );
    return row && viewOf(row);
  }
}
