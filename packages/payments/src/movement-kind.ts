/** What a movement of our balance at Stripe stands for in our own book. */
export type MovementKind =
  | 'capture'
  | 'refund'
  | 'refund-failure'
  | 'transfer'
  | 'transfer-reversal'
  | 'payout'
  | 'payout-return'
  | 'dispute'
  | 'dispute-return'
  | 'topup'
  | 'fee'
  | 'unknown';

/** What of a movement tells its kind. */
export interface MovementWords {
  readonly type: string;
  readonly reportingCategory: string;
}

const BY_CATEGORY: Readonly<Record<string, MovementKind>> = {
  charge: 'capture',
  // The part of an authorization that was not taken: Stripe moves the whole in and this out again.
  partial_capture_reversal: 'capture',
  charge_failure: 'unknown',
  refund: 'refund',
  refund_failure: 'refund-failure',
  transfer: 'transfer',
  transfer_reversal: 'transfer-reversal',
  payout: 'payout',
  payout_reversal: 'payout-return',
  dispute: 'dispute',
  dispute_reversal: 'dispute-return',
  topup: 'topup',
  fee: 'fee',
  network_cost: 'fee',
  risk_reserved_funds: 'unknown',
};

/**
 * Reads Stripe's reporting category, which is finer than the type: `adjustment` alone covers disputes and failed refunds.
 * Source: https://docs.stripe.com/reports/reporting-categories
 */
export function kindOfMovement({ type, reportingCategory }: MovementWords): MovementKind {
  const known = BY_CATEGORY[reportingCategory];
  if (known) return known;
  return type === 'stripe_fee' || type === 'stripe_fx_fee' || type === 'tax_fee' ? 'fee' : 'unknown';
}
