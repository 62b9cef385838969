import { unitsOf, type Members, type Problem } from './problem.ts';

/** So many retailers are always searched through to the end; beyond that as far as the budget goes. */
export const EXACT_UP_TO = 12;

/** Steps for more retailers than that. A step is one set of retailers, whole or begun; a few milliseconds altogether. */
export const EXACT_BUDGET = 20_000;

/** Where so many sets are equally good, the rest of more retailers than that is left to the search of neighbors. */
export const MOST_SETS = 600;

/** The best sets there are; `isComplete` is false when the budget ended before they were all found. */
export interface FoundSets {
  readonly sets: readonly Members[];
  readonly units: number;
  readonly isComplete: boolean;
  readonly steps: number;
}

/** Goes through sets of one size after the other, and leaves a branch as soon as nothing in it can reach the goal. */
class SetWalk {
  steps = 0;
  isComplete = true;
  readonly #problem: Problem;
  readonly #budget: number;
  /** For each candidate and variant: what it and all after it have together, and the most that one of them has. */
  readonly #restSum: readonly (readonly number[])[];
  readonly #restMost: readonly (readonly number[])[];

  constructor(problem: Problem, budget: number) {
    this.#problem = problem;
    this.#budget = budget;
    const none = problem.wanted.map(() => 0);
    const sums = [none];
    const mosts = [none];
    for (const { free } of [...problem.candidates].reverse()) {
      sums.unshift(free.map((units, variant) => units + sums[0]![variant]!));
      mosts.unshift(free.map((units, variant) => Math.max(units, mosts[0]![variant]!)));
    }
    this.#restSum = sums;
    this.#restMost = mosts;
  }

  /** What was found is enough to go on from, though there may be more. */
  giveUp(): void {
    this.isComplete = false;
  }

  /** Calls `onSet` for each set of this size that gives at least `goal()` units; sets come in the order of rank. */
  sets(size: number, goal: () => number, onSet: (members: Members, units: number) => void): void {
    const { candidates, wanted } = this.#problem;
    const members: number[] = [];
    const visit = (from: number, given: readonly number[]): void => {
      if (!this.isComplete) return;
      const open = size - members.length;
      if (open === 0) {
        const units = unitsOf(this.#problem, members);
        if (units >= goal()) onSet([...members], units);
        return;
      }
      for (let next = from; next <= candidates.length - open; next++) {
        if (this.#mostFrom(next, open, given) < goal()) return;
        if (++this.steps > this.#budget) this.isComplete = false;
        if (!this.isComplete) return;
        const { free } = candidates[next]!;
        members.push(next);
        visit(
          next + 1,
          given.map((units, variant) => units + free[variant]!),
        );
        members.pop();
      }
    };
    visit(
      0,
      wanted.map(() => 0),
    );
  }

  /** No more than this can come of `given` with so many more candidates from this one on. */
  #mostFrom(from: number, open: number, given: readonly number[]): number {
    const { wanted } = this.#problem;
    const sums = this.#restSum[from]!;
    const mosts = this.#restMost[from]!;
    let units = 0;
    for (let variant = 0; variant < wanted.length; variant++) {
      const rest = Math.min(sums[variant]!, open * mosts[variant]!);
      units += Math.min(wanted[variant]!, given[variant]! + rest);
    }
    return units;
  }
}

/**
 * All sets of at most `maxParcels` candidates that give as many units as any can; with `onlyFewest` those of the smallest
 * size alone. Sizes are tried from one up.
 */
export function searchExactly(problem: Problem, onlyFewest: boolean, budget = EXACT_BUDGET): FoundSets {
  const all = problem.candidates.map((_, index) => index);
  const walk = new SetWalk(problem, all.length <= EXACT_UP_TO ? Infinity : budget);
  const largest = Math.min(all.length, problem.maxParcels);
  const found = (sets: readonly Members[], units: number): FoundSets => {
    return { sets, units, isComplete: walk.isComplete, steps: walk.steps };
  };
  const collect = (goal: number): Members[] => {
    const sets: Members[] = [];
    for (let size = 1; size <= largest; size++) {
      walk.sets(
        size,
        () => goal,
        (members) => {
          sets.push(members);
          if (all.length > EXACT_UP_TO && sets.length >= MOST_SETS) walk.giveUp();
        },
      );
      if (onlyFewest && sets.length > 0) break;
    }
    return sets;
  };

  const goal = unitsOf(problem, all);
  if (goal === 0) return found([], 0);
  const complete = collect(goal);
  if (complete.length > 0 || largest === all.length || !walk.isComplete) return found(complete, goal);
  // Not everything goes into so few parcels: what is the most that does? More members never give less.
  let most = 1;
  walk.sets(
    largest,
    () => most,
    (_, units) => (most = units),
  );
  return found(collect(most), most);
}
