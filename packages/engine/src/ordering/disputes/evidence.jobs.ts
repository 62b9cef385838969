import { Injectable } from '@nestjs/common';
import { zId } from '@sidestall/contracts';
import type { DisputeId } from '@sidestall/kernel';
import { takesEvidence } from '@sidestall/payments';
import { z } from 'zod';
import { DisputeReader, type DisputeView } from '../../payments/disputes/dispute-reader.ts';
import { Database } from '../../platform/database.ts';
import { defineJob } from '../../platform/fact.ts';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { Outbox } from '../../platform/outbox.ts';
import { AnswerDispute } from './answer-dispute.ts';

const HOUR_MS = 3_600_000;
/** So long before its time is over a dispute is answered with what we have, should nobody have done so. */
const BEFORE_DUE_MS = 48 * HOUR_MS;

/** Composes the evidence when a dispute opens, so that a person can read it, and sets the time at which it is sent. */
export const prepareEvidence = defineJob('ordering.prepare-evidence', z.object({ disputeId: zId('dsp') }));
/** Sends the evidence if nobody has. */
export const sendEvidence = defineJob('ordering.send-evidence', z.object({ disputeId: zId('dsp') }), {
  attempts: 200,
});

const isToAnswer = (dispute: DisputeView | null): dispute is DisputeView =>
  dispute !== null && takesEvidence(dispute.status) && dispute.evidenceSentAt === null;

@Injectable()
@Handles(prepareEvidence)
export class PrepareEvidenceHandler implements JobHandler<typeof prepareEvidence> {
  constructor(
    private readonly database: Database,
    private readonly disputes: DisputeReader,
    private readonly answering: AnswerDispute,
    private readonly outbox: Outbox,
  ) {}

  async handle({ disputeId }: { readonly disputeId: DisputeId }): Promise<void> {
    const dispute = await this.disputes.find(this.database, disputeId);
    if (!isToAnswer(dispute)) return;
    if (!dispute.evidence) await this.answering.execute(disputeId, { submit: false });
    const due = dispute.evidenceDueBy;
    if (!due) return;
    const after = new Date(due.getTime() - BEFORE_DUE_MS);
    await this.database.transaction((tx) =>
      this.outbox.schedule(tx, sendEvidence, { disputeId }, { key: disputeId, after }),
    );
  }
}

@Injectable()
@Handles(sendEvidence)
export class SendEvidenceHandler implements JobHandler<typeof sendEvidence> {
  constructor(
    private readonly database: Database,
    private readonly disputes: DisputeReader,
    private readonly answering: AnswerDispute,
  ) {}

  async handle({ disputeId }: { readonly disputeId: DisputeId }): Promise<void | JobAgain> {
    const dispute = await this.disputes.find(this.database, disputeId);
    if (!isToAnswer(dispute) || !dispute.evidenceDueBy) return;
    // The bank gave more time since: then so is there.
    const at = new Date(dispute.evidenceDueBy.getTime() - BEFORE_DUE_MS);
    const isEarly = await this.database.one(`SELECT 1 WHERE now() < $1::timestamptz`, [at]);
    if (isEarly) return { again: at };
    const sent = await this.answering.execute(disputeId, { submit: true });
    if (!sent.ok && sent.error.code === 'PAYMENTS.UNAVAILABLE') throw new Error('Stripe did not answer');
  }
}
