import type Stripe from 'stripe';
import { emit, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { book } from './balance.ts';
import { newId } from './ids.ts';

const DAY = 24 * 60 * 60;
const FEE = 1500;

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
  const id = newId('du');
  const card = charge.payment_method_details?.card;
  const dispute: Stripe.Dispute = {
    id,
    object: 'dispute',
    amount: amount ?? charge.amount_captured - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...EMPTY_EVIDENCE },
    evidence_details: {
      due_by: context.now + 9 * DAY,
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
  emit(context, 'charge.dispute.created', dispute);
  if (!isInquiry) emit(context, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
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
  if (['won', 'lost', 'warning_closed'].includes(dispute.status)) return dispute;
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
  const charge = need(context, 'charge', dispute.charge as string);
  const isStillOpen = context.scope
    .all('dispute')
    .some(
      (other) => other.id !== id && other.charge === charge.id && !['won', 'warning_closed'].includes(other.status),
    );
  charge.disputed = isStillOpen || dispute.status === 'lost';
  context.scope.put('charge', charge);
  context.scope.put('dispute', dispute);
  if (dispute.status === 'won') emit(context, 'charge.dispute.funds_reinstated', dispute);
  emit(context, 'charge.dispute.closed', dispute, previous);
  return dispute;
}

/** An inquiry that is not answered well becomes a chargeback. */
export function escalateDispute(context: Context, id: string): Stripe.Dispute {
  const dispute = need(context, 'dispute', id);
  if (!dispute.status.startsWith('warning')) return dispute;
  const previous = { status: dispute.status };
  dispute.status = 'needs_response';
  dispute.is_charge_refundable = false;
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
  if (['won', 'lost', 'warning_closed'].includes(dispute.status)) {
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
