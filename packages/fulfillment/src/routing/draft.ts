import type { PlannedParcel } from './criterion.ts';
import type { Members, Problem } from './problem.ts';
import { shareOut } from './share-out.ts';

/** Candidates that ship together, and what each gives: `shares[variant][place among the members]`. */
export interface Draft {
  readonly members: Members;
  readonly shares: readonly (readonly number[])[];
}

/** Units of all variants that the member at this place gives. */
export function unitsOfMember(draft: Draft, place: number): number {
  let units = 0;
  for (const shares of draft.shares) units += shares[place]!;
  return units;
}

/** A draft as criteria see it. */
export function parcelsOf(problem: Problem, draft: Draft): PlannedParcel[] {
  return draft.members.map((member, place) => ({
    retailer: problem.candidates[member]!.retailer,
    units: unitsOfMember(draft, place),
    // Most criteria never ask for it.
    get unitsByVariant() {
      const units = problem.variants.map((variantId, variant) => [variantId, draft.shares[variant]![place]!] as const);
      return new Map(units.filter(([, quantity]) => quantity > 0));
    },
  }));
}

/** Everything these members can give, shared out; null if one of them would have nothing to ship. */
export function draftOf(problem: Problem, members: Members): Draft | null {
  const draft = { members, shares: shareOut(problem, members) };
  return members.every((_, place) => unitsOfMember(draft, place) > 0) ? draft : null;
}
