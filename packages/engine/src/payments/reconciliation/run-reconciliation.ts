import { Inject, Injectable } from '@nestjs/common';
import { money } from '@sidestall/kernel';
import { reconcileCurrency, verdictOf, type Finding } from '@sidestall/payments';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import type { Logger } from '../../platform/logger.ts';
import { LOGGER } from '../../platform/tokens.ts';
import { BalanceGateway, type Movement } from '../stripe/balance.gateway.ts';
import type { StripeTrouble } from '../stripe/stripe-client.ts';
import { MovementReader } from './movement-reader.ts';
import { MovementStore } from './movement.store.ts';
import { ReconciliationStore, type ReconciliationId } from './reconciliation.store.ts';
import { runReconciliation } from './jobs.ts';

/** Movements are listed by the time of their making, yet some appear late. */
const OVERLAP_DAYS = 3;
/** Money moves while we read: so often the reading is repeated until the balance stood still meanwhile. */
const MAX_READINGS = 3;
const KEPT_FINDINGS = 200;

function sure<T>(answer: { ok: true; value: T } | { ok: false; error: StripeTrouble }): T {
  if (answer.ok) return answer.value;
  throw new Error(`Stripe did not answer: ${answer.error.message}`);
}

const sameTotals = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  [...new Set([...a.keys(), ...b.keys()])].every((currency) => (a.get(currency) ?? 0) === (b.get(currency) ?? 0));

/** Reads every movement since the last time, explains it, and compares both books to the cent. */
@Injectable()
@Handles(runReconciliation)
export class RunReconciliationHandler implements JobHandler<typeof runReconciliation> {
  constructor(
    private readonly database: Database,
    private readonly gateway: BalanceGateway,
    private readonly reader: MovementReader,
    private readonly movements: MovementStore,
    private readonly store: ReconciliationStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle({ reconciliationId }: { readonly reconciliationId: ReconciliationId }, run: JobRun): Promise<void> {
    if ((await this.store.find(this.database, reconciliationId))?.state !== 'running') return;
    const totals = await this.#readAll(run);
    const payouts = await this.#checkPayouts();
    await this.database.transaction(async (tx) => {
      // Both books at one moment: what is posted meanwhile belongs to the next comparison.
      await tx.rows(`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
      const compared = (await this.movements.books(tx, totals)).map(reconcileCurrency);
      const currencies = compared.map(({ result }) => result);
      const findings = [...compared.flatMap((each) => each.findings), ...payouts];
      const verdict = verdictOf(currencies, findings);
      await this.store.end(tx, reconciliationId, verdict, await this.movements.newest(tx), {
        movements: await this.movements.count(tx),
        currencies,
        findings: findings.slice(0, KEPT_FINDINGS),
      });
      if (verdict === 'differs') {
        this.logger.error({ reconciliation: reconciliationId, findings: findings.slice(0, 10) }, 'The books differ');
      }
    });
  }

  async #readAll(run: JobRun): Promise<ReadonlyMap<string, number>> {
    let totals = sure(await this.gateway.totals());
    for (let reading = 1; ; reading++) {
      await this.#read(run);
      const after = sure(await this.gateway.totals());
      if (reading === MAX_READINGS || sameTotals(totals, after)) return after;
      totals = after;
    }
  }

  async #read(run: JobRun): Promise<void> {
    const since = await this.movements.readFrom(this.database, OVERLAP_DAYS);
    let next: string | null = null;
    do {
      if (run.signal.aborted) throw new Error('The worker goes');
      const page: { movements: Movement[]; next: string | null } = sure(
        await this.gateway.page({ since, ...(next && { next }) }),
      );
      const known = await this.movements.settled(
        this.database,
        page.movements.map((movement) => movement.id),
      );
      for (const movement of page.movements.filter(({ id }) => !known.has(id))) await this.reader.take(movement);
      next = page.next;
    } while (next);
    // What waited longer than the overlap, and what lay in suspense, may have found its cause by now.
    for (const id of await this.movements.unsettled(this.database)) {
      const answer = await this.gateway.movement(id);
      if (answer.ok) await this.reader.take(answer.value);
    }
    for (const id of await this.movements.suspended(this.database)) await this.reader.explain(id);
  }

  /** Every payout that Stripe made by itself is the sum of the movements it lists for it. */
  async #checkPayouts(): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const payout of sure(await this.gateway.payouts(null))) {
      if (!payout.isAutomatic || !payout.isReconciled) continue;
      const rows: Movement[] = [];
      let next: string | null = null;
      do {
        const page: { movements: Movement[]; next: string | null } = sure(
          await this.gateway.page({ since: null, payout: payout.reference, ...(next && { next }) }),
        );
        rows.push(...page.movements);
        next = page.next;
      } while (next);
      const own = rows.filter((row) => row.source === payout.reference);
      const others = rows.filter((row) => row.source !== payout.reference);
      const sum = others.reduce((total, row) => total + row.netMinor, 0);
      await this.database.transaction((tx) =>
        this.movements.fileUnderPayout(
          tx,
          [...own, ...others].map((row) => row.id),
          payout.reference,
        ),
      );
      if (sum === payout.amountMinor) continue;
      findings.push({
        kind: 'payout-differs',
        subject: payout.reference,
        amount: money(sum - payout.amountMinor, payout.currency),
        text: 'The movements of this payout do not add up to it',
      });
    }
    return findings;
  }
}
