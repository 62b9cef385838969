import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type DisputeId, type Result } from '@sidestall/kernel';
import { takesEvidence } from '@sidestall/payments';
import { Database } from '../../platform/database.ts';
import { DisputeRecord } from './dispute-record.ts';
import { DisputeGateway } from './dispute.gateway.ts';
import { DisputeStore } from './dispute.store.ts';

export type EvidenceFailure = Failure<
  'PAYMENTS.DISPUTE_NOT_FOUND' | 'PAYMENTS.DISPUTE_CLOSED' | 'PAYMENTS.UNAVAILABLE'
>;

/** Keeps the evidence of a dispute and, when told so, sends it to the bank: once, for it takes no second answer. */
@Injectable()
export class SendEvidence {
  constructor(
    private readonly database: Database,
    private readonly disputes: DisputeStore,
    private readonly gateway: DisputeGateway,
    private readonly record: DisputeRecord,
  ) {}

  async execute(
    id: DisputeId,
    evidence: Readonly<Record<string, string>>,
    submits: boolean,
  ): Promise<Result<void, EvidenceFailure>> {
    const dispute = await this.disputes.find(this.database, id);
    if (!dispute) return err({ code: 'PAYMENTS.DISPUTE_NOT_FOUND' });
    if (dispute.evidenceSentAt && submits) return ok(undefined);
    if (!takesEvidence(dispute.status)) {
      return err({ code: 'PAYMENTS.DISPUTE_CLOSED', detail: 'The bank has the answer, or has decided already' });
    }
    await this.database.transaction((tx) => this.disputes.keepEvidence(tx, id, evidence));
    if (!submits) return ok(undefined);
    // An appeal is a second question, and has a key of its own.
    const round = dispute.status.split('_')[0]!;
    const answer = await this.gateway.answer(dispute.reference, evidence, `dispute-${id}-evidence-${round}`);
    if (!answer.ok) return this.#refused(answer.error);
    await this.database.transaction(async (tx) => {
      await this.disputes.sentEvidence(tx, id);
      await this.record.record(tx, dispute.orderId, answer.value);
    });
    return ok(undefined);
  }

  #refused(trouble: { readonly kind: string; readonly message: string }): Result<void, EvidenceFailure> {
    if (trouble.kind === 'unavailable') {
      return err({
        code: 'PAYMENTS.UNAVAILABLE',
        detail: 'Stripe does not answer. The evidence is kept; send it again.',
      });
    }
    return err({ code: 'PAYMENTS.DISPUTE_CLOSED', detail: trouble.message });
  }
}
