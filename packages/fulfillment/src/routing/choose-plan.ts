import { FEWEST_PARCELS } from './built-in-criteria.ts';
import type { CriterionContext } from './criterion.ts';
import { draftOf, type Draft } from './draft.ts';
import { searchExactly } from './exact-search.ts';
import { searchLocally } from './local-search.ts';
import type { Members, Problem } from './problem.ts';
import { rankDrafts, type Rank, type Ranking } from './ranking.ts';

/** The best plan found, the plans it was ranked against, and how. */
export interface Choice {
  readonly drafts: readonly Draft[];
  readonly ranking: Ranking;
  readonly isExact: boolean;
  readonly setsCompared: number;
}

/** Ships as much as can be shipped, and of the ways to do so takes the one the criteria leave; null if nothing can be. */
export function choosePlan(problem: Problem, ranks: readonly Rank[], context: CriterionContext): Choice | null {
  // Where parcels come first, larger sets need not be looked at once a size has one.
  const onlyFewest = ranks[0]?.criterion === FEWEST_PARCELS && ranks[0].step === null;
  const draftsOf = (sets: readonly Members[]) => sets.map((set) => draftOf(problem, set)).filter((it) => it !== null);
  const exact = searchExactly(problem, onlyFewest);
  let found = exact;
  if (!exact.isComplete) {
    const prefer = (sets: readonly Members[]): Members => {
      const drafts = draftsOf(sets);
      return drafts[rankDrafts(problem, ranks, drafts, context).winner]!.members;
    };
    found = searchLocally(problem, onlyFewest, prefer, exact.sets);
  }
  const drafts = draftsOf(found.sets);
  if (drafts.length === 0) return null;
  return {
    drafts,
    ranking: rankDrafts(problem, ranks, drafts, context),
    isExact: found.isComplete,
    setsCompared: exact.steps + (found === exact ? 0 : found.steps),
  };
}
