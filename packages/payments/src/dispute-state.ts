/**
 * Where a dispute stands, in Stripe's own words. `warning_…` is an inquiry: the bank asks, no money moves, and it may
 * become a chargeback. A loss may be appealed, so `lost` is not final; a win is.
 */
export const DISPUTE_TRANSITIONS = {
  warning_needs_response: ['warning_under_review', 'warning_closed', 'needs_response', 'prevented'],
  warning_under_review: ['warning_closed', 'needs_response', 'prevented'],
  warning_closed: ['needs_response'],
  needs_response: ['under_review', 'won', 'lost', 'prevented'],
  under_review: ['won', 'lost', 'prevented'],
  lost: ['appeal_needs_response', 'appeal_under_review', 'won'],
  appeal_needs_response: ['appeal_under_review', 'won', 'lost'],
  appeal_under_review: ['won', 'lost'],
  won: [],
  prevented: [],
} as const satisfies Record<string, readonly string[]>;

export type DisputeStatus = keyof typeof DISPUTE_TRANSITIONS;

/** True when one of these words is Stripe's for a dispute. */
export const isDisputeStatus = (word: string): word is DisputeStatus => word in DISPUTE_TRANSITIONS;

/** True for an inquiry: the bank asks and no money has moved. */
export const isInquiry = (status: DisputeStatus): boolean => status.startsWith('warning_');

/** True while the money is at the card network and nobody has decided: nothing of the order may be paid out. */
export function isContested(status: DisputeStatus): boolean {
  return ['needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review'].includes(status);
}

/** True when the money cannot be given back by a refund: the dispute decides, or has decided against us. */
export const blocksRefunds = (status: DisputeStatus): boolean => isContested(status) || status === 'lost';

/** True while evidence may be sent. */
export const takesEvidence = (status: DisputeStatus): boolean =>
  status === 'warning_needs_response' || status === 'needs_response' || status === 'appeal_needs_response';

/** True when nothing more is expected to come of it. */
export const isDisputeOver = (status: DisputeStatus): boolean =>
  status === 'won' || status === 'lost' || status === 'prevented' || status === 'warning_closed';

/** True when the one status can come after the other, perhaps with others in between that nobody told us of. */
export function canDisputeFollow(from: DisputeStatus, to: DisputeStatus): boolean {
  const seen = new Set<DisputeStatus>([from]);
  const queue: DisputeStatus[] = [from];
  for (let status = queue.shift(); status; status = queue.shift()) {
    for (const next of DISPUTE_TRANSITIONS[status] as readonly DisputeStatus[]) {
      if (next === to) return true;
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return false;
}

/** The status after hearing Stripe's word; an older word that comes late changes nothing. */
export const hearDispute = (current: DisputeStatus, told: DisputeStatus): DisputeStatus =>
  told !== current && canDisputeFollow(current, told) ? told : current;
