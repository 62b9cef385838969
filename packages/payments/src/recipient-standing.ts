/** Whether a party can be paid: `none` has no account, `onboarding` has never finished, `restricted` lost what it had. */
export type TransferStanding = 'none' | 'onboarding' | 'pending' | 'active' | 'restricted' | 'closed';

/** What Stripe says of a recipient. */
export interface RecipientWord {
  readonly isClosed: boolean;
  /** The status of `recipient.stripe_balance.stripe_transfers`; null when it was never asked for. */
  readonly transfers: string | null;
}

/** Only `active` may be transferred to; everything else lets money accrue in the ledger. */
export function standingOf({ isClosed, transfers }: RecipientWord, before: TransferStanding): TransferStanding {
  if (isClosed) return 'closed';
  if (transfers === 'active') return 'active';
  if (transfers === 'pending') return 'pending';
  const neverFinished = before === 'none' || before === 'onboarding';
  return transfers === 'restricted' && neverFinished ? 'onboarding' : 'restricted';
}
