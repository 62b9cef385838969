import type { Candidate } from './candidate.ts';

/** Sets of one size are all looked at while there are no more than this: enough for every set of 12 retailers. */
export const EXACT_SET_LIMIT = 1_000;

/** The chosen retailers, and whether it is proved that no smaller or better ranked set would do. */
export interface ParcelChoice {
  readonly chosen: readonly Candidate[];
  readonly isExact: boolean;
  readonly setsCompared: number;
}

/** How many units of the demand these retailers can give together. */
export function unitsGiven(demand: ReadonlyMap<string, number>, retailers: readonly Candidate[]): number {
  let units = 0;
  for (const [variantId, quantity] of demand) {
    const free = retailers.reduce((sum, candidate) => sum + (candidate.free.get(variantId) ?? 0), 0);
    units += Math.min(quantity, free);
  }
  return units;
}

function setCount(size: number, of: number): number {
  let count = 1;
  for (let i = 1; i <= size; i++) count = (count * (of - size + i)) / i;
  return Math.round(count);
}

/** Every way to take `size` of `n`, in lexicographic order: with candidates sorted by rank the first that fits is best. */
function* combinations(n: number, size: number): Generator<readonly number[]> {
  const picked = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    yield picked;
    let i = size - 1;
    while (i >= 0 && picked[i] === n - size + i) i--;
    if (i < 0) return;
    picked[i]!++;
    for (let j = i + 1; j < size; j++) picked[j] = picked[j - 1]! + 1;
  }
}

function greedily(demand: ReadonlyMap<string, number>, ranked: readonly Candidate[], goal: number): Candidate[] {
  let chosen: Candidate[] = [];
  while (unitsGiven(demand, chosen) < goal) {
    let best: Candidate | null = null;
    let bestUnits = -1;
    for (const candidate of ranked) {
      if (chosen.includes(candidate)) continue;
      const units = unitsGiven(demand, [...chosen, candidate]);
      if (units > bestUnits) [best, bestUnits] = [candidate, units];
    }
    chosen.push(best!);
  }
  // An early pick can be made useless by later ones; let the least preferred go first.
  for (const candidate of [...ranked].reverse()) {
    const without = chosen.filter((it) => it !== candidate);
    if (without.length < chosen.length && unitsGiven(demand, without) === goal) chosen = without;
  }
  return ranked.filter((candidate) => chosen.includes(candidate));
}

/**
 * The smallest set of retailers that gives all that can be given, and of those the best ranked. Sets are tried by size, as
 * long as a size has few enough of them (so always for 12 retailers or fewer); beyond that greedily, then pruned.
 * `ranked` is sorted by `byRank`.
 */
export function fewestParcels(demand: ReadonlyMap<string, number>, ranked: readonly Candidate[]): ParcelChoice {
  const goal = unitsGiven(demand, ranked);
  let setsCompared = 0;
  if (goal === 0) return { chosen: [], isExact: true, setsCompared };
  for (let size = 1; size <= ranked.length; size++) {
    if (setCount(size, ranked.length) > EXACT_SET_LIMIT) {
      return { chosen: greedily(demand, ranked, goal), isExact: false, setsCompared };
    }
    for (const indexes of combinations(ranked.length, size)) {
      setsCompared++;
      const set = indexes.map((index) => ranked[index]!);
      if (unitsGiven(demand, set) === goal) return { chosen: set, isExact: true, setsCompared };
    }
  }
  throw new Error('All retailers together give what all retailers together give');
}
