import {
  isOutcomeUnknown,
  newIdempotencyKey,
  type ApiProblem,
  type DropCalls,
  type StorefrontCalls,
} from '@sidestall/client';
import type { PlacedOrder, PlaceOrderRequest } from '@sidestall/contracts';
import { askAgainMs } from './line-words.ts';

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
  | { readonly kind: 'cap-reached'; readonly lines: readonly CappedLine[] }
  | { readonly kind: 'coupon-refused' }
  | { readonly kind: 'offer-over' }
  | { readonly kind: 'left-line' }
  | { readonly kind: 'unknown'; readonly resume: Resume }
  | { readonly kind: 'refused'; readonly problem: ApiProblem };

/** A line that asked for more than is left, by listing. */
export interface GoneLine {
  readonly listingId: string;
  readonly available: number;
}

/** A line that asked for more than one buyer may have. */
export interface CappedLine {
  readonly listingId: string;
  readonly cap: number;
  /** Units of it in this buyer's other orders. */
  readonly have: number;
}

/** Units this buyer may still have. */
export const allowedOf = ({ cap, have }: CappedLine): number => Math.max(0, cap - have);

/** A place in the line before paying. */
export interface PlaceInLine {
  readonly ahead: number;
  readonly secondsLeft: number;
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
  readonly calls: Pick<StorefrontCalls, 'placeOrder' | 'confirmOrder'> & Pick<DropCalls, 'admission'>;
  readonly bank: BankDesk;
  readonly onStep: (step: 'ordering' | 'bank' | 'line') => void;
  readonly onLine: (place: PlaceInLine) => void;
  /** True once the viewer no longer wants to wait in line. */
  readonly hasLeftLine: () => boolean;
  /** Waits before a lost call is sent once more, and between looks at the line. */
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
    if (isOutcomeUnknown(answer.problem)) return { kind: 'unknown', resume };
    if (answer.problem.code === 'ORDERING.WAIT_YOUR_TURN') return throughTheLine(attempt, answer.problem, tools);
    return outcomeOf(answer.problem);
  }
  return answer.value.status === 'authorized'
    ? { kind: 'placed', placed: answer.value }
    : throughTheBank(answer.value, tools);
}

/**
 * Waits until it is this buyer's turn and places the order then. Nothing was placed so far, so that the order goes out
 * under a key of its own; a place that was lost is taken anew at the end of the line.
 */
async function throughTheLine(attempt: Attempt, told: ApiProblem, tools: PlacingTools): Promise<Outcome> {
  const number = (value: unknown) => (typeof value === 'number' ? value : 0);
  const { request } = attempt;
  const ticketId = typeof told['ticketId'] === 'string' ? (told['ticketId'] as PlaceOrderRequest['ticketId']) : null;
  if (!ticketId) return { kind: 'refused', problem: told };
  let place: PlaceInLine = { ahead: number(told['ahead']), secondsLeft: number(told['secondsLeft']) };
  tools.onLine(place);
  tools.onStep('line');
  for (;;) {
    await tools.pause(askAgainMs(place.secondsLeft));
    if (tools.hasLeftLine()) return { kind: 'left-line' };
    const answer = await tools.calls.admission(ticketId);
    if (tools.hasLeftLine()) return { kind: 'left-line' };
    if (answer.ok && !answer.value.isAdmitted) {
      place = answer.value;
      tools.onLine(place);
    } else if (answer.ok || answer.problem.code === 'ORDERING.TICKET_NOT_FOUND') {
      const { ticketId: _lost, ...fresh } = request;
      return placeOrder({ step: 'place', attempt: newAttempt(answer.ok ? { ...fresh, ticketId } : fresh) }, tools);
    }
  }
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

/** The lines of which one buyer may have no more. */
export function cappedLines(problem: ApiProblem): CappedLine[] {
  const { lines } = problem;
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown) => {
    const { listingId, cap, have } = (line ?? {}) as Record<keyof CappedLine, unknown>;
    const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;
    return typeof listingId === 'string' && isCount(cap) ? [{ listingId, cap, have: isCount(have) ? have : 0 }] : [];
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
    case 'ORDERING.CAP_REACHED':
      return { kind: 'cap-reached', lines: cappedLines(problem) };
    case 'ORDERING.COUPON_REFUSED':
      return { kind: 'coupon-refused' };
    case 'ORDERING.OFFER_OVER':
      return { kind: 'offer-over' };
    default:
      return { kind: 'refused', problem };
  }
}
