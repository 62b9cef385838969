import type { RoutingRetailer } from './retailer.ts';

/** A retailer that passed every filter for at least one variant. */
export interface Candidate {
  readonly retailer: RoutingRetailer;
  /** What it can give of each variant of the problem, never more than is wanted. */
  readonly free: readonly number[];
  /** What the rules' criteria say of it if it ships all it can; where all are equal, its lot decides. */
  readonly scores: readonly (number | null)[];
  readonly lot: number;
}

/** An order reduced to numbers: variants and candidates are known by their place in these lists. */
export interface Problem {
  readonly variants: readonly string[];
  readonly wanted: readonly number[];
  /** Best ranked first. */
  readonly candidates: readonly Candidate[];
  readonly maxSplit: number;
  readonly maxParcels: number;
  readonly keepLinesTogether: boolean;
}

/** Some candidates of a problem, best ranked first. */
export type Members = readonly number[];

/** The sum of the `slots` largest numbers. */
export function sumOfLargest(numbers: readonly number[], slots: number): number {
  const taken = numbers.length <= slots ? numbers : [...numbers].sort((a, b) => b - a).slice(0, Math.max(slots, 0));
  let sum = 0;
  for (const number of taken) sum += number;
  return sum;
}

/** Units of one variant that these candidates can give together, from no more of them than may share it. */
export function givenOf(problem: Problem, members: Members, variant: number): number {
  const { candidates, maxSplit, wanted } = problem;
  let sum = 0;
  if (members.length <= maxSplit) {
    for (const member of members) sum += candidates[member]!.free[variant]!;
  } else {
    const free = members.map((member) => candidates[member]!.free[variant]!);
    sum = sumOfLargest(free, maxSplit);
  }
  return Math.min(sum, wanted[variant]!);
}

/** Units of all variants that these candidates can give together. */
export function unitsOf(problem: Problem, members: Members): number {
  let units = 0;
  for (let variant = 0; variant < problem.wanted.length; variant++) units += givenOf(problem, members, variant);
  return units;
}

/** The same number for the same order and retailer on every machine (FNV-1a, 32 bit): equal retailers share orders evenly. */
export function lotOf(orderId: string, retailerId: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${orderId}\n${retailerId}`) {
    hash ^= char.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  // FNV's low bits mix poorly over short tails; one finalizer step spreads ids that differ in their last letter only.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}
