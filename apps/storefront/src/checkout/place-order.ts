import { isOutcomeUnknown, newIdempotencyKey, type ApiProblem, type StorefrontCalls } from '@sidestall/client';
import type { PlacedOrder, PlaceOrderRequest } from '@sidestall/contracts';

/** One press of the paying button. It is sent with one key however often it must be sent. */
export interface Attempt {
  readonly key: string;
  readonly request: PlaceOrderRequest;
}

/** What the page's Stripe does between the calls. */
export interface BankDesk {
  /** Shows the bank's challenge and waits for its end; the sentence is Stripe's own when it went wrong. */
  handleNextAction(clientSecret: string): Promise<{ readonly message: string } | null>;
}

/** How it ended, as far as anybody can know. */
export type Outcome =
  | { readonly kind: 'placed'; readonly placed: PlacedOrder }
  | { readonly kind: 'declined'; readonly message: string | null; readonly declineCode: string | null }
  | { readonly kind: 'card-again' }
  | { readonly kind: 'quote-changed' }
  | { readonly kind: 'quote-expired' }
  | { readonly kind: 'stock-gone'; readonly lines: readonly GoneLine[] }
  | { readonly kind: 'unknown'; readonly resume: Resume }
  | { readonly kind: 'refused'; readonly problem: ApiProblem };

/** A line that asked for more than is left, by listing. */
export interface GoneLine {
  readonly listingId: string;
  readonly available: number;
}

/** Where to go on after a lost answer: the same order again, or only the question how the bank's challenge ended. */
export type Resume =
  | { readonly step: 'place'; readonly attempt: Attempt }
  | {
      readonly step: 'confirm';
      readonly orderId: string;
      readonly orderToken: string;
      readonly message: string | null;
    };

export interface PlacingTools {
  readonly calls: Pick<StorefrontCalls, 'placeOrder' | 'confirmOrder'>;
  readonly bank: BankDesk;
  readonly onStep: (step: 'ordering' | 'bank') => void;
  /** Waits before a lost call is sent once more. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

const PAUSES_MS = [1_000, 3_000];

export const newAttempt = (request: PlaceOrderRequest): Attempt => ({ key: newIdempotencyKey(), request });

/** Places an order and sees it through the bank's challenge; from `resume` on when an answer was lost before. */
export async function placeOrder(resume: Resume, tools: PlacingTools): Promise<Outcome> {
  tools.onStep('ordering');
  if (resume.step === 'confirm') return confirm(resume, tools);
  const { attempt } = resume;
  const answer = await insist(() => tools.calls.placeOrder(attempt.request, attempt.key), tools);
  if (!answer.ok) {
    return isOutcomeUnknown(answer.problem) ? { kind: 'unknown', resume } : outcomeOf(answer.problem);
  }
  return answer.value.status === 'authorized'
    ? { kind: 'placed', placed: answer.value }
    : throughTheBank(answer.value, tools);
}

async function throughTheBank(placed: PlacedOrder, tools: PlacingTools): Promise<Outcome> {
  tools.onStep('bank');
  const failed = placed.clientSecret ? await tools.bank.handleNextAction(placed.clientSecret) : null;
  tools.onStep('ordering');
  const { order, orderToken } = placed;
  return confirm({ step: 'confirm', orderId: order.id, orderToken, message: failed?.message ?? null }, tools);
}

/** The shop knows how it ended, whatever the browser saw of it. */
async function confirm(resume: Extract<Resume, { step: 'confirm' }>, tools: PlacingTools): Promise<Outcome> {
  const answer = await insist(() => tools.calls.confirmOrder(resume.orderId, resume.orderToken), tools);
  if (!answer.ok) {
    if (isOutcomeUnknown(answer.problem)) return { kind: 'unknown', resume };
    const outcome = outcomeOf(answer.problem);
    return outcome.kind === 'declined' ? { ...outcome, message: outcome.message ?? resume.message } : outcome;
  }
  if (answer.value.status === 'authorized') return { kind: 'placed', placed: answer.value };
  return { kind: 'declined', message: resume.message, declineCode: 'authentication_required' };
}

async function insist<A extends { readonly ok: true } | { readonly ok: false; readonly problem: ApiProblem }>(
  call: () => Promise<A>,
  tools: PlacingTools,
): Promise<A> {
  for (const wait of PAUSES_MS) {
    const answer = await call();
    if (answer.ok || !isOutcomeUnknown(answer.problem)) return answer;
    await tools.pause(wait);
  }
  return call();
}

/** The lines a problem names; what a server of another version may have sent is left out. */
export function goneLines(problem: ApiProblem): GoneLine[] {
  const { lines } = problem;
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown) => {
    const { listingId, available } = (line ?? {}) as { listingId?: unknown; available?: unknown };
    return typeof listingId === 'string'
      ? [{ listingId, available: typeof available === 'number' && available > 0 ? available : 0 }]
      : [];
  });
}

function outcomeOf(problem: ApiProblem): Outcome {
  switch (problem.code) {
    case 'PAYMENTS.DECLINED': {
      const code = problem['declineCode'];
      return {
        kind: 'declined',
        message: problem.detail ?? null,
        declineCode: typeof code === 'string' ? code : null,
      };
    }
    case 'PAYMENTS.CONFIRMATION_INVALID':
      return { kind: 'card-again' };
    case 'ORDERING.QUOTE_CHANGED':
    case 'ORDERING.ORDER_CLOSED':
      return { kind: 'quote-changed' };
    case 'ORDERING.QUOTE_EXPIRED':
    case 'ORDERING.QUOTE_NOT_FOUND':
      return { kind: 'quote-expired' };
    case 'ORDERING.STOCK_GONE':
      return { kind: 'stock-gone', lines: goneLines(problem) };
    default:
      return { kind: 'refused', problem };
  }
}
