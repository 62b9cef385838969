import type { Party } from '@sidestall/contracts';
import { Link } from '@tanstack/react-router';
import { Chip } from '../frame/chip.tsx';
import { Note } from '../frame/note.tsx';
import { codeSentence } from '../site/code-words.ts';
import { BalanceRow } from './balance-row.tsx';
import { OnboardingButton } from './onboarding-button.tsx';
import { canOnboard, KIND_WORDS, STANDING_WORDS, standingHelp } from './party-words.ts';

/** A party with its standing at Stripe and its balances. */
export function PartyCard({ party }: { readonly party: Party }) {
  const standing = STANDING_WORDS[party.transfers];
  return (
    <article className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4 sm:p-5" aria-label={party.name}>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="text-l font-semibold leading-tight">{party.name}</h2>
          <span className="text-s text-soft">{KIND_WORDS[party.kind]}</span>
          <Chip tone={standing.tone}>{standing.text}</Chip>
        </span>
        <Link to="/payouts/$id" params={{ id: party.id }} className="button button-quiet max-sm:w-full">
          Statement
        </Link>
      </header>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="grid max-w-prose gap-1">
          <p className="text-soft">{standingHelp(party)}</p>
          {party.requirements.length > 0 && (
            <p className="text-s">Stripe still asks for: {party.requirements.map(requirementWords).join('; ')}.</p>
          )}
        </div>
        {canOnboard(party) && <OnboardingButton party={party} />}
      </div>
      {party.trouble && (
        <Note title="Your money is late" tone="warn">
          {codeSentence(party.trouble)}
        </Note>
      )}
      {party.balances.length === 0 ? (
        <p className="text-soft">No sales yet.</p>
      ) : (
        party.balances.map((balance) => <BalanceRow key={balance.currency} balance={balance} />)
      )}
    </article>
  );
}

/** Stripe names fields by path, e.g. `identity.individual.date_of_birth`. */
function requirementWords(path: string): string {
  return path.split('.').slice(-2).join(', ').replaceAll('_', ' ');
}
