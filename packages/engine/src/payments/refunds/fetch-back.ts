import { Injectable } from '@nestjs/common';
import { money } from '@sidestall/kernel';
import { SaleStore } from '../../ledger/sale.store.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Faults } from '../../platform/faults.ts';
import { Handles, type JobAgain, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { fetchBack } from './jobs.ts';
import { ReversalRecord } from './reversal-record.ts';
import { ReversalGateway } from './reversal.gateway.ts';
import { ReversalStore, type ReversalId, type ReversalRow } from './reversal.store.ts';

/** After so many tries without an answer, and nothing made, another key is asked under. */
const KEY_IS_SPENT_AFTER = 4;

interface Plan {
  readonly reversal: ReversalRow;
  readonly transfer: string;
}

/**
 * Fetches a party's share back from its Stripe account, up to what it was sent. Where that is refused, the party owes it
 * to us, and it is kept from the next transfer.
 */
@Injectable()
@Handles(fetchBack)
export class FetchBackHandler implements JobHandler<typeof fetchBack> {
  constructor(
    private readonly database: Database,
    private readonly reversals: ReversalStore,
    private readonly sales: SaleStore,
    private readonly gateway: ReversalGateway,
    private readonly record: ReversalRecord,
    private readonly faults: Faults,
  ) {}

  async handle({ reversalId }: { readonly reversalId: ReversalId }, run: JobRun): Promise<void | JobAgain> {
    const plan = await this.database.transaction((tx) => this.#plan(tx, reversalId, run.attempt > 1));
    if (plan === null) return;
    if (plan === 'later') return { again: { seconds: 60 } };
    const { reversal, transfer } = plan;
    const amount = money(reversal.amountMinor, reversal.currency);
    // Looked for first: Stripe forgets keys after a day, and keeps even an error of its own under one.
    const made = await this.gateway.find(transfer, reversal);
    if (!made.ok) throw new Error(`Stripe did not answer: ${made.error.message}`);
    const isKeySpent = made.value === null && run.attempt >= KEY_IS_SPENT_AFTER;
    // One other key for good, not one for each run: an ask still under way is then met by its own key.
    const answer = made.value
      ? { ok: true as const, value: made.value }
      : await this.gateway.reverse(transfer, reversal, amount, isKeySpent ? KEY_IS_SPENT_AFTER : null);
    await this.faults.at('fetch-back.reversed-before-record');
    if (answer.ok) return this.database.transaction((tx) => this.record.done(tx, reversal, answer.value));
    if (answer.error.kind === 'unavailable') throw new Error(`Stripe did not answer: ${answer.error.message}`);
    const trouble = answer.error.message;
    await this.database.transaction((tx) => this.reversals.end(tx, reversal.id, { trouble }));
  }

  /** What to ask for, fixed before anybody asks; null when there is nothing to do. */
  async #plan(tx: Tx, id: ReversalId, mayBeAsked: boolean): Promise<Plan | 'later' | null> {
    const known = await this.reversals.find(tx, id);
    const sale = known && (await this.sales.lock(tx, await this.reversals.orderOf(tx, known)));
    const reversal = await this.reversals.find(tx, id);
    const payable = sale?.payables.find((one) => one.id === reversal?.payableId);
    if (!reversal || !payable || reversal.state !== 'wanted') return null;
    if (payable.state === 'transferring') return 'later';
    // Asked for before, perhaps, and made: the amount stays, and Stripe is looked at before anything ends.
    if (mayBeAsked && payable.stripeTransfer) return { reversal, transfer: payable.stripeTransfer };
    const amountMinor = Math.min(
      reversal.amountMinor,
      payable.transferredMinor - payable.returnedMinor,
      await this.record.owedMinor(tx, payable.partyId, payable.currency),
    );
    if (!payable.stripeTransfer || amountMinor <= 0) {
      await this.reversals.end(tx, id, { trouble: 'Nothing is left of the transfer to fetch back' });
      return null;
    }
    if (amountMinor !== reversal.amountMinor) await this.reversals.fix(tx, id, amountMinor);
    return { reversal: { ...reversal, amountMinor }, transfer: payable.stripeTransfer };
  }
}
