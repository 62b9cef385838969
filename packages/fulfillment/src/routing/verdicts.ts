import { FEWEST_PARCELS } from './built-in-criteria.ts';
import type { Choice } from './choose-plan.ts';
import { stockOf, type Sifted } from './filters.ts';
import type { CandidateVerdict, RoutedParcel } from './plan.ts';
import type { Problem } from './problem.ts';
import { TIE_BREAK, type Rank } from './ranking.ts';

/** Every plan with this retailer ships less, or leaves it nothing to ship. */
export const MOST_UNITS = 'most_units';

/** The rules refuse to let an order go in part, and nobody has the rest of it. */
export const PARTIAL_PLANS = 'partial_plans';

/** What a run of routing looked at. */
export interface Looked {
  readonly sifted: readonly Sifted[];
  readonly ranks: readonly Rank[];
  /** Everything that was ordered; `problem` may lack lines that have to wait. */
  readonly first: Problem;
  readonly problem: Problem;
  readonly parcels: readonly RoutedParcel[];
  readonly isRefused: boolean;
}

/** The criterion by which the last plan with this retailer fell. */
function deciderAgainst(retailerId: string, { problem, ranks }: Looked, choice: Choice | null): string {
  const member = problem.candidates.findIndex((it) => it.retailer.retailerId === retailerId);
  const fellAt = choice?.drafts.flatMap((draft, at) =>
    draft.members.includes(member) ? [choice.ranking.fellAt[at]!] : [],
  );
  if (fellAt && fellAt.length > 0) return ranks[Math.max(...fellAt)]?.name ?? TIE_BREAK;
  const winner = choice?.drafts[choice.ranking.winner];
  const hasRoom = winner !== undefined && winner.members.length < problem.maxParcels;
  // Larger sets were never drafted: they would ship as much, in more parcels.
  return hasRoom && member !== -1 && ranks[0]?.criterion === FEWEST_PARCELS ? FEWEST_PARCELS.name : MOST_UNITS;
}

/** What became of every retailer, and why. */
export function verdictsOf(looked: Looked, choice: Choice | null): CandidateVerdict[] {
  const { sifted, ranks, first, parcels, isRefused } = looked;
  return sifted.map(({ retailer, out, outFor }): CandidateVerdict => {
    const { retailerId, priority } = retailer;
    const parcel = parcels.find((it) => it.retailerId === retailerId);
    const candidate = first.candidates.find((it) => it.retailer === retailer);
    const variants = [...outFor].map(([variantId, reason]) => ({
      variantId,
      free: stockOf(retailer, variantId),
      allocated: parcel?.lines.reduce((sum, it) => sum + (it.variantId === variantId ? it.quantity : 0), 0) ?? 0,
      reason,
    }));
    const outcome = parcel ? 'chosen' : candidate ? 'not_needed' : 'out';
    return {
      retailerId,
      priority,
      outcome,
      reason: candidate ? null : (out ?? variants.find((variant) => variant.reason !== null)?.reason ?? null),
      variants,
      scores: ranks.flatMap(({ name }, at) => (candidate ? [{ criterion: name, score: candidate.scores[at]! }] : [])),
      decidedBy:
        outcome !== 'not_needed' ? null : isRefused ? PARTIAL_PLANS : deciderAgainst(retailerId, looked, choice),
    };
  });
}
