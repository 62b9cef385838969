import type Stripe from 'stripe';
import type { Store } from '../store/store.ts';

/** What tells of an account: there is no snapshot form of these. */
const ACCOUNT_EVENTS = [
  'v2.core.account.created',
  'v2.core.account.updated',
  'v2.core.account.closed',
  'v2.core.account[requirements].updated',
  'v2.core.account[configuration.recipient].updated',
  'v2.core.account[configuration.recipient].capability_status_updated',
];

/** Keeps an event destination for thin events of accounts, as the environment names it: there is one, wherever it moves. */
export function keepDestination(store: Store, to: { url: string; secret: string }, now: number): void {
  const at = new Date(now * 1000).toISOString();
  const known = store.platform.find('event_destination', 'ed_environment');
  store.platform.put('event_destination', {
    id: 'ed_environment',
    object: 'v2.core.event_destination',
    created: known?.created ?? at,
    description: 'Of the environment',
    enabled_events: ACCOUNT_EVENTS,
    event_payload: 'thin',
    events_from: ['@self'],
    livemode: false,
    metadata: {},
    name: 'Sidestall',
    status: 'enabled',
    type: 'webhook_endpoint',
    updated: at,
    webhook_endpoint: { signing_secret: to.secret, url: to.url },
  } as Stripe.V2.Core.EventDestination);
}
