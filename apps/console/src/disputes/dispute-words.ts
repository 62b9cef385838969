import type { Dispute, FraudWarning } from '@sidestall/contracts';
import type { Tone } from '../frame/chip.tsx';
import { codeWords } from '../site/code-words.ts';

interface Said {
  readonly text: string;
  readonly tone: Tone;
}

/** Where a dispute stands, in a word or two. */
export const DISPUTE_STATUS_WORDS: Readonly<Record<Dispute['status'], Said>> = {
  warning_needs_response: { text: 'Needs an answer', tone: 'warn' },
  warning_under_review: { text: 'Bank is reading', tone: 'plain' },
  warning_closed: { text: 'Closed, nothing taken', tone: 'good' },
  needs_response: { text: 'Needs an answer', tone: 'bad' },
  under_review: { text: 'Bank is reading', tone: 'plain' },
  won: { text: 'Won', tone: 'good' },
  lost: { text: 'Lost', tone: 'bad' },
  prevented: { text: 'Prevented', tone: 'good' },
  appeal_needs_response: { text: 'Appeal needs an answer', tone: 'bad' },
  appeal_under_review: { text: 'Appeal is read', tone: 'plain' },
};

const REASONS: Readonly<Record<string, string>> = {
  fraudulent: 'The cardholder says they did not make this payment',
  product_not_received: 'The buyer says it never arrived',
  product_unacceptable: 'The buyer says it is not as described, or damaged',
  duplicate: 'The buyer says they were charged twice',
  credit_not_processed: 'The buyer says a promised refund did not come',
  subscription_canceled: 'The buyer says they had canceled',
  unrecognized: 'The cardholder does not recognize the payment',
  general: 'The bank names no reason',
  bank_cannot_process: 'The bank could not process the payment',
  check_returned: 'The bank returned the payment',
  debit_not_authorized: 'The account holder did not agree to the payment',
  incorrect_account_details: 'The account details are wrong',
  insufficient_funds: 'There was not enough money in the account',
  customer_initiated: 'The buyer asked their bank to take it back',
};

/** Why the bank says it asks. */
export const disputeReason = (reason: string): string => REASONS[reason] ?? codeWords(reason);

/** True while the brand can still send what speaks for it. */
export const needsAnswer = ({ status }: Pick<Dispute, 'status'>): boolean => status.endsWith('needs_response');

/** What the bank's question means for the money, now and later. */
export function meaningOf(dispute: Dispute): string {
  if (dispute.isInquiry) {
    return dispute.closedAt
      ? 'The bank only asked; no money was moved.'
      : 'The bank only asks so far; no money was moved. A good answer, or a refund, keeps it from becoming a chargeback.';
  }
  switch (dispute.status) {
    case 'won':
      return 'The bank decided for you and the money came back.';
    case 'lost':
      return 'The bank decided for the buyer. The money stays with them, and your share of it was taken back.';
    case 'prevented':
      return 'It was settled before it cost anything.';
    default:
      return dispute.funds === 'withdrawn'
        ? 'The bank has taken the money for now, and your share is held. If it decides for you, everything comes back.'
        : 'The bank decides who keeps the money; your share is held until then.';
  }
}

/** Names of the fields Stripe takes as evidence, as people would say them. */
export const evidenceName = codeWords;

const FRAUD_TYPES: Readonly<Record<string, string>> = {
  made_with_stolen_card: 'The card is reported stolen',
  made_with_lost_card: 'The card is reported lost',
  card_never_received: 'The card never reached its owner',
  fraudulent_card_application: 'The card was applied for with a false name',
  made_with_counterfeit_card: 'The card is reported counterfeit',
  unauthorized_use_of_card: 'The owner says somebody else used the card',
  misc: 'The bank suspects fraud',
};

/** What the bank suspects. */
export const fraudReason = ({ fraudType }: Pick<FraudWarning, 'fraudType'>): string =>
  FRAUD_TYPES[fraudType] ?? codeWords(fraudType);
