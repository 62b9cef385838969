import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { ReconciliationStore, type ReconciliationId, type ReconciliationRow } from './reconciliation.store.ts';
import { runReconciliation } from './jobs.ts';

const SHOWN = 60;

/** Comparisons of the ledger with Stripe: asked for here, made by the worker, kept for good. */
@Injectable()
export class Reconciliations {
  constructor(
    private readonly database: Database,
    private readonly store: ReconciliationStore,
    private readonly outbox: Outbox,
  ) {}

  /** Has the books compared; one comparison at a time. */
  async start(askedBy: string): Promise<Result<ReconciliationRow, Failure<'PAYMENTS.RECONCILIATION_RUNNING'>>> {
    const id = await this.database.transaction(async (tx) => {
      const begun = await this.store.begin(tx, askedBy);
      if (begun) await this.outbox.schedule(tx, runReconciliation, { reconciliationId: begun }, { key: begun });
      return begun;
    });
    if (!id) return err({ code: 'PAYMENTS.RECONCILIATION_RUNNING', detail: 'Wait until it has ended' });
    return ok((await this.store.find(this.database, id))!);
  }

  list(): Promise<ReconciliationRow[]> {
    return this.store.list(this.database, SHOWN);
  }

  async get(id: ReconciliationId): Promise<Result<ReconciliationRow, Failure<'PAYMENTS.RECONCILIATION_NOT_FOUND'>>> {
    const row = await this.store.find(this.database, id);
    return row ? ok(row) : err({ code: 'PAYMENTS.RECONCILIATION_NOT_FOUND' });
  }
}
