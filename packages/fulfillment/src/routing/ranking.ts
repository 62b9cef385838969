import { FEWEST_PARCELS } from './built-in-criteria.ts';
import type { Criterion, CriterionContext, RetailerCriterion } from './criterion.ts';
import { parcelsOf, unitsOfMember, type Draft } from './draft.ts';
import type { RankingStep } from './plan.ts';
import type { Candidate, Problem } from './problem.ts';

/** A criterion of the rules that the house knows, at its place. */
export interface Rank {
  readonly name: string;
  /** Null for a name that nobody registered: it has no opinion, so that an order never stops for it. */
  readonly criterion: Criterion | null;
  readonly step: number | null;
}

/** The winner among drafts, and for each draft the step of the ranking it fell at (the number of steps for the winner). */
export interface Ranking {
  readonly winner: number;
  readonly steps: readonly RankingStep[];
  readonly fellAt: readonly number[];
}

/** The name of the last step, where the rules leave more than one plan. */
export const TIE_BREAK = 'tie_break';

function checked(name: string, score: number | null): number | null {
  if (score !== null && !Number.isFinite(score)) throw new Error(`The criterion ${name} gave ${score} for a score`);
  return score;
}

/** Adds up what a criterion says of single retailers; null as soon as it has no opinion of one of them. */
function acrossParcels(
  criterion: RetailerCriterion,
  scores: readonly (number | null)[],
  unitsAt: (index: number) => number,
): number | null {
  let sum = 0;
  let units = 0;
  let worst: number | null = null;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index]!;
    if (score === null) return null;
    const weight = criterion.across === 'units' ? unitsAt(index) : 1;
    sum += score * weight;
    units += weight;
    if (worst === null || (criterion.better === 'lower' ? score > worst : score < worst)) worst = score;
  }
  if (criterion.across === 'worst') return worst;
  // Nine digits: sums of the same numbers in another order must not differ in the last one.
  const total = criterion.across === 'units' ? sum / units : sum;
  return Math.round(total * 1e9) / 1e9;
}

/** What a criterion says of single retailers, before there are plans. */
export function scoreAlone(
  rank: Rank,
  retailer: Candidate['retailer'],
  unitsByVariant: ReadonlyMap<string, number>,
  context: CriterionContext,
): number | null {
  const { criterion, name } = rank;
  if (criterion === null) return null;
  if (criterion.of === 'retailer') return checked(name, criterion.score(retailer, context));
  const units = [...unitsByVariant.values()].reduce((sum, quantity) => sum + quantity, 0);
  return checked(name, criterion.score([{ retailer, units, unitsByVariant }], context));
}

/** What each criterion says of a whole plan. */
function scoreOf(problem: Problem, at: number, ranks: readonly Rank[], draft: Draft, context: CriterionContext) {
  const { criterion, name } = ranks[at]!;
  if (criterion === null) return null;
  if (criterion === FEWEST_PARCELS) return draft.members.length;
  if (criterion.of === 'plan') return checked(name, criterion.score(parcelsOf(problem, draft), context));
  const scores = draft.members.map((member) => problem.candidates[member]!.scores[at]!);
  return acrossParcels(criterion, scores, (index) => unitsOfMember(draft, index));
}

/** Half a billionth up, so that 0.15 in steps of 0.05 is the third step and not, by binary fractions, the second. */
const inSteps = (score: number, step: number | null): number =>
  step === null ? score : Math.floor(score / step + 5e-10);

/**
 * Those that a criterion leaves: the ones that score best, and all it has no opinion of. Taking away, rather than comparing
 * two and two, is what lets a criterion abstain: by pairs A could beat B, B beat C, and C beat A.
 */
function survivors(alive: readonly number[], rank: Rank, scoreAt: (index: number) => number | null): readonly number[] {
  if (rank.criterion === null) return alive;
  const sign = rank.criterion.better === 'lower' ? 1 : -1;
  let best = Infinity;
  const scores = alive.map((index) => {
    const score = scoreAt(index);
    if (score === null) return null;
    const signed = sign * inSteps(score, rank.step);
    if (signed < best) best = signed;
    return signed;
  });
  return alive.filter((_, place) => scores[place] === null || scores[place] === best);
}

/** Candidates best ranked first: the one that stays when all compete, then the one that stays among the rest, and so on. */
export function rankCandidates(candidates: readonly Candidate[], ranks: readonly Rank[]): Candidate[] {
  const byLot = [...candidates].sort(
    (a, b) => a.lot - b.lot || (a.retailer.retailerId < b.retailer.retailerId ? -1 : 1),
  );
  const ranked: Candidate[] = [];
  let rest = byLot.map((_, index) => index);
  while (rest.length > 0) {
    let alive: readonly number[] = rest;
    for (let at = 0; at < ranks.length && alive.length > 1; at++) {
      alive = survivors(alive, ranks[at]!, (index) => byLot[index]!.scores[at]!);
    }
    const first = alive[0]!;
    ranked.push(byLot[first]!);
    rest = rest.filter((index) => index !== first);
  }
  return ranked;
}

/** Compares lots from the luckiest member on, then ids: no two drafts of different members are equal. */
function byLots(problem: Problem, a: Draft, b: Draft): number {
  const drawn = (draft: Draft) =>
    draft.members
      .map((member) => problem.candidates[member]!)
      .map(({ lot, retailer }) => ({ lot, id: retailer.retailerId }))
      .sort((one, two) => one.lot - two.lot || (one.id < two.id ? -1 : 1));
  const [as, bs] = [drawn(a), drawn(b)];
  for (let index = 0; index < Math.min(as.length, bs.length); index++) {
    const [one, two] = [as[index]!, bs[index]!];
    if (one.lot !== two.lot) return one.lot - two.lot;
    if (one.id !== two.id) return one.id < two.id ? -1 : 1;
  }
  return as.length - bs.length;
}

/** Asks one criterion after the other which drafts stay, until one is left; lots decide last. */
export function rankDrafts(
  problem: Problem,
  ranks: readonly Rank[],
  drafts: readonly Draft[],
  context: CriterionContext,
): Ranking {
  const fellAt = drafts.map(() => ranks.length + 1);
  const left: (readonly number[])[] = [];
  let alive: readonly number[] = drafts.map((_, index) => index);
  const leave = (stay: readonly number[]): void => {
    const staying = new Set(stay);
    for (const index of alive) if (!staying.has(index)) fellAt[index] = left.length;
    left.push(stay);
    alive = stay;
  };
  const scoreAt = (index: number, at: number) => scoreOf(problem, at, ranks, drafts[index]!, context);
  ranks.forEach((rank, at) => leave(alive.length > 1 ? survivors(alive, rank, (index) => scoreAt(index, at)) : alive));
  if (alive.length > 1) {
    leave([alive.reduce((best, index) => (byLots(problem, drafts[index]!, drafts[best]!) < 0 ? index : best))]);
  }
  const winner = alive[0]!;
  const steps = left.map((stay, at) => ({
    criterion: ranks[at]?.name ?? TIE_BREAK,
    plansBefore: left[at - 1]?.length ?? drafts.length,
    plansAfter: stay.length,
    score: at < ranks.length ? scoreAt(winner, at) : null,
  }));
  return { winner, fellAt, steps };
}
