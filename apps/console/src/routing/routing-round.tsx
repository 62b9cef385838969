import type { RoutingRoundWire } from '@sidestall/contracts';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { momentText } from '../site/moments.ts';
import { RoutingCandidate } from './routing-candidate.tsx';
import { answerWords, criterionWords, leftOverWords, rulesWords, scoreWords, unitsWords } from './routing-words.ts';

const LOOKS = ['First look', 'Second look', 'Third look'];
const RANKS = { chosen: 0, not_needed: 1, out: 2 } as const;

/** One look for retailers: what was wanted, who was asked, what was left, and how it was decided. */
export function RoutingRound({ round }: { readonly round: RoutingRoundWire }) {
  const candidates = [...round.candidates].sort((a, b) => RANKS[a.outcome] - RANKS[b.outcome]);
  const titles = new Map(round.lines.map((line) => [line.variantId, unitsWords({ ...line, quantity: 1 }).slice(4)]));
  return (
    <Section
      title={LOOKS[round.round - 1] ?? `Look ${round.round}`}
      aside={
        <time className="text-s text-soft tabular-nums" dateTime={round.decidedAt}>
          {momentText(round.decidedAt)}
        </time>
      }
      lead={
        <>
          For {round.lines.map(unitsWords).join(', ')}, by {rulesWords(round.rules)}.
        </>
      }
    >
      <h3 className="font-semibold">Who was asked</h3>
      <ul className="card divide-y divide-line" aria-label="Who was asked">
        {round.parcels.map((parcel) => {
          const said = answerWords(parcel);
          return (
            <li
              key={parcel.retailerId}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3 sm:px-5"
            >
              <div className="grid min-w-0 gap-0.5">
                <span className="font-medium">{parcel.retailerName}</span>
                <span className="text-s text-soft">{parcel.lines.map(unitsWords).join(', ')}</span>
              </div>
              <Chip tone={said.tone}>{said.text}</Chip>
            </li>
          );
        })}
        {round.leftOver.map((left) => (
          <li key={left.lineId} className="grid gap-0.5 px-4 py-3 sm:px-5">
            <span className="font-medium">Nobody for {unitsWords(left)}</span>
            <span className="text-s text-soft">{leftOverWords(left)}</span>
          </li>
        ))}
      </ul>
      {candidates.length === 0 ? (
        <p className="text-soft">No retailer sells any of this.</p>
      ) : (
        <>
          <h3 className="mt-1 font-semibold">Everybody who was looked at</h3>
          <ul className="card divide-y divide-line" aria-label="Everybody who was looked at">
            {candidates.map((candidate) => (
              <RoutingCandidate key={candidate.retailerId} candidate={candidate} titles={titles} />
            ))}
          </ul>
        </>
      )}
      <Decision round={round} />
    </Section>
  );
}

function Decision({ round }: { readonly round: RoutingRoundWire }) {
  const plans = round.ranking[0]?.plansBefore ?? 0;
  const telling = round.ranking.filter((step) => step.plansAfter < step.plansBefore);
  if (plans === 0) return null;
  return (
    <details className="card px-4 py-3 sm:px-5">
      <summary className="cursor-pointer font-medium">
        {telling.length === 0 ? 'There was one way to send it' : `How one of ${plans} ways was chosen`}
      </summary>
      <ol className="mt-2 grid gap-1.5">
        {telling.map((step) => (
          <li key={step.criterion} className="flex flex-wrap justify-between gap-x-4">
            <span>
              {criterionWords(step.criterion)}
              {step.score !== null && <span className="text-soft">: {scoreWords(step.criterion, step.score)}</span>}
            </span>
            <span className="text-soft tabular-nums">
              {step.plansBefore} ways, {step.plansAfter} left
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-s text-soft">
        {round.isExact
          ? 'Of all ways that send as much as can be sent. None was passed over.'
          : 'There were too many retailers to try every way: the best of those tried was taken.'}
      </p>
    </details>
  );
}
