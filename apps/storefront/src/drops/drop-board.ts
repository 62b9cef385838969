import { dropCalls, type DropCalls } from '@sidestall/client';
import type { AnnouncedDrop } from '@sidestall/streams';
import { apiOf } from '../cart/api-of.ts';
import { refreshLines } from '../cart/cart.ts';
import { priceNow, unitsNow } from '../stall/drop-terms.ts';
import type { Stall } from '../stall/stall.ts';
import { ServerClock } from './server-clock.ts';
import { nextBoundary, termsAt } from './terms-at.ts';
import { afterTold, withoutHidden, type TimedDrop } from './told-drops.ts';

/** The show tells of drops by itself; this is for a viewer it does not reach, and for those planned before it began. */
const LOOK_EVERY_MS = 60_000;
/** Units of a drop move with each order: asked about no more often than this. */
const UNITS_EVERY_MS = 3_000;
/** All viewers meet the same moment: each asks the shop a little after it, at a time of its own. */
const SPREAD_MS = 2_000;
const LONGEST_TIMER_MS = 2_000_000_000;

/** Knows the drops of a show: tells the stall the terms that hold, at each start and end by itself. */
export class DropBoard {
  readonly clock = new ServerClock();
  readonly #stall: Stall;
  readonly #calls: DropCalls;
  #drops: readonly TimedDrop[] = [];
  #told: readonly AnnouncedDrop[] = [];
  #due: readonly AnnouncedDrop[] = [];
  #boundaryTimer: ReturnType<typeof setTimeout> | undefined;
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  #lookAt = Number.POSITIVE_INFINITY;
  #isLooking = false;

  constructor(stall: Stall) {
    this.#stall = stall;
    this.#calls = dropCalls(apiOf(stall));
    const onShown = () => document.visibilityState === 'visible' && this.#lookIn(0);
    document.addEventListener('visibilitychange', onShown, { signal: stall.ended });
    let { stock } = stall.read();
    const stop = stall.subscribe(() => {
      const before = stock;
      ({ stock } = stall.read());
      if (before !== stock) this.#heardStock(before, stock);
      this.#heardDrops();
    });
    stall.ended.addEventListener('abort', () => {
      stop();
      clearTimeout(this.#boundaryTimer);
      clearTimeout(this.#lookTimer);
    });
    this.#heardDrops();
    void this.#look();
  }

  /** What the show tells of drops holds at once; what is left of them is asked for a little later. */
  #heardDrops(): void {
    const { snapshot, dueDrops } = this.#stall.read();
    const told = snapshot?.drops ?? [];
    if (told === this.#told && dueDrops === this.#due) return;
    this.#drops = afterTold(this.#drops, this.#told, told);
    [this.#told, this.#due] = [told, dueDrops];
    if (!this.clock.isSet) return;
    this.#tell();
    this.#lookIn(SPREAD_MS * Math.random());
  }

  #heardStock(before: Readonly<Record<string, number | null>>, now: typeof before): void {
    const isInDrop = Object.values(this.#stall.read().terms).some(
      ({ variantId }) => before[variantId] !== undefined && before[variantId] !== now[variantId],
    );
    if (isInDrop) this.#lookIn(UNITS_EVERY_MS * (0.5 + Math.random()));
  }

  #lookIn(wait: number): void {
    const at = performance.now() + wait;
    if (at >= this.#lookAt) return;
    this.#lookAt = at;
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => void this.#look(), wait);
  }

  async #look(): Promise<void> {
    if (this.#isLooking || this.#stall.ended.aborted) return;
    this.#lookAt = Number.POSITIVE_INFINITY;
    // A hidden tab asks nothing; it looks at once when it is shown again.
    if (document.visibilityState === 'visible' || !this.clock.isSet) {
      this.#isLooking = true;
      const stream = this.#stall.read().view?.slug;
      const answer = await this.clock.timed(() => this.#calls.drops({ stream }));
      this.#isLooking = false;
      if (this.#stall.ended.aborted) return;
      if (answer.ok) {
        this.#drops = answer.value.drops;
        this.#tell();
      }
    }
    this.#lookIn(LOOK_EVERY_MS * (0.75 + Math.random() / 2));
  }

  /** Says what holds now and comes back at the next start or end. */
  #tell(): void {
    clearTimeout(this.#boundaryTimer);
    const now = this.clock.now();
    const { terms: before, view, stock, cart } = this.#stall.read();
    const drops = withoutHidden(this.#drops, this.#told, this.#due);
    const terms = termsAt(drops, now, view?.id ?? null);
    if (JSON.stringify(before) !== JSON.stringify(terms)) {
      this.#stall.heardTerms(terms);
      const news = cart.flatMap(({ listingId, variantId, unitPrice, available }) => {
        const known = terms[listingId] ?? before[listingId];
        if (!known) return [];
        const shelf = stock[variantId];
        return {
          listingId,
          unitPrice: priceNow(terms[listingId], before[listingId] ? known.regularPrice : unitPrice),
          available: shelf === undefined ? available : unitsNow(terms[listingId], shelf),
        };
      });
      this.#stall.changeCart((lines) => refreshLines(lines, news));
    }
    const next = nextBoundary(drops, now);
    if (next === null) return;
    this.#boundaryTimer = setTimeout(
      () => {
        this.#tell();
        this.#lookIn(SPREAD_MS * Math.random());
      },
      // Timers may fire a moment early, and what holds must not be reckoned before its moment.
      Math.min(next - now + 5, LONGEST_TIMER_MS),
    );
  }
}

const boards = new WeakMap<Stall, DropBoard>();

/** The board of a stall, which begins to look when it is asked for first. */
export function boardOf(stall: Stall): DropBoard {
  const board = boards.get(stall) ?? new DropBoard(stall);
  boards.set(stall, board);
  return board;
}
