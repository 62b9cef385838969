// Many buyers at once, in a process of their own.
import { answerAsks } from '../bench/child.ts';
import { Buyer, type Market, type Story } from './buyer.ts';

export interface CrowdAsk {
  readonly market: Market;
  readonly listing: string;
  /** Stripe's names of test cards; the buyers have them in turn. */
  readonly cards: readonly string[];
  readonly buyers: number;
  /** How many of them are in the shop at the same moment. */
  readonly atOnce: number;
  /** How many tabs each has open; every tab has a quote of its own. */
  readonly tabs: number;
  /** How often the button of each tab is pressed at once. */
  readonly presses: number;
  /** How long a person keeps asking who gets no answer. */
  readonly patienceSeconds: number;
  /** Buyers of one name come back with the same address. */
  readonly name: string;
}

export interface CrowdAnswer {
  /** One for each tab. */
  readonly stories: readonly Story[];
  /** From the first request to the last answer. */
  readonly seconds: number;
}

answerAsks(async (ask: CrowdAsk): Promise<CrowdAnswer> => {
  const stories: Story[] = [];
  const began = performance.now();
  const deadline = began + ask.patienceSeconds * 1_000;
  let next = 0;
  const visit = async (): Promise<void> => {
    while (next < ask.buyers) {
      const person = next++;
      const email = `${ask.name}-${person}@example.com`;
      const tabs = Array.from({ length: ask.tabs }, (_, tab) => {
        const { listing, cards, presses } = ask;
        const card = cards[person % cards.length]!;
        const door = person * ask.tabs + tab;
        return new Buyer(ask.market, { listing, card, email, presses, door }, deadline).buy();
      });
      stories.push(...(await Promise.all(tabs)));
    }
  };
  await Promise.all(Array.from({ length: Math.min(ask.atOnce, ask.buyers) }, visit));
  return { stories, seconds: (performance.now() - began) / 1_000 };
});
