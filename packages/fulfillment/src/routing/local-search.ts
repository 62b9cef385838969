import type { FoundSets } from './exact-search.ts';
import { unitsOf, type Members, type Problem } from './problem.ts';

/** Sets that may be looked at, so that a thousand retailers cost milliseconds, too. */
export const LOCAL_BUDGET = 8_000;

/** Neighbors that are as good as each other; of more than these the first are compared. */
const MOST_EQUAL = 200;

/** How many of the best ranked each begin a greedy set of their own. */
const STARTS = 8;

/** What each retailer adds to those chosen, kept up to date with every choice. */
class Tally {
  readonly #problem: Problem;
  readonly #chosen: number[][];
  readonly #sums: number[];

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#chosen = problem.wanted.map(() => []);
    this.#sums = problem.wanted.map(() => 0);
  }

  /** More units in all if this candidate joins. */
  gainOf(candidate: number): number {
    const { candidates, wanted } = this.#problem;
    let gain = 0;
    for (let variant = 0; variant < wanted.length; variant++) {
      const sum = this.#sums[variant]!;
      const most = wanted[variant]!;
      if (sum < most) gain += Math.min(most, sum + this.#adds(variant, candidates[candidate]!.free[variant]!)) - sum;
    }
    return gain;
  }

  add(candidate: number): void {
    this.#problem.candidates[candidate]!.free.forEach((free, variant) => {
      const added = this.#adds(variant, free);
      if (added <= 0) return;
      const chosen = this.#chosen[variant]!;
      if (chosen.length >= this.#problem.maxSplit) chosen.pop();
      chosen.push(free);
      chosen.sort((a, b) => b - a);
      this.#sums[variant]! += added;
    });
  }

  /** Where a variant is shared by as many as may, a newcomer takes the place of who gives least. */
  #adds(variant: number, free: number): number {
    const chosen = this.#chosen[variant]!;
    return chosen.length < this.#problem.maxSplit ? free : Math.max(0, free - chosen.at(-1)!);
  }
}

const byRank = (members: readonly number[]): number[] => [...members].sort((a, b) => a - b);

/** The candidate that adds most, then the next, until none adds anything or there are as many as may be. */
function greedily(problem: Problem, first: number | null): Members {
  const tally = new Tally(problem);
  const chosen = new Set<number>();
  const take = (candidate: number): void => {
    chosen.add(candidate);
    tally.add(candidate);
  };
  if (first !== null) take(first);
  while (chosen.size < problem.maxParcels) {
    let best: number | null = null;
    let bestGain = 0;
    for (let candidate = 0; candidate < problem.candidates.length; candidate++) {
      const gain = chosen.has(candidate) ? 0 : tally.gainOf(candidate);
      if (gain > bestGain) [best, bestGain] = [candidate, gain];
    }
    if (best === null) break;
    take(best);
  }
  return withoutUseless(problem, byRank([...chosen]));
}

/** An early choice can be made useless by later ones; the least preferred goes first. */
function withoutUseless(problem: Problem, members: Members): Members {
  const units = unitsOf(problem, members);
  let kept = members;
  for (const member of [...members].reverse()) {
    const without = kept.filter((it) => it !== member);
    if (without.length > 0 && unitsOf(problem, without) === units) kept = without;
  }
  return kept;
}

/** Two for one, one for another, and where parcels may be more than need be, one less and one more. */
function* neighborsOf(problem: Problem, members: Members, onlyFewest: boolean): Generator<Members> {
  const outside = problem.candidates.map((_, index) => index).filter((index) => !members.includes(index));
  for (let a = 0; a < members.length; a++) {
    for (let b = a + 1; b < members.length; b++) {
      const rest = members.filter((_, index) => index !== a && index !== b);
      for (const one of outside) yield byRank([...rest, one]);
    }
  }
  for (const member of members) {
    const rest = members.filter((it) => it !== member);
    if (rest.length > 0) yield rest;
    for (const one of outside) yield byRank([...rest, one]);
  }
  if (!onlyFewest && members.length < problem.maxParcels) for (const one of outside) yield byRank([...members, one]);
}

/**
 * Good sets where there are too many to look at all: greedy beginnings, then whatever neighbor ships more, or as much in
 * fewer parcels, or is preferred by `prefer`, until none is or the budget ends. Always ships all there is when parcels are
 * not limited.
 */
export function searchLocally(
  problem: Problem,
  onlyFewest: boolean,
  prefer: (sets: readonly Members[]) => Members,
  seeds: readonly Members[] = [],
  budget = LOCAL_BUDGET,
): FoundSets {
  let steps = 0;
  let most = 0;
  let pool: Members[] = [];
  const keysInPool = new Set<string>();
  /** True if nothing seen before was as good. */
  const offer = (members: Members): boolean => {
    steps++;
    const units = unitsOf(problem, members);
    const size = pool[0]?.length ?? Infinity;
    if (units < most || (units === most && onlyFewest && members.length > size)) return false;
    if (units > most || (onlyFewest && members.length < size)) {
      most = units;
      begin(withoutUseless(problem, members));
      return true;
    }
    const key = members.join();
    if (pool.length < MOST_EQUAL && !keysInPool.has(key)) {
      pool.push(members);
      keysInPool.add(key);
    }
    return false;
  };
  const begin = (members: Members): void => {
    pool = [members];
    keysInPool.clear();
    keysInPool.add(members.join());
  };
  for (const seed of seeds) offer(seed);
  offer(greedily(problem, null));
  for (let first = 0; first < Math.min(STARTS, problem.candidates.length); first++) offer(greedily(problem, first));

  const visited = new Set<string>();
  for (let current = prefer(pool); !visited.has(current.join()) && steps < budget; current = prefer(pool)) {
    visited.add(current.join());
    begin(current);
    for (const neighbor of neighborsOf(problem, current, onlyFewest)) {
      // Once something better is found, the other neighbors of what is no longer the best do not matter.
      if (steps >= budget || offer(neighbor)) break;
    }
  }
  return { sets: pool, units: most, isComplete: false, steps };
}
