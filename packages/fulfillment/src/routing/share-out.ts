import { givenOf, sumOfLargest, type Members, type Problem } from './problem.ts';

/** How many of these have anything to give. */
function piecesOf(free: readonly number[]): number {
  let pieces = 0;
  for (const units of free) if (units > 0) pieces++;
  return pieces;
}

/** The smallest number of these that add up to what is needed. */
function fewestSlots(free: readonly number[], need: number): number {
  const sorted = [...free].sort((a, b) => b - a);
  let slots = 0;
  for (let left = need; left > 0; slots++) left -= sorted[slots]!;
  return slots;
}

/**
 * Units of one variant for each member. Among the ways that use no more members than allowed, the one whose members are
 * best ranked, each giving all it can: a member is taken if those after it can still make up the rest.
 */
function shareVariant(problem: Problem, members: Members, variant: number): number[] {
  const { candidates, keepLinesTogether, maxSplit, wanted } = problem;
  const free = members.map((member) => candidates[member]!.free[variant]!);
  const all = sumOfLargest(free, free.length);
  // Where there is no more than is wanted there is nothing to choose.
  if (all <= wanted[variant]! && (members.length <= maxSplit || piecesOf(free) <= maxSplit)) return free;
  const shares = members.map(() => 0);
  const need = givenOf(problem, members, variant);
  if (keepLinesTogether || maxSplit === 1) {
    const whole = free.findIndex((units) => units >= need);
    if (whole !== -1) {
      shares[whole] = need;
      return shares;
    }
  }
  let slots = keepLinesTogether ? fewestSlots(free, need) : Math.min(maxSplit, members.length);
  let left = need;
  for (let index = 0; index < members.length && left > 0; index++) {
    const take = Math.min(free[index]!, left);
    if (take === 0) continue;
    if (take < left && take + sumOfLargest(free.slice(index + 1), slots - 1) < left) continue;
    shares[index] = take;
    left -= take;
    slots--;
  }
  return shares;
}

/** Units by variant, then by member: all that these members can give, and no retailer more often in a line than it must be. */
export function shareOut(problem: Problem, members: Members): number[][] {
  return problem.variants.map((_, variant) => shareVariant(problem, members, variant));
}
