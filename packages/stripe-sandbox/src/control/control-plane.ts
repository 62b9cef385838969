import type { SandboxClock } from '../clock.ts';
import { emit, within, type Context } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Answer, Call, Door } from '../http/call.ts';
import { closeAccount, forceCapability, needAccount, setOnboarded } from '../objects/account.ts';
import { CAPABILITIES, CAPABILITY_STATUSES } from '../objects/account-capability.ts';
import { closeDispute, escalateDispute, openDispute } from '../objects/dispute.ts';
import { openFraudWarning } from '../objects/fraud-warning.ts';
import { answerChallenge } from '../objects/payment-intent.ts';
import { endPayout } from '../objects/payout.ts';
import { answerSetup } from '../objects/setup-intent.ts';
import { createRefund, failRefund, fundWaitingRefunds } from '../objects/refund.ts';
import { openReview } from '../objects/review.ts';
import type { Scope, Store } from '../store/store.ts';
import type { Courier, CourierFaults } from '../webhooks/courier.ts';
import { NO_FAULTS } from '../webhooks/courier.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { FaultRequest, Faults } from './faults.ts';
import { overview } from './overview.ts';

export interface ControlOptions {
  store: Store;
  clock: SandboxClock;
  courier: Courier;
  faults: Faults;
  contextFor: (scope: Scope) => Context;
  settle: () => void;
  /** Called once everything is forgotten, to set up what the environment asks for. */
  onReset: () => void;
}

type Body = Record<string, unknown>;
type Action = (body: Body, id: string) => unknown;

function wrong(message: string): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message });
}

function number(body: Body, name: string, least = 0): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least)
    throw wrong(`"${name}" must be a number of at least ${least}.`);
  return value;
}

const PUBLIC_OUTCOMES = ['won', 'lost', 'escalated'];

/**
 * `/_sandbox/*`: what a test or a person may do to the sandbox from outside Stripe's API. Bodies are JSON; a page of another
 * origin is refused, so that no web site can reach a developer's sandbox.
 */
export function controlDoor(options: ControlOptions): Door {
  const { store, clock, courier, faults, contextFor, settle, onReset } = options;
  const platform = (): Context => contextFor(store.platform);
  const state = () => ({
    ...courier.faults,
    latency: faults.latency,
    ordered: faults.ordered.reduce((sum, fault) => sum + fault.count, 0),
  });
  const contextOf = (body: Body): Context =>
    typeof body['account'] === 'string' ? within(platform(), body['account']) : platform();

  const needCharge = (context: Context, id: string) => {
    const found =
      context.scope.find('charge', id) ??
      context.scope.find(
        'charge',
        (context.scope.find('payment_intent', id)?.latest_charge as string | undefined) ?? '',
      );
    if (!found) throw wrong(`No such charge or payment intent: ${id}`);
    return found;
  };

  const actions: Record<string, Action> = {
    'GET /overview': () => overview(platform(), state(), clock.offset),
    'GET /deliveries': ({ event, state: wanted, limit }) => {
      const of = typeof event === 'string' ? { event } : {};
      const found: Delivery[] = [];
      for (const delivery of store.platform.rows('delivery', of).newest()) {
        if (wanted === undefined || delivery.state === wanted) found.push(delivery);
        if (found.length === Number(limit ?? 1000)) break;
      }
      return { data: found };
    },
    'GET /clock': () => ({ now: clock.seconds, offset: clock.offset / 1000 }),
    'GET /receipts/:id': (_body, id) => {
      const charge = needCharge(platform(), id);
      const card = charge.payment_method_details?.card;
      return {
        amount: charge.captured ? charge.amount_captured : charge.amount,
        refunded: charge.captured ? charge.amount_refunded - (charge.amount - charge.amount_captured) : 0,
        currency: charge.currency,
        description: charge.description,
        brand: card?.brand ?? 'card',
        last4: card?.last4 ?? '',
        created: charge.created,
      };
    },
    'POST /clock': (body) => {
      clock.advance(number(body, 'seconds'));
      settle();
      courier.clockMoved();
      return { now: clock.seconds };
    },
    'POST /settle': () => {
      for (const scope of store.scopes()) {
        for (const row of scope.all('balance_transaction')) {
          if (row.available_on > clock.seconds)
            scope.put('balance_transaction', { ...row, available_on: clock.seconds });
        }
        fundWaitingRefunds(contextFor(scope));
      }
      return { settled: true };
    },
    'POST /faults': (body) => {
      const status = body['hangUp'] === true ? 500 : number(body, 'status', 400);
      faults.order({
        ...(body as unknown as FaultRequest),
        count: body['count'] === undefined ? 1 : number(body, 'count', 1),
        status,
      });
      return state();
    },
    'DELETE /faults': () => {
      faults.clear();
      courier.faults = { ...NO_FAULTS };
      courier.wake();
      return state();
    },
    'POST /latency': (body) => {
      faults.latency = Math.min(number(body, 'milliseconds'), 120_000);
      return state();
    },
    'POST /rate': (body) => {
      faults.mostPerSecond = number(body, 'perSecond');
      return state();
    },
    'POST /webhooks': (body) => {
      const known = Object.keys(NO_FAULTS);
      const unknown = Object.keys(body).find((key) => !known.includes(key));
      if (unknown) throw wrong(`Unknown setting "${unknown}"; there are ${known.join(', ')}.`);
      courier.faults = { ...courier.faults, ...(body as Partial<CourierFaults>) };
      courier.wake();
      return state();
    },
    'POST /webhooks/replay': (body) => {
      const scope = store.scopes().find((candidate) => candidate.find('event', String(body['event'])));
      const event = scope?.find('event', String(body['event']));
      if (!scope || !event) throw wrong('No such event.');
      return { deliveries: courier.replay(event, scope) };
    },
    'POST /refunds': (body) => {
      const context = contextOf(body);
      return createRefund(context, {
        charge: needCharge(context, String(body['charge'])),
        amount: body['amount'] === undefined ? undefined : number(body, 'amount', 1),
      });
    },
    'POST /refunds/:id/fail': (body, id) => failRefund(contextOf(body), id),
    'POST /challenges/:id': (body, id) => {
      const scope = store.scopes().find((candidate) => candidate.find('challenge', id));
      const challenge = scope?.find('challenge', id);
      if (!scope || !challenge) throw wrong(`No such challenge: ${id}`);
      const answer = challenge.intent.startsWith('seti_') ? answerSetup : answerChallenge;
      return answer(contextFor(scope), id, body['outcome'] === 'complete');
    },
    'POST /fraud_warnings': (body) => {
      const context = contextOf(body);
      return openFraudWarning(context, needCharge(context, String(body['charge'])));
    },
    'POST /reviews': (body) => {
      const context = contextOf(body);
      return openReview(context, needCharge(context, String(body['charge'])), 'manual');
    },
    'POST /disputes': (body) => {
      const context = contextOf(body);
      return openDispute(context, needCharge(context, String(body['charge'])), {
        reason: typeof body['reason'] === 'string' ? body['reason'] : undefined,
        isInquiry: body['inquiry'] === true,
        ...(body['amount'] === undefined ? {} : { amount: number(body, 'amount', 1) }),
      });
    },
    'POST /disputes/:id': (body, id) => {
      const outcome = String(body['outcome']);
      if (!PUBLIC_OUTCOMES.includes(outcome)) throw wrong(`"outcome" must be one of ${PUBLIC_OUTCOMES.join(', ')}.`);
      return outcome === 'escalated'
        ? escalateDispute(contextOf(body), id)
        : closeDispute(contextOf(body), id, outcome === 'won' ? 'won' : 'lost');
    },
    'POST /payouts/:id/fail': (body, id) =>
      endPayout(contextOf(body), id, 'failed', typeof body['code'] === 'string' ? body['code'] : undefined),
    'POST /accounts/:id': (body, id) => {
      return setOnboarded(platform(), needAccount(platform(), id), body['verified'] === true);
    },
    'POST /accounts/:id/capability': (body, id) => {
      const capability = CAPABILITIES.find((name) => name === body['capability']);
      const status = CAPABILITY_STATUSES.find((name) => name === body['status']);
      if (!capability) throw wrong(`"capability" must be one of ${CAPABILITIES.join(', ')}.`);
      if (!status && body['status'] !== null) {
        throw wrong(`"status" must be one of ${CAPABILITY_STATUSES.join(', ')}, or null to restore it.`);
      }
      return forceCapability(platform(), needAccount(platform(), id), capability, status ?? null);
    },
    'POST /accounts/:id/close': (_body, id) => {
      const account = closeAccount(platform(), needAccount(platform(), id));
      // The account is no longer the platform's to work with, which is the last it hears of it.
      emit(within(platform(), id), 'account.application.deauthorized', {
        id: 'ca_sandbox',
        object: 'application',
        name: 'Sidestall test shop',
      });
      return account;
    },
    'POST /reset': () => {
      store.clear();
      courier.reset();
      faults.clear();
      onReset();
      return { reset: true };
    },
  };

  return (call) => {
    if (!call.url.pathname.startsWith('/_sandbox/')) return undefined;
    if (call.headers.origin !== undefined && !call.isOwnPage) {
      throw new ApiError(403, {
        type: 'invalid_request_error',
        message: 'Only the sandbox itself and programs on this machine may control it.',
      });
    }
    const path = call.url.pathname.slice('/_sandbox'.length);
    for (const [name, action] of Object.entries(actions)) {
      const [method = '', pattern = ''] = name.split(' ');
      const found = new RegExp(`^${pattern.replace(':id', '([\\w-]+)')}$`).exec(path);
      if (method !== call.method || !found) continue;
      try {
        const body = call.method === 'GET' ? Object.fromEntries(call.url.searchParams) : bodyOf(call);
        return json(action(body, found[1] ?? ''));
      } finally {
        store.flush();
      }
    }
    throw new ApiError(404, {
      type: 'invalid_request_error',
      message: `The control plane has: ${Object.keys(actions).join(', ')}.`,
    });
  };
}

function bodyOf(call: Call): Body {
  if (call.body === '') return {};
  try {
    const value = JSON.parse(call.body) as unknown;
    if (typeof value === 'object' && value !== null) return value as Body;
  } catch {
    // Refused below.
  }
  throw wrong('The body must be a JSON object.');
}

function json(value: unknown): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}
