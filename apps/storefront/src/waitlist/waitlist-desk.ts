import { waitlistCalls, type Answer, type WaitlistCalls } from '@sidestall/client';
import type { JoinedWaitlist, WaitlistEntry, WaitlistRequest } from '@sidestall/contracts';
import { apiOf } from '../cart/api-of.ts';
import { ServerClock } from '../drops/server-clock.ts';
import type { Stall } from '../stall/stall.ts';
import { lookAgainMs } from './look-again.ts';
import { placesKey, readPlaces, withPlace, writePlaces, type PlaceKey } from './stored-places.ts';

/** Of a place that is not known yet. */
const FIRST_MS = 4_000;
const FAR_MS = 30_000;

/** One place of this viewer, as the shop told of it last. */
export interface Place extends PlaceKey {
  readonly entry: WaitlistEntry | null;
}

/** True while something can still happen to a place. */
export const isOpen = (entry: WaitlistEntry | null): boolean =>
  entry === null || entry.state === 'waiting' || entry.state === 'offered';

/** What this viewer waits for: joins, looks how far the line has come, and leaves. */
export class WaitlistDesk {
  readonly calls: WaitlistCalls;
  readonly clock = new ServerClock();
  readonly #stall: Stall;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #places: readonly Place[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;

  constructor(stall: Stall) {
    this.#stall = stall;
    this.calls = waitlistCalls(apiOf(stall));
    this.#key = placesKey(stall.apiUrl);
    this.#places = readPlaces(() => localStorage, this.#key).map((place) => ({ ...place, entry: null }));
    const { ended: signal } = stall;
    document.addEventListener('visibilitychange', () => void this.#ask(), { signal });
    window.addEventListener('storage', (event) => event.key === this.#key && this.#reread(), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
    void this.#ask();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): readonly Place[] => this.#places;

  placeFor(listingId: string): Place | null {
    return this.#places.findLast((place) => place.listingId === listingId && isOpen(place.entry)) ?? null;
  }

  async join(request: WaitlistRequest): Promise<Answer<JoinedWaitlist>> {
    const answer = await this.calls.joinWaitlist(request);
    if (!answer.ok) return answer;
    const { token, entry } = answer.value;
    this.clock.heard(entry.serverTime, 0);
    this.#set(withPlace(this.#places, { id: entry.id, token, listingId: entry.listingId }), entry);
    this.#askSoon();
    return answer;
  }

  async leave(place: Place): Promise<boolean> {
    const answer = await this.calls.leaveWaitlist(place.id, place.token);
    await this.look(place);
    return answer.ok;
  }

  /** Looks at one place at once, e.g. after a card was saved for it. */
  async look(place: Pick<PlaceKey, 'id' | 'token'>): Promise<void> {
    const answer = await this.clock.timed(() => this.calls.waitlistEntry(place.id, place.token));
    // What ended while nobody looked was told by mail; it is not brought up again.
    const isOld =
      answer.ok && !isOpen(answer.value) && this.#places.some((each) => each.id === place.id && !each.entry);
    if (answer.ok && !isOld) this.#set(this.#places, answer.value);
    else if (isOld) this.forget(place);
    else if (!answer.ok && [401, 403, 404].includes(answer.problem.status)) {
      this.forget(place);
    }
  }

  forget(place: Pick<PlaceKey, 'id'>): void {
    this.#set(this.#places.filter((each) => each.id !== place.id));
  }

  #reread(): void {
    this.#set(readPlaces(() => localStorage, this.#key));
    this.#askSoon();
  }

  #set(places: readonly PlaceKey[], entry?: WaitlistEntry): void {
    const known = new Map(this.#places.map((place) => [place.id, place.entry]));
    if (entry) known.set(entry.id, entry);
    this.#places = places.map(({ id, token, listingId }) => ({ id, token, listingId, entry: known.get(id) ?? null }));
    writePlaces(
      () => localStorage,
      this.#key,
      this.#places.map(({ id, token, listingId }) => ({ id, token, listingId })),
    );
    for (const listener of this.#listeners) listener();
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    const waits = this.#places
      .filter((place) => isOpen(place.entry))
      .map(({ entry }) => (entry ? lookAgainMs(entry) : FIRST_MS));
    this.#timer = setTimeout(() => void this.#ask(), Math.min(...waits, FAR_MS) * (0.8 + Math.random() * 0.3));
  }

  async #ask(): Promise<void> {
    if (this.#isAsking || this.#stall.ended.aborted) return;
    // A hidden tab asks nothing: an offer is mailed as well.
    const open = document.visibilityState === 'visible' ? this.#places.filter((place) => isOpen(place.entry)) : [];
    this.#isAsking = true;
    for (const place of open) await this.look(place);
    this.#isAsking = false;
    if (this.#places.some((place) => isOpen(place.entry))) this.#askSoon();
  }

  static of(stall: Stall): WaitlistDesk {
    const desk = desks.get(stall) ?? new WaitlistDesk(stall);
    desks.set(stall, desk);
    return desk;
  }
}

const desks = new WeakMap<Stall, WaitlistDesk>();
