import type Stripe from 'stripe';
import { newId } from '../objects/ids.ts';
import type { Scope, Store } from '../store/store.ts';
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
}

interface Target {
  id: string;
  url: string;
  secret: string;
}

/** Brings events to webhook endpoints until each has answered 2xx; what is under way is in the journal and survives a restart. */
export class Courier {
  faults: CourierFaults = { ...NO_FAULTS };
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

  constructor(store: Store, fixed: FixedEndpoint | undefined) {
    this.#store = store;
    this.#fixed = fixed;
    for (const delivery of store.platform.all('delivery')) {
      if (delivery.state === 'pending') this.#keep({ ...delivery, nextAt: Date.now() });
    }
    this.wake();
  }

  /** Writes down a delivery for each endpoint that listens and returns how many there are. */
  accept(event: Stripe.Event, scope: Scope): number {
    const targets = this.#targets(event.type);
    for (const target of targets) {
      const copies = this.faults.duplicate ? 2 : 1;
      const isDropped = this.faults.dropNext > 0;
      for (let copy = 0; copy < copies; copy += 1) this.#enqueue(event, scope, target, isDropped);
    }
    if (this.faults.dropNext > 0) this.faults.dropNext -= 1;
    this.wake();
    return targets.length;
  }

  #enqueue(event: Stripe.Event, scope: Scope, target: Target, isDropped: boolean): void {
    const spread = this.faults.shuffle ? Math.floor(Math.random() * 1500) : 0;
    this.#keep({
      id: newId('whd'),
      event: event.id,
      eventType: event.type,
      scope: scope.account,
      endpoint: target.id,
      url: target.url,
      state: isDropped ? 'dropped' : 'pending',
      nextAt: Date.now() + spread,
      createdAt: Date.now(),
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
    const targets = this.#targets(event.type);
    for (const target of targets) this.#enqueue(event, scope, target, false);
    this.wake();
    return targets.length;
  }

  /** Sees to what is due; sleeps until the next try otherwise. Cheap to call after each change. */
  wake(): void {
    if (this.#abort.signal.aborted || this.faults.isPaused) return;
    this.#pump();
    if (this.#soonest >= this.#sleepsUntil) return;
    clearTimeout(this.#timer);
    this.#sleepsUntil = this.#soonest;
    this.#timer = setTimeout(() => this.#collect(), Math.max(0, this.#soonest - Date.now()));
    this.#timer.unref();
  }

  /** Moves what has fallen due into the queue. The only walk over everything that waits. */
  #collect(): void {
    this.#sleepsUntil = Infinity;
    this.#soonest = Infinity;
    const now = Date.now();
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

  #targets(type: string): Target[] {
    const fixed = this.#fixed ? [{ id: 'we_environment', url: this.#fixed.url, secret: this.#fixed.secret }] : [];
    const listens = (endpoint: Stripe.WebhookEndpoint): boolean =>
      endpoint.status === 'enabled' &&
      endpoint.enabled_events.some(
        (entry) => entry === '*' || entry === type || (entry.endsWith('.*') && type.startsWith(entry.slice(0, -1))),
      );
    const stored = this.#store.platform.all('webhook_endpoint').filter(listens);
    return [...fixed, ...stored.map(({ id, url, secret = '' }) => ({ id, url, secret }))];
  }

  async #send(delivery: Delivery): Promise<void> {
    const event = this.#store.scope(delivery.scope).find('event', delivery.event);
    const secret =
      delivery.endpoint === 'we_environment'
        ? this.#fixed?.secret
        : this.#store.platform.find('webhook_endpoint', delivery.endpoint)?.secret;
    if (!event || secret === undefined) {
      this.#keep({ ...delivery, state: 'failed' });
      this.#store.flush();
      return;
    }
    const body = JSON.stringify(event, null, 2);
    const startedAt = Date.now();
    let status: number | null = null;
    let error: string | undefined;
    try {
      const url = delivery.endpoint === 'we_environment' ? (this.#fixed?.url ?? delivery.url) : delivery.url;
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
      nextAt: Date.now() + (wait ?? 0),
    });
    if (isDelivered && event.pending_webhooks > 0) {
      event.pending_webhooks -= 1;
      this.#store.scope(delivery.scope).put('event', event);
    }
    this.#store.flush();
  }
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown error';
  return cause.name === 'AbortError' ? `no answer within ${TIMEOUT / 1000} s` : cause.message || cause.name;
}
