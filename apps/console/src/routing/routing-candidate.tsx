import type { RoutingCandidateWire } from '@sidestall/contracts';
import { Chip } from '../frame/chip.tsx';
import { criterionWords, outcomeWords, scoreWords, stockWords, whyWords } from './routing-words.ts';

export interface RoutingCandidateProps {
  readonly candidate: RoutingCandidateWire;
  /** What each variant is called. */
  readonly titles: ReadonlyMap<string, string>;
}

/** One retailer that was looked at: what became of it, why, and what the rules saw. */
export function RoutingCandidate({ candidate, titles }: RoutingCandidateProps) {
  const outcome = outcomeWords(candidate);
  const variants = candidate.variants.filter((variant) => titles.has(variant.variantId));
  const hasMore = variants.length > 0 || candidate.scores.length > 0;
  return (
    <li className="grid gap-1 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{candidate.retailerName}</span>
        <Chip tone={outcome.tone}>{outcome.text}</Chip>
      </div>
      <p className="text-soft">{whyWords(candidate)}</p>
      {hasMore && (
        <details className="text-s">
          <summary className="min-h-8 cursor-pointer content-center text-soft">
            What was known of {candidate.retailerName}
          </summary>
          <dl className="mt-1 grid max-w-xl gap-y-1">
            {variants.map((variant) => (
              <Fact key={variant.variantId} name={titles.get(variant.variantId)!} value={stockWords(variant)} />
            ))}
            {candidate.scores.map(({ criterion, score }) => (
              <Fact key={criterion} name={criterionWords(criterion)} value={scoreWords(criterion, score)} />
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-soft">{name}</dt>
      <dd className="text-end tabular-nums">{value}</dd>
    </div>
  );
}
