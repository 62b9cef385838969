/** The states of one message on its way to one endpoint. */
export type DeliveryState =
  'pending' | 'in_flight' | 'succeeded' | 'failed' | 'blocked' | 'aborted' | 'exhausted' | 'canceled';

/** Every move that is allowed. `in_flight` falls back to `pending` when an attempt fails or its worker dies. */
export const DELIVERY_TRANSITIONS = {
  pending: ['in_flight', 'canceled', 'exhausted'],
  in_flight: ['in_flight', 'succeeded', 'pending', 'failed', 'blocked', 'aborted', 'exhausted', 'canceled'],
  succeeded: [],
  failed: [],
  blocked: [],
  aborted: [],
  exhausted: [],
  canceled: [],
} as const satisfies Record<DeliveryState, readonly DeliveryState[]>;

/** How one attempt ended, as the attempt log keeps it. */
export type AttemptOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | null;
      /** The answer's own `Date`. */
      readonly date?: string | null;
      /** What the receiver asks for beside its status, in the header `webhook-delivery`. */
      readonly control?: 'disable' | 'abort-message' | null;
    }
  | { readonly kind: 'broken'; readonly errorClass: string }
  | { readonly kind: 'blocked'; readonly errorClass: string };

/** What to do after an attempt. */
export type AttemptVerdict = 'succeeded' | 'retry' | 'gone' | 'asked' | 'aborted' | 'blocked';

/**
 * 2xx is a success; 410 switches the endpoint off, and so does a receiver that asks for it by header, which may also refuse
 * this one message; an address that may not be called is not tried again; everything else,
 * redirects included, is tried again.
 */
export function verdictOf(outcome: AttemptOutcome): AttemptVerdict {
  if (outcome.kind === 'blocked') return 'blocked';
  if (outcome.kind === 'broken') return 'retry';
  if (outcome.control === 'disable') return 'asked';
  if (outcome.control === 'abort-message') return 'aborted';
  if (outcome.status >= 200 && outcome.status < 300) return 'succeeded';
  return outcome.status === 410 ? 'gone' : 'retry';
}
