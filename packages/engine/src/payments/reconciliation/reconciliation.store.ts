import { Injectable } from '@nestjs/common';
import { newId, type Id } from '@sidestall/kernel';
import type { CurrencyResult, Finding } from '@sidestall/payments';
import type { Sql, Tx } from '../../platform/database.ts';

export type ReconciliationId = Id<'rcn'>;
export type ReconciliationState = 'running' | 'clean' | 'differs' | 'failed';

export interface ReconciliationReport {
  readonly movements: number;
  readonly currencies: readonly CurrencyResult[];
  readonly findings: readonly Finding[];
}

export interface ReconciliationRow {
  readonly id: ReconciliationId;
  readonly state: ReconciliationState;
  readonly askedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly report: ReconciliationReport | null;
}

const ROW = `id, state, asked_by AS "askedBy", started_at AS "startedAt", ended_at AS "endedAt", report`;
/** One that runs for longer was left by a worker that died for good. */
const RUNS_AT_MOST = `interval '10 minutes'`;

/** The SQL of comparisons. */
@Injectable()
export class ReconciliationStore {
  /** Begins one, unless another runs: null then. */
  async begin(tx: Tx, askedBy: string): Promise<ReconciliationId | null> {
    await tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended('payments.reconciliation', 0))`);
    await tx.rows(
      `UPDATE payments.reconciliation SET state = 'failed', ended_at = now() WHERE state = 'running' AND started_at < now() - ${RUNS_AT_MOST}`,
    );
    const row = await tx.one<{ id: ReconciliationId }>(
      `INSERT INTO payments.reconciliation (id, state, asked_by) SELECT $1, 'running', $2
        WHERE NOT EXISTS (SELECT 1 FROM payments.reconciliation WHERE state = 'running') RETURNING id`,
      [newId('rcn'), askedBy],
    );
    return row?.id ?? null;
  }

  async end(
    tx: Tx,
    id: ReconciliationId,
    state: ReconciliationState,
    cursor: string | null,
    report: ReconciliationReport,
  ): Promise<void> {
    await tx.rows(
      `UPDATE payments.reconciliation SET state = $2, cursor = $3, report = $4, ended_at = now() WHERE id = $1`,
      [id, state, cursor, JSON.stringify(report)],
    );
  }

  find(sql: Sql, id: ReconciliationId): Promise<ReconciliationRow | null> {
    return sql.one(`SELECT ${ROW} FROM payments.reconciliation WHERE id = $1`, [id]);
  }

  list(sql: Sql, limit: number): Promise<ReconciliationRow[]> {
    return sql.rows(`SELECT ${ROW} FROM payments.reconciliation ORDER BY id DESC LIMIT $1`, [limit]);
  }

  /** True when money moved before today and nobody has compared the books since midnight. */
  async isDue(sql: Sql): Promise<boolean> {
    const row = await sql.one(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM ledger.tx WHERE created_at < date_trunc('day', now()))
          AND NOT EXISTS (SELECT 1 FROM payments.reconciliation WHERE started_at >= date_trunc('day', now()) AND state <> 'failed')`,
    );
    return row !== null;
  }

  async wasAskedBy(sql: Sql, askedBy: string): Promise<boolean> {
    return (
      (await sql.one(`SELECT 1 FROM payments.reconciliation WHERE asked_by = $1 AND state <> 'failed'`, [askedBy])) !==
      null
    );
  }
}
