import { isDatabaseAway } from './database-away.ts';

/** Answers many asks at once: one answer for each, in their order. */
export type RunTogether<Ask, Answer> = (asks: readonly Ask[]) => Promise<readonly Answer[]>;

export interface GathererLimits {
  /** Most asks of one trip. */
  readonly most: number;
  /** How many trips may be under way at once. */
  readonly lanes: number;
}

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what many callers ask at about the same time into one trip to the database. Nobody waits for company: an ask
 * leaves at once when a lane is free, and those that come while all lanes are busy leave together in the order they came.
 * So a quiet house answers as fast as before, and a crowd shares its statements and commits. A trip that fails is taken
 * again by each ask alone, so that nobody fails for another's sake; unless the database is away, which all hear at once.
 */
export class Gatherer<Ask, Answer> {
  readonly #run: RunTogether<Ask, Answer>;
  readonly #limits: GathererLimits;
  #waiting: Waiting<Ask, Answer>[] = [];
  #underWay = 0;
  #isCalled = false;

  constructor(run: RunTogether<Ask, Answer>, limits: Partial<GathererLimits> = {}) {
    this.#run = run;
    this.#limits = { most: 256, lanes: 1, ...limits };
  }

  ask(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ask, resolve, reject });
      this.#call();
    });
  }

  /** Asks that arrive within the same turn of the event loop travel together even when nobody is under way. */
  #call(): void {
    if (this.#isCalled || this.#underWay >= this.#limits.lanes || this.#waiting.length === 0) return;
    this.#isCalled = true;
    setImmediate(() => {
      this.#isCalled = false;
      void this.#leave();
    });
  }

  async #leave(): Promise<void> {
    const party = this.#waiting.slice(0, this.#limits.most);
    this.#waiting = this.#waiting.slice(this.#limits.most);
    if (party.length === 0) return;
    this.#underWay += 1;
    this.#call();
    try {
      await this.#travel(party);
    } finally {
      this.#underWay -= 1;
      this.#call();
    }
  }

  async #travel(party: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await this.#run(party.map(({ ask }) => ask));
      party.forEach(({ resolve }, index) => resolve(answers[index]!));
    } catch (error) {
      if (party.length === 1 || isDatabaseAway(error)) return party.forEach(({ reject }) => reject(error));
      for (const one of party) await this.#travel([one]);
    }
  }
}
