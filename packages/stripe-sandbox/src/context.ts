import type Stripe from 'stripe';
import type { Kind, Kinds, Scope, Store, ThinEvent } from './store/store.ts';
import { noSuch } from './http/api-error.ts';
import { newId } from './objects/ids.ts';

export const API_VERSION = '2026-10-28.endive';

/** What one request (or one step of the sandbox's own clock) works with: an account's records, the time, and the way to tell the world. */
export interface Context {
  store: Store;
  scope: Scope;
  /** Unix seconds on the sandbox's own clock. */
  now: number;
  /** Unix milliseconds on the machine's clock: webhook signatures and retries live in real time. */
  realNow: number;
  /** Seconds until a charge's money is available. */
  settlesAfter: number;
  publicUrl: string;
  request: { id: string | null; idempotencyKey: string | null };
  isPublishable: boolean;
  /** Set by the webhook room: called with every event once it is stored. */
  onEvent: (event: Stripe.Event, scope: Scope) => number;
  /** With a destination, to that one alone. */
  onThinEvent: (event: ThinEvent, destination?: string) => void;
}

/** The same request, working in another account's records. */
export function within(context: Context, account: string): Context {
  return { ...context, scope: context.store.scope(account) };
}

/** Stores an event about an object as it is now and hands it to the webhook endpoints that listen. */
export function emit(
  context: Context,
  type: Stripe.Event['type'],
  object: object,
  previous?: Record<string, unknown>,
): void {
  const data: Record<string, unknown> = { object: structuredClone(object) };
  if (previous) data['previous_attributes'] = structuredClone(previous);
  const event = {
    id: newId('evt'),
    object: 'event',
    ...(context.scope.account === '' ? {} : { account: context.scope.account }),
    api_version: API_VERSION,
    created: context.now,
    data,
    livemode: false,
    pending_webhooks: 0,
    request: { id: context.request.id, idempotency_key: context.request.idempotencyKey },
    type,
  } as unknown as Stripe.Event;
  context.scope.put('event', event);
  event.pending_webhooks = context.onEvent(event, context.scope);
}

const WORDS: Partial<Record<Kind, string>> = {
  payment_intent: 'payment_intent',
  setup_intent: 'setupintent',
  payment_method: 'PaymentMethod',
  confirmation_token: 'confirmation_token',
};

/** The record of that id, or Stripe's `resource_missing`. */
export function need<K extends Kind>(context: Context, kind: K, id: string, param = 'id'): Kinds[K] {
  const found = context.scope.find(kind, id);
  if (found === undefined) throw noSuch(WORDS[kind] ?? kind, id, param);
  return found;
}

/** Metadata after an update: null clears, an empty value removes its key, everything else is kept. */
export function mergeMetadata(
  current: Stripe.Metadata | null,
  change: Record<string, string> | null | undefined,
): Stripe.Metadata {
  if (change === null) return {};
  const merged: Stripe.Metadata = { ...current };
  for (const [key, value] of Object.entries(change ?? {})) {
    if (value === '') delete merged[key];
    else merged[key] = value;
  }
  return merged;
}
