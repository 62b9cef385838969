import type Stripe from 'stripe';
import { emit, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { book } from './balance.ts';
import { settleFraudWarnings } from './fraud-warning.ts';
import { newId } from './ids.ts';
import { closeReview } from './review.ts';

const DAY = 24 * 60 * 60;
const FEE = 1500;
const TO_ANSWER = 9 * DAY;
/** An inquiry that does not become a chargeback is over after 120 days. */
const INQUIRY_ENDS = 120 * DAY;
const CLOSED = ['won', 'lost', 'warning_closed', 'prevented'];

const EMPTY_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

export interface DisputeInput {
  amount?: number;
  reason?: string;
  /** An inquiry: the bank asks first, and no money moves. */
  isInquiry?: boolean;
}

/** A buyer's bank takes a payment back, or asks about it first. A chargeback withdraws amount and fee at once. */
export function openDispute(
  context: Context,
  charge: Stripe.Charge,
  { amount, reason = 'fraudulent', isInquiry = false }: DisputeInput,
): Stripe.Dispute {
  if (!charge.captured)
    throw invalidRequest(`Charge ${charge.id} has not been captured and cannot be disputed.`, { param: 'charge' });
  const left = charge.amount - charge.amount_refunded;
  const free = left - withdrawn(context, charge);
  // A bank may dispute again what another dispute has taken already.
  const asked = amount ?? (free > 0 ? free : left);
  if (asked < 1 || asked > left)
    throw invalidRequest(`Nothing is left of charge ${charge.id} to dispute.`, { param: 'charge' });
  const id = newId('du');
  const card = charge.payment_method_details?.card;
  const dispute: Stripe.Dispute = {
    id,
    object: 'dispute',
    amount: asked,
    balance_transactions: [],
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...EMPTY_EVIDENCE },
    evidence_details: {
      due_by: context.now + TO_ANSWER,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual' as Stripe.Dispute.EvidenceDetails.SubmissionMethod,
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent as string | null,
    payment_method_details: {
      type: 'card',
      card: {
        brand: card?.brand ?? 'visa',
        network: card?.network ?? 'visa',
        case_type: isInquiry ? 'inquiry' : 'chargeback',
        network_reason_code: reason === 'product_not_received' ? '13.1' : '10.4',
      } as Stripe.Dispute.PaymentMethodDetails.Card,
    },
    reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  };
  charge.disputed = true;
  context.scope.put('charge', charge);
  if (!isInquiry) withdraw(context, dispute);
  context.scope.put('dispute', dispute);
  expectAnswer(context, dispute, isInquiry ? INQUIRY_ENDS : TO_ANSWER);
  emit(context, 'charge.dispute.created', dispute);
  if (!isInquiry) emit(context, 'charge.dispute.funds_withdrawn', dispute);
  closeReview(context, charge, 'disputed');
  settleFraudWarnings(context, charge);
  return dispute;
}

/** What earlier disputes of a charge have taken and not given back. */
function withdrawn(context: Context, charge: Stripe.Charge): number {
  return context.scope
    .where('dispute', 'charge', charge.id)
    .filter((dispute) => !dispute.is_charge_refundable)
    .reduce((sum, dispute) => sum + dispute.amount, 0);
}

/** What happens to a dispute that nobody answers is settled from the start: the clock loses it, or lets an inquiry lapse. */
function expectAnswer(context: Context, dispute: Stripe.Dispute, seconds: number): void {
  context.scope.put('due_task', {
    id: dueTask(dispute.id),
    dueAt: context.now + seconds,
    kind: 'dispute_due',
    ref: dispute.id,
  });
}

function dueTask(dispute: string): string {
  return `due_${dispute}`;
}

/** The time to answer is over. An answer that is with the bank keeps its dispute open. */
export function runOutOfTime(context: Context, id: string): void {
  const dispute = context.scope.find('dispute', id);
  if (!dispute || !['needs_response', 'warning_needs_response'].includes(dispute.status)) return;
  dispute.evidence_details.past_due = true;
  closeDispute(context, id, 'lost');
}

function withdraw(context: Context, dispute: Stripe.Dispute): void {
  const row = book(context, {
    amount: -dispute.amount,
    fee: FEE,
    currency: dispute.currency,
    type: 'adjustment',
    reportingCategory: 'dispute',
    source: dispute.id,
    description: `Chargeback withdrawal for ${dispute.charge as string}`,
  });
  dispute.balance_transactions = [...dispute.balance_transactions, structuredClone(row)];
}

/** Ends a dispute. A win brings back the amount and the fee; an inquiry closes without moving money. */
export function closeDispute(context: Context, id: string, outcome: 'won' | 'lost'): Stripe.Dispute {
  const dispute = need(context, 'dispute', id);
  // A lost dispute may be appealed, and then won after all.
  const isAppealed = dispute.status === 'lost' && outcome === 'won';
  if (CLOSED.includes(dispute.status) && !isAppealed) return dispute;
  const previous = { status: dispute.status };
  const isInquiry = dispute.status.startsWith('warning');
  if (isInquiry) {
    dispute.status = 'warning_closed';
  } else {
    dispute.status = outcome;
    if (outcome === 'won') {
      const row = book(context, {
        amount: dispute.amount,
        fee: -FEE,
        currency: dispute.currency,
        type: 'adjustment',
        reportingCategory: 'dispute_reversal',
        source: dispute.id,
        description: `Chargeback reversal for ${dispute.charge as string}`,
      });
      dispute.balance_transactions = [...dispute.balance_transactions, structuredClone(row)];
    }
  }
  // A charge that was disputed stays marked as such; whether it may be refunded is the dispute's to say.
  dispute.is_charge_refundable = dispute.status !== 'lost';
  context.scope.remove('due_task', dueTask(id));
  context.scope.put('dispute', dispute);
  if (dispute.status === 'won') emit(context, 'charge.dispute.funds_reinstated', dispute);
  emit(context, 'charge.dispute.closed', dispute, previous);
  return dispute;
}

/** An inquiry that is not answered well becomes a chargeback. */
export function escalateDispute(context: Context, id: string): Stripe.Dispute {
  const dispute = need(context, 'dispute', id);
  if (!dispute.status.startsWith('warning') || CLOSED.includes(dispute.status)) return dispute;
  const previous = { status: dispute.status };
  dispute.status = 'needs_response';
  dispute.is_charge_refundable = false;
  dispute.evidence_details.due_by = context.now + TO_ANSWER;
  dispute.evidence_details.past_due = false;
  if (dispute.payment_method_details?.card) dispute.payment_method_details.card.case_type = 'chargeback';
  expectAnswer(context, dispute, TO_ANSWER);
  withdraw(context, dispute);
  context.scope.put('dispute', dispute);
  emit(context, 'charge.dispute.updated', dispute, previous);
  emit(context, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** Evidence decides in test mode by its words, as Stripe documents: `winning_evidence`, `losing_evidence`, `escalate_inquiry_evidence`. */
export function submitEvidence(
  context: Context,
  id: string,
  evidence: Partial<Record<keyof Stripe.Dispute.Evidence, unknown>>,
  submits: boolean,
): Stripe.Dispute {
  const dispute = need(context, 'dispute', id);
  if (CLOSED.includes(dispute.status)) {
    throw invalidRequest('This dispute is already closed.', { code: 'status_transition_invalid' });
  }
  const previous = { status: dispute.status, evidence: dispute.evidence };
  const text = evidence.uncategorized_text;
  dispute.evidence = { ...dispute.evidence, ...(evidence as Partial<Stripe.Dispute.Evidence>) };
  dispute.evidence_details.has_evidence ||= Object.keys(evidence).length > 0;
  if (submits) {
    dispute.evidence_details.submission_count += 1;
    dispute.status = dispute.status.startsWith('warning') ? 'warning_under_review' : 'under_review';
  }
  context.scope.put('dispute', dispute);
  emit(context, 'charge.dispute.updated', dispute, previous);
  if (!submits) return dispute;
  if (text === 'winning_evidence') return closeDispute(context, id, 'won');
  if (text === 'losing_evidence') return closeDispute(context, id, 'lost');
  if (text === 'escalate_inquiry_evidence') return escalateDispute(context, id);
  return dispute;
}
