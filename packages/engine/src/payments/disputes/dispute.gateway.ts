import { Injectable } from '@nestjs/common';
import { ok, type Result } from '@sidestall/kernel';
import { isDisputeStatus, type DisputeStatus } from '@sidestall/payments';
import type Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from '../stripe/stripe-client.ts';

/** A movement of our balance that a dispute caused. `amountMinor` is signed; the fee is negative when it comes back. */
export interface DisputeMovement {
  readonly reference: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly currency: string;
}

export interface DisputeSnapshot {
  readonly reference: string;
  readonly payment: string | null;
  /** Null when Stripe has a new word for it. */
  readonly status: DisputeStatus | null;
  readonly reason: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueBy: Date | null;
  readonly openedAt: Date;
  /** Oldest first; Stripe only ever adds to them. */
  readonly movements: readonly DisputeMovement[];
}

export interface WarningSnapshot {
  readonly reference: string;
  readonly payment: string | null;
  readonly fraudType: string;
  readonly isActionable: boolean;
}

const idOf = (named: string | { readonly id: string }): string => (typeof named === 'string' ? named : named.id);

/** Asks Stripe about disputes and fraud warnings, and answers disputes. */
@Injectable()
export class DisputeGateway {
  constructor(private readonly stripe: StripeClient) {}

  async look(reference: string): Promise<Result<DisputeSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.disputes.retrieve(reference));
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  /** Sends the evidence to the bank, once; the dispute takes no more afterwards. */
  async answer(
    reference: string,
    evidence: Readonly<Record<string, string>>,
    key: string,
  ): Promise<Result<DisputeSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.disputes.update(reference, { evidence, submit: true }, { idempotencyKey: key }),
    );
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  async lookWarning(reference: string): Promise<Result<WarningSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.radar.earlyFraudWarnings.retrieve(reference));
    if (!answer.ok) return answer;
    const { id, payment_intent: intent, fraud_type: fraudType, actionable } = answer.value;
    return ok({ reference: id, payment: intent ? idOf(intent) : null, fraudType, isActionable: actionable });
  }
}

function snapshotOf(dispute: Stripe.Dispute): DisputeSnapshot {
  const due = dispute.evidence_details.due_by;
  return {
    reference: dispute.id,
    payment: dispute.payment_intent && idOf(dispute.payment_intent),
    status: isDisputeStatus(dispute.status) ? dispute.status : null,
    reason: dispute.reason,
    amountMinor: dispute.amount,
    currency: dispute.currency.toUpperCase(),
    dueBy: due ? new Date(due * 1000) : null,
    openedAt: new Date(dispute.created * 1000),
    movements: dispute.balance_transactions.map((movement) => ({
      reference: movement.id,
      amountMinor: movement.amount,
      feeMinor: movement.fee,
      currency: movement.currency.toUpperCase(),
    })),
  };
}
