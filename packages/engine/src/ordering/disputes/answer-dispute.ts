import { Injectable } from '@nestjs/common';
import { err, type DisputeId, type Result } from '@sidestall/kernel';
import { composeEvidence } from '@sidestall/payments';
import { DisputeReader } from '../../payments/disputes/dispute-reader.ts';
import { SendEvidence, type EvidenceFailure } from '../../payments/disputes/send-evidence.ts';
import { Database } from '../../platform/database.ts';
import { EvidenceRecords } from './evidence-records.ts';

/** Composes the evidence of a dispute from our own records and keeps it, or sends it to the bank. */
@Injectable()
export class AnswerDispute {
  constructor(
    private readonly database: Database,
    private readonly disputes: DisputeReader,
    private readonly records: EvidenceRecords,
    private readonly sending: SendEvidence,
  ) {}

  async execute(
    id: DisputeId,
    answer: { readonly statement?: string; readonly submit: boolean },
  ): Promise<Result<void, EvidenceFailure>> {
    const dispute = await this.disputes.find(this.database, id);
    if (!dispute) return err({ code: 'PAYMENTS.DISPUTE_NOT_FOUND' });
    const evidence = composeEvidence(await this.records.of(dispute.orderId), answer.statement ?? null);
    return this.sending.execute(id, evidence, answer.submit);
  }
}
