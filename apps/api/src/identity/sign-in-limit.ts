import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, systemClock, type Clock, type Result } from '@sidestall/kernel';

const WINDOW_MS = 5 * 60_000;
const MAX_KEYS = 20_000;

type RateLimited = Failure<'REQUEST.RATE_LIMITED'>;

interface Failures {
  count: number;
  readonly since: number;
}

const limited: RateLimited = {
  code: 'REQUEST.RATE_LIMITED',
  detail: 'Too many attempts that did not succeed. Wait five minutes and try again.',
};

/**
 * Slows down guessing: only attempts that failed count, few from one place at one account, more from one place, and more
 * still at one account, so that a stranger cannot easily lock somebody out. Counted per process; behind a proxy that does
 * not pass addresses on, one place is everybody, which the middle number allows for.
 */
@Injectable()
export class SignInLimit {
  readonly #failures = new Map<string, Failures>();
  readonly #clock: Clock = systemClock;

  check(place: string, email: string): Result<null, RateLimited> {
    const now = this.#clock.now().getTime();
    return limits(place, email).some(([key, limit]) => this.#count(key, now) >= limit) ? err(limited) : ok(null);
  }

  failed(place: string, email: string): void {
    const now = this.#clock.now().getTime();
    if (this.#failures.size > MAX_KEYS) this.#forgetOld(now);
    for (const [key] of limits(place, email)) {
      if (this.#count(key, now) === 0) this.#failures.set(key, { count: 1, since: now });
      else this.#failures.get(key)!.count += 1;
    }
  }

  succeeded(place: string, email: string): void {
    this.#failures.delete(limits(place, email)[0]![0]);
  }

  #count(key: string, now: number): number {
    const known = this.#failures.get(key);
    return known && now - known.since < WINDOW_MS ? known.count : 0;
  }

  #forgetOld(now: number): void {
    for (const [key, { since }] of this.#failures) if (now - since >= WINDOW_MS) this.#failures.delete(key);
    if (this.#failures.size > MAX_KEYS) this.#failures.clear();
  }
}

const limits = (place: string, email: string): [key: string, limit: number][] => [
  [`${place} ${email.toLowerCase()}`, 8],
  [place, 200],
  [email.toLowerCase(), 100],
];
