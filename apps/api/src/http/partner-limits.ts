import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { systemClock, type Clock, type RetailerId } from '@sidestall/kernel';
import { FailureException } from './failure.exception.ts';

/** How often one retailer may call, whichever of its keys it uses. */
export interface PartnerLimit {
  readonly perSecond: number;
  /** What it may save up while it is quiet. */
  readonly burst: number;
}

export const PARTNER_LIMIT = Symbol('PARTNER_LIMIT');
const MOST_KEPT = 20_000;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Keeps a retailer whose program runs wild from slowing down all others: a bucket of calls for each, in memory, for this
 * process. A key whose retailer is known is refused before anything is asked of the database.
 */
@Injectable()
export class PartnerLimits {
  readonly #owners = new Map<string, RetailerId>();
  readonly #buckets = new Map<RetailerId, Bucket>();
  readonly #clock: Clock = systemClock;

  constructor(@Inject(PARTNER_LIMIT) private readonly limit: PartnerLimit) {}

  /** Throws when whoever this key belongs to has called too often. */
  check(key: string): void {
    const owner = this.#owners.get(fingerprint(key));
    if (owner === undefined || this.#take(owner)) return;
    throw new FailureException({
      code: 'REQUEST.RATE_LIMITED',
      detail: `At most ${this.limit.perSecond} calls a second; wait as long as Retry-After says`,
    });
  }

  /** A call was let in with this key: from now on it counts. */
  belongs(key: string, retailerId: RetailerId): void {
    const print = fingerprint(key);
    if (this.#owners.has(print)) return;
    if (this.#owners.size >= MOST_KEPT) this.#owners.clear();
    this.#owners.set(print, retailerId);
    this.#take(retailerId);
  }

  #take(retailerId: RetailerId): boolean {
    const now = this.#clock.now().getTime();
    const bucket = this.#buckets.get(retailerId) ?? { tokens: this.limit.burst, at: now };
    // A clock that is set back gives nothing and takes nothing.
    const passed = Math.max(now - bucket.at, 0) / 1_000;
    bucket.tokens = Math.min(this.limit.burst, bucket.tokens + passed * this.limit.perSecond);
    bucket.at = now;
    this.#buckets.set(retailerId, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}

/** Keys are not kept in memory as they are. */
const fingerprint = (key: string): string => createHash('sha256').update(key, 'utf8').digest('base64');
