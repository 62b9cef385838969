import type Stripe from 'stripe';
import { newId } from '../objects/ids.ts';
import type { Scope, Store, ThinEvent } from '../store/store.ts';
import type { Delivery } from './delivery.ts';
import { waitAfter } from './delivery.ts';
import { post } from './post.ts';
import { signatureHeader } from './signature.ts';

const TIMEOUT = 20_000;
const AT_ONCE = 8;

/** What the control plane may do to deliveries, to show how the other side copes. */
export interface CourierFaults {
  isPaused: boolean;
  /** Events that are to be lost from now on. */
  dropNext: number;
  duplicate: boolean;
  shuffle: boolean;
  corruptSignature: boolean;
}

export const NO_FAULTS: CourierFaults = {
  isPaused: false,
  dropNext: 0,
  duplicate: false,
  shuffle: false,
  corruptSignature: false,
};

export interface FixedEndpoint {
  url: string;
  secret: string;
  events?: readonly string[];
}

interface Target {
  id: string;
  url: string;
}

const FIXED = 'we_environment';
const FAULTS = 'courier-faults';

/** Whether a list of event types (`*`, `charge.refunded`, `charge.*`) names one. */
function names(entries: readonly string[], type: string): boolean {
  return entries.some(
    (entry) => entry === '*' || entry === type || (entry.endsWith('.*') && type.startsWith(entry.slice(0, -1))),
  );
}

/** Brings events to webhook endpoints until each has answered 2xx; what is under way is in the journal and survives a restart. */
export class Courier {
  #faults: CourierFaults;
  readonly #offset: () => number;
  readonly #store: Store;
  readonly #fixed: FixedEndpoint | undefined;
  readonly #waiting = new Map<string, Delivery>();
  /** What waits in the queue or is being sent. */
  readonly #queued = new Set<string>();
  readonly #abort = new AbortController();
  #queue: string[] = [];
  #head = 0;
  #underWay = 0;
  #soonest = Infinity;
  #sleepsUntil = Infinity;
  #timer: NodeJS.Timeout | undefined;

  /** `offset` is how far the sandbox's clock is ahead of the machine's, in milliseconds: waiting ends by either. */
  constructor(store: Store, fixed: FixedEndpoint | undefined, offset: () => number) {
    this.#store = store;
    this.#fixed = fixed;
    this.#offset = offset;
    const kept = store.platform.find('setting', FAULTS)?.value;
    this.#faults = { ...NO_FAULTS, ...(typeof kept === 'string' ? (JSON.parse(kept) as CourierFaults) : {}) };
    for (const delivery of store.platform.all('delivery')) {
      if (delivery.state === 'pending') this.#keep({ ...delivery, nextAt: this.#now() });
    }
    this.wake();
  }

  get faults(): CourierFaults {
    return this.#faults;
  }

  set faults(faults: CourierFaults) {
    this.#faults = faults;
    this.#store.platform.put('setting', { id: FAULTS, value: JSON.stringify(faults) });
  }

  #now(): number {
    return Date.now() + this.#offset();
  }

  /** Writes down a delivery for each endpoint that listens and returns how many there are. */
  accept(event: Stripe.Event, scope: Scope): number {
    const targets = this.#snapshotTargets(event);
    this.#sendTo(targets, { event: event.id, eventType: event.type, scope: scope.account });
    return targets.length;
  }

  /** Writes down a delivery of a thin event for each event destination that asks for its type, or for the one named. */
  acceptThin(event: ThinEvent, only?: string): void {
    const targets = only
      ? this.#store.platform.all('event_destination').filter(({ id }) => id === only)
      : this.#thinDestinations(event.type, event.context !== undefined);
    this.#sendTo(targets.map(target), { event: event.id, eventType: event.type, scope: '', isThin: true });
  }

  /** Whether anyone wants the thin twin of a snapshot event. */
  wantsThin(event: Stripe.Event): boolean {
    return this.#thinDestinations(`v1.${event.type}`, event.account !== undefined).length > 0;
  }

  #sendTo(targets: Target[], what: Pick<Delivery, 'event' | 'eventType' | 'scope' | 'isThin'>): void {
    if (targets.length === 0) return;
    const isDropped = this.#faults.dropNext > 0;
    for (const to of targets) {
      const copies = this.#faults.duplicate ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) this.#enqueue(what, to, isDropped);
    }
    if (isDropped) this.faults = { ...this.#faults, dropNext: this.#faults.dropNext - 1 };
    this.wake();
  }

  #enqueue(what: Pick<Delivery, 'event' | 'eventType' | 'scope' | 'isThin'>, to: Target, isDropped: boolean): void {
    const spread = this.#faults.shuffle ? Math.floor(Math.random() * 1500) : 0;
    this.#keep({
      id: newId('whd'),
      ...what,
      endpoint: to.id,
      url: to.url,
      state: isDropped ? 'dropped' : 'pending',
      nextAt: this.#now() + spread,
      createdAt: this.#now(),
      tries: 0,
      attempts: [],
    });
  }

  #keep(delivery: Delivery): void {
    this.#store.platform.put('delivery', delivery);
    if (delivery.state === 'pending') {
      this.#waiting.set(delivery.id, delivery);
      this.#soonest = Math.min(this.#soonest, delivery.nextAt);
    } else this.#waiting.delete(delivery.id);
  }

  /** Sends an event once more to every endpoint that listens, whatever became of it before. */
  replay(event: Stripe.Event, scope: Scope): number {
    const targets = this.#snapshotTargets(event);
    for (const to of targets)
      this.#enqueue({ event: event.id, eventType: event.type, scope: scope.account }, to, false);
    this.wake();
    return targets.length;
  }

  /** The sandbox's clock was moved on: what has fallen due by it goes out. */
  clockMoved(): void {
    clearTimeout(this.#timer);
    this.#sleepsUntil = Infinity;
    this.#collect();
  }

  /** Sees to what is due; sleeps until the next try otherwise. Cheap to call after each change. */
  wake(): void {
    if (this.#abort.signal.aborted || this.faults.isPaused) return;
    this.#pump();
    if (this.#soonest >= this.#sleepsUntil) return;
    clearTimeout(this.#timer);
    this.#sleepsUntil = this.#soonest;
    this.#timer = setTimeout(() => this.#collect(), Math.max(0, this.#soonest - this.#now()));
    this.#timer.unref();
  }

  /** Moves what has fallen due into the queue. The only walk over everything that waits. */
  #collect(): void {
    this.#sleepsUntil = Infinity;
    this.#soonest = Infinity;
    const now = this.#now();
    for (const delivery of this.#waiting.values()) {
      if (this.#queued.has(delivery.id)) continue;
      if (delivery.nextAt > now) this.#soonest = Math.min(this.#soonest, delivery.nextAt);
      else {
        this.#queued.add(delivery.id);
        this.#queue.push(delivery.id);
      }
    }
    this.wake();
  }

  #pump(): void {
    while (this.#underWay < AT_ONCE && this.#head < this.#queue.length && !this.faults.isPaused) {
      const id = this.#queue[this.#head] as string;
      this.#head += 1;
      const delivery = this.#waiting.get(id);
      if (!delivery) {
        this.#queued.delete(id);
        continue;
      }
      this.#underWay += 1;
      void this.#send(delivery).finally(() => {
        this.#underWay -= 1;
        this.#queued.delete(id);
        const left = this.#waiting.get(id);
        if (left) this.#soonest = Math.min(this.#soonest, left.nextAt);
        this.wake();
      });
    }
    if (this.#head === this.#queue.length) {
      this.#queue = [];
      this.#head = 0;
    }
  }

  async close(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#timer);
    while (this.#underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Forgets what is under way, after the store has been emptied. */
  reset(): void {
    this.#waiting.clear();
    this.#queue = [];
    this.#head = 0;
    this.faults = { ...NO_FAULTS };
  }

  #snapshotTargets(event: Stripe.Event): Target[] {
    const isConnect = event.account !== undefined;
    const isTold = this.#fixed && names(this.#fixed.events ?? ['*'], event.type);
    const fixed = this.#fixed && isTold ? [{ id: FIXED, url: this.#fixed.url }] : [];
    const endpoints = this.#store.platform
      .all('webhook_endpoint')
      .filter(
        (endpoint) =>
          endpoint.status === 'enabled' &&
          (endpoint.connect ?? false) === isConnect &&
          names(endpoint.enabled_events, event.type),
      );
    const destinations = this.#store.platform
      .all('event_destination')
      .filter(
        (destination) =>
          destination.event_payload === 'snapshot' &&
          destination.status === 'enabled' &&
          listensTo(destination, isConnect) &&
          names(destination.enabled_events, event.type),
      );
    return [...fixed, ...endpoints.map(({ id, url }) => ({ id, url })), ...destinations.map(target)];
  }

  #thinDestinations(type: string, isConnect: boolean): Destination[] {
    return this.#store.platform.all('event_destination').filter(
      (destination) =>
        destination.event_payload === 'thin' &&
        destination.status === 'enabled' &&
        // Events of v2 accounts are the platform's, though they tell of accounts that it manages.
        (type.startsWith('v2.') || listensTo(destination, isConnect)) &&
        names(destination.enabled_events, type),
    );
  }

  #secretOf(endpoint: string): string | undefined {
    if (endpoint === FIXED) return this.#fixed?.secret;
    const { platform } = this.#store;
    return (
      platform.find('webhook_endpoint', endpoint)?.secret ??
      platform.find('event_destination', endpoint)?.webhook_endpoint?.signing_secret
    );
  }

  async #send(delivery: Delivery): Promise<void> {
    const event = delivery.isThin
      ? this.#store.platform.find('thin_event', delivery.event)
      : this.#store.scope(delivery.scope).find('event', delivery.event);
    const secret = this.#secretOf(delivery.endpoint);
    if (!event || secret === undefined) {
      this.#keep({ ...delivery, state: 'failed' });
      this.#store.flush();
      return;
    }
    const body = JSON.stringify(event.object === 'event' ? event : { ...event, data: undefined }, null, 2);
    const startedAt = Date.now();
    let status: number | null = null;
    let error: string | undefined;
    try {
      const url = delivery.endpoint === FIXED ? (this.#fixed?.url ?? delivery.url) : delivery.url;
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signatureHeader(
          body,
          this.faults.corruptSignature ? `${secret}x` : secret,
          Math.floor(startedAt / 1000),
        ),
      };
      status = await post(url, headers, body, AbortSignal.any([this.#abort.signal, AbortSignal.timeout(TIMEOUT)]));
    } catch (cause) {
      error = this.#abort.signal.aborted ? 'stopped' : messageOf(cause);
    }
    if (error === 'stopped') return;
    const attempts = [
      ...delivery.attempts.slice(-20),
      { at: startedAt, status, milliseconds: Date.now() - startedAt, ...(error ? { error } : {}) },
    ];
    const isDelivered = status !== null && status >= 200 && status < 300;
    const tries = delivery.tries + 1;
    const wait = isDelivered ? null : waitAfter(tries);
    // A reset in the meantime has forgotten this delivery; it stays forgotten.
    if (!this.#waiting.has(delivery.id)) return;
    this.#keep({
      ...delivery,
      tries,
      attempts,
      state: isDelivered ? 'delivered' : wait === null ? 'failed' : 'pending',
      nextAt: this.#now() + (wait ?? 0),
    });
    if (isDelivered && event.object === 'event' && event.pending_webhooks > 0) {
      event.pending_webhooks -= 1;
      this.#store.scope(delivery.scope).put('event', event);
    }
    this.#store.flush();
  }
}

type Destination = Stripe.V2.Core.EventDestination;

const target = ({ id, webhook_endpoint }: Destination): Target => ({ id, url: webhook_endpoint?.url ?? '' });

function listensTo({ events_from = ['@self'] }: Destination, isConnect: boolean): boolean {
  return isConnect
    ? events_from.includes('@accounts') || events_from.includes('other_accounts')
    : events_from.includes('@self') || events_from.includes('self');
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown error';
  return cause.name === 'AbortError' ? `no answer within ${TIMEOUT / 1000} s` : cause.message || cause.name;
}
