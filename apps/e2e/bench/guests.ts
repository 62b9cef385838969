// Many guests at once, in a process of their own.
import { answerAsks } from './child.ts';
import { spreadOf, type Spread } from './figures.ts';
import { Guest, PurchaseFailed, STEPS, type Shop, type Step } from './guest.ts';

/** Everybody buys one thing after the other, the goods in turn. */
export interface StrollAsk {
  readonly kind: 'stroll';
  readonly shop: Shop;
  readonly guests: number;
  readonly listings: readonly string[];
  readonly seconds: number;
}

/** Everybody wants the same thing at the same moment. */
export interface RushAsk {
  readonly kind: 'rush';
  readonly shop: Shop;
  readonly guests: number;
  readonly listing: string;
}

export interface GuestsAnswer {
  readonly purchases: number;
  readonly perSecond: number;
  readonly spread: Spread;
  readonly steps: Readonly<Record<Step, Spread>>;
  /** How many purchases failed, by what the answer said. */
  readonly failures: Readonly<Record<string, number>>;
}

class Tally {
  readonly whole: number[] = [];
  readonly steps: Record<Step, number[]> = { quote: [], token: [], place: [], status: [] };
  readonly failures: Record<string, number> = {};

  async timed<T>(step: Step, work: Promise<T>): Promise<T> {
    const began = performance.now();
    const value = await work;
    this.steps[step].push(performance.now() - began);
    return value;
  }

  fail(error: unknown): void {
    const why = error instanceof PurchaseFailed ? error.message : error instanceof Error ? error.message : 'unknown';
    this.failures[why] = (this.failures[why] ?? 0) + 1;
  }
}

async function buy(guest: Guest, listing: string, tally: Tally): Promise<void> {
  const began = performance.now();
  try {
    const quote = await tally.timed('quote', guest.quote(listing));
    const token = await tally.timed('token', guest.token());
    const placed = await tally.timed('place', guest.place(quote, token));
    await tally.timed('status', guest.status(placed, quote));
    tally.whole.push(performance.now() - began);
  } catch (error) {
    tally.fail(error);
  }
}

async function stroll(ask: StrollAsk, guests: readonly Guest[], tally: Tally): Promise<void> {
  const deadline = performance.now() + ask.seconds * 1_000;
  let next = 0;
  await Promise.all(
    guests.map(async (guest) => {
      while (performance.now() < deadline) await buy(guest, ask.listings[next++ % ask.listings.length]!, tally);
    }),
  );
}

async function rush(ask: RushAsk, guests: readonly Guest[], tally: Tally): Promise<void> {
  // Everybody has seen a price and typed a card before the first one presses the button.
  const ready = await Promise.all(
    guests.map(async (guest) => ({ guest, quote: await guest.quote(ask.listing), token: await guest.token() })),
  );
  await Promise.all(
    ready.map(async ({ guest, quote, token }) => {
      const began = performance.now();
      try {
        await guest.status(await tally.timed('place', guest.place(quote, token)), quote);
        tally.whole.push(performance.now() - began);
      } catch (error) {
        tally.fail(error);
      }
    }),
  );
}

answerAsks(async (ask: StrollAsk | RushAsk): Promise<GuestsAnswer> => {
  const guests = Array.from({ length: ask.guests }, () => new Guest(ask.shop));
  const tally = new Tally();
  const started = performance.now();
  await (ask.kind === 'stroll' ? stroll(ask, guests, tally) : rush(ask, guests, tally));
  const seconds = (performance.now() - started) / 1_000;
  guests.forEach((guest) => guest.leave());
  const steps = Object.fromEntries(STEPS.map((step) => [step, spreadOf(tally.steps[step])])) as GuestsAnswer['steps'];
  return {
    purchases: tally.whole.length,
    perSecond: tally.whole.length / seconds,
    spread: spreadOf(tally.whole),
    steps,
    failures: tally.failures,
  };
});
