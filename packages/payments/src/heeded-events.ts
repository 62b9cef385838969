/**
 * The kinds of events that Stripe is to tell us of, as an endpoint's list of enabled events; `x.*` means every kind that
 * begins so. What is left out says nothing new: of an approval one event is enough.
 */
export const HEEDED_EVENTS = [
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'charge.captured',
  'charge.dispute.*',
  'charge.expired',
  'charge.failed',
  'charge.refund.*',
  'charge.refunded',
  'charge.updated',
  'refund.*',
  'review.*',
  'radar.*',
  'setup_intent.*',
  'transfer.*',
  'payout.*',
  'account.*',
  'capability.*',
] as const;

/** True for an event that somebody here needs. */
export function isHeeded(type: string): boolean {
  return HEEDED_EVENTS.some((kind) => kind === type || (kind.endsWith('.*') && type.startsWith(kind.slice(0, -1))));
}
