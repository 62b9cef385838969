import { Injectable } from '@nestjs/common';
import type { PayableId } from '@sidestall/kernel';
import { Transfers, type TransferOrder } from '../../ledger/transfers.ts';
import { Database } from '../../platform/database.ts';
import { Faults } from '../../platform/faults.ts';
import { Handles, type JobAgain, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { OnboardParty } from '../parties/onboard-party.ts';
import { TransferGateway } from '../stripe/transfer.gateway.ts';
import { TransferRecord } from './transfer-record.ts';
import { sendTransfer } from './jobs.ts';

const HOUR = 3_600;
/** After so many runs without an answer, and nothing made, another key is asked under. */
const KEY_IS_SPENT_AFTER = 4;
/** A refusal is not hurried: capabilities, balances and people change in hours, not in seconds. */
const backoff = (attempt: number): number => Math.min(60 * 2 ** Math.min(attempt, 12), 6 * HOUR);

/**
 * Sends one payable: the amount is fixed and written down before Stripe is asked, the attempt's key makes asking twice act
 * once, and a refusal leaves the money available, to be sent later as a new attempt.
 */
@Injectable()
@Handles(sendTransfer)
export class SendTransferHandler implements JobHandler<typeof sendTransfer> {
  constructor(
    private readonly database: Database,
    private readonly transfers: Transfers,
    private readonly gateway: TransferGateway,
    private readonly record: TransferRecord,
    private readonly accounts: OnboardParty,
    private readonly faults: Faults,
  ) {}

  async handle({ payableId }: { readonly payableId: PayableId }, run: JobRun): Promise<void | JobAgain> {
    let order = await this.database.transaction((tx) => this.transfers.begin(tx, payableId));
    if (!order) return;
    // Whoever began it may have sent it and died: keys are forgotten after a day, transfers are not.
    const made = order.isResumed ? await this.gateway.find(order) : null;
    if (made && !made.ok) throw new Error(`Stripe did not answer: ${made.error.message}`);
    if (made?.value === null && order.isHeld) {
      const { attempt } = order;
      return this.database.transaction((tx) =>
        this.transfers.failed(tx, payableId, attempt, 'Held before it was sent'),
      );
    }
    if (made?.value === null && run.attempt >= KEY_IS_SPENT_AFTER) {
      order = await this.#anew(order);
      if (!order) return;
    }
    const answer = made?.value ? { ok: true as const, value: made.value } : await this.gateway.send(order);
    if (answer.ok) {
      await this.faults.at('transfer.sent-before-record');
      return this.database.transaction((tx) => this.record.done(tx, answer.value));
    }
    if (answer.error.kind === 'unavailable') throw new Error(`Stripe did not answer: ${answer.error.message}`);
    return this.#refused(order, answer.error.code, answer.error.message);
  }

  /** Nothing was made under this key, which may hold an error of Stripe's own: the next attempt has another. */
  #anew({ payableId, attempt }: TransferOrder): Promise<TransferOrder | null> {
    return this.database.transaction(async (tx) => {
      await this.transfers.failed(tx, payableId, attempt, 'Stripe did not answer');
      return this.transfers.begin(tx, payableId);
    });
  }

  async #refused(order: TransferOrder, code: string | null, message: string): Promise<void | JobAgain> {
    await this.database.transaction((tx) => this.transfers.failed(tx, order.payableId, order.attempt, message));
    // An account that cannot be paid now is sent what is its own as soon as it can be again, not after a while.
    const isAboutAccount = code === 'insufficient_capabilities_for_transfer' || code?.startsWith('account_');
    if (isAboutAccount && (await this.accounts.refresh(order.partyId)) !== 'active') return;
    return { again: { seconds: backoff(order.attempt) } };
  }
}
