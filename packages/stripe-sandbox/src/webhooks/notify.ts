import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { newId } from '../objects/ids.ts';
import type { ThinEvent } from '../store/store.ts';

export interface RelatedObject {
  /** Absent for what there is only one of, such as the balance. */
  id?: string;
  type: string;
  url: string;
}

// Where an object is read again. What is not here has no address of its own.
const PATHS: Record<string, string> = {
  account: '/v1/accounts',
  charge: '/v1/charges',
  customer: '/v1/customers',
  dispute: '/v1/disputes',
  file: '/v1/files',
  payment_intent: '/v1/payment_intents',
  payment_method: '/v1/payment_methods',
  payout: '/v1/payouts',
  'radar.early_fraud_warning': '/v1/radar/early_fraud_warnings',
  refund: '/v1/refunds',
  review: '/v1/reviews',
  setup_intent: '/v1/setup_intents',
  topup: '/v1/topups',
  transfer: '/v1/transfers',
};

/** Keeps a thin event about the object as it is now and sends it to the event destinations that ask for its type. */
export function notify(
  context: Context,
  type: string,
  related?: RelatedObject,
  data?: Record<string, unknown>,
): ThinEvent {
  const event = thinEvent(context, type, related, data);
  context.store.platform.put('thin_event', event);
  context.onThinEvent(event);
  return event;
}

export function thinEvent(
  context: Context,
  type: string,
  related?: RelatedObject,
  data?: Record<string, unknown>,
): ThinEvent {
  const { id, idempotencyKey } = context.request;
  return build(context.now, type, id, idempotencyKey, related, data);
}

function build(
  created: number,
  type: string,
  request: string | null | undefined,
  key: string | null | undefined,
  related?: RelatedObject,
  data?: Record<string, unknown>,
): ThinEvent {
  return {
    id: newId('evt'),
    object: 'v2.core.event',
    created: new Date(created * 1000).toISOString(),
    livemode: false,
    ...(request ? { reason: { type: 'request', request: { id: request, idempotency_key: key ?? '' } } } : {}),
    ...(related ? { related_object: related } : {}),
    type,
    ...(data ? { data } : {}),
  };
}

/** The thin twin of a snapshot event: it names the object, and whoever wants to know its state asks for it. */
export function thinTwin(event: Stripe.Event): ThinEvent {
  const object = event.data.object as { id?: string; object: string; account?: string };
  const path = PATHS[object.object];
  const related: RelatedObject | undefined =
    object.object === 'balance' || object.object === 'balance_settings'
      ? { type: object.object, url: `/v1/${object.object}` }
      : object.object === 'capability'
        ? { id: object.id, type: 'capability', url: `/v1/accounts/${object.account}/capabilities/${object.id}` }
        : path
          ? { id: object.id, type: object.object, url: `${path}/${object.id}` }
          : undefined;
  return {
    ...build(event.created, `v1.${event.type}`, event.request?.id, event.request?.idempotency_key, related),
    ...(event.account ? { context: event.account } : {}),
    snapshot_event: event.id,
  };
}
