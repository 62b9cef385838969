import type { Party, Payout, StatementLine } from '@sidestall/contracts';
import type { Tone } from '../frame/chip.tsx';

interface Said {
  readonly text: string;
  readonly tone: Tone;
}

export const STANDING_WORDS: Readonly<Record<Party['transfers'], Said>> = {
  none: { text: 'Not set up', tone: 'warn' },
  onboarding: { text: 'Setup not finished', tone: 'warn' },
  pending: { text: 'Stripe is checking', tone: 'plain' },
  active: { text: 'Can be paid', tone: 'good' },
  restricted: { text: 'Stripe needs something', tone: 'bad' },
  closed: { text: 'Account closed', tone: 'bad' },
};

/** What the standing means for the money, and what to do about it. */
export function standingHelp(party: Party): string {
  switch (party.transfers) {
    case 'none':
      return 'Tell Stripe who you are and which bank account to pay. Until then your money waits here; nothing is lost.';
    case 'onboarding':
      return 'You began to set up your account with Stripe. Go on where you stopped; your money waits here meanwhile.';
    case 'pending':
      return 'Stripe is checking what you told it. It usually takes minutes; there is nothing to do.';
    case 'active':
      return 'Everything is set up. Released money goes to your Stripe account, and from there to your bank.';
    case 'restricted':
      return 'Stripe stopped payments until it knows more. Your money waits here meanwhile; nothing is lost.';
    case 'closed':
      return 'This Stripe account was closed. Write to us to set up another; your money waits here meanwhile.';
  }
}

/** True where the party itself can do something at Stripe. */
export const canOnboard = ({ transfers }: Party): boolean =>
  transfers === 'none' || transfers === 'onboarding' || transfers === 'restricted';

export const KIND_WORDS: Readonly<Record<Party['kind'], string>> = {
  brand: 'Brand',
  retailer: 'Retailer',
  creator: 'Creator',
};

const LINE_WORDS: Readonly<Record<StatementLine['kind'], string>> = {
  sale: 'Sale',
  refund: 'Refund',
  dispute: 'Dispute',
  reinstated: 'Given back after all',
  netted: 'Kept for what was owed',
  transfer: 'Paid to your Stripe account',
  reversal: 'Fetched back',
  adjustment: 'Adjustment',
};

/** What a line of a statement is about. */
export function lineWords(line: StatementLine): string {
  const order = line.orderNumber ? `, order ${line.orderNumber}` : '';
  return `${LINE_WORDS[line.kind]}${order}`;
}

/** How the amount came about, where a rate made it. */
export function lineDetail(line: StatementLine): string {
  const count = line.quantity === null ? '' : `${line.quantity} × `;
  const rate = line.rateBp === null ? '' : `, your share ${rateText(line.rateBp)}`;
  return `${count}${line.title}${rate}`;
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });
const BASIS_POINTS = 10_000;

/** Basis points as people say them, e.g. 1250 is `12.5%`. */
export const rateText = (basisPoints: number): string => percent.format(basisPoints / BASIS_POINTS);

export const PAYOUT_WORDS: Readonly<Record<Payout['status'], Said>> = {
  pending: { text: 'Planned', tone: 'plain' },
  in_transit: { text: 'On its way to the bank', tone: 'plain' },
  paid: { text: 'At the bank', tone: 'good' },
  failed: { text: 'The bank refused it', tone: 'bad' },
  canceled: { text: 'Canceled', tone: 'warn' },
};
