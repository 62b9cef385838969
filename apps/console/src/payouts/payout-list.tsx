import type { Payout } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { codeSentence } from '../site/code-words.ts';
import { dateText } from '../site/moments.ts';
import { PAYOUT_WORDS } from './party-words.ts';

/** What Stripe sent from the party's account to its bank. */
export function PayoutList({ payouts }: { readonly payouts: readonly Payout[] }) {
  if (payouts.length === 0) return null;
  return (
    <Section
      title="Payouts to the bank"
      lead="Stripe sends what is in your Stripe account to your bank, in sums of its own."
    >
      <ul className="card divide-y divide-line">
        {payouts.map((payout) => {
          const state = PAYOUT_WORDS[payout.status];
          return (
            <li key={payout.id} className="grid gap-1 px-4 py-3 sm:px-5">
              <span className="flex items-center justify-between gap-4">
                <Chip tone={state.tone}>{state.text}</Chip>
                <Price value={payout.amount} locale="en" />
              </span>
              {payout.arrivalDate && payout.status !== 'failed' && payout.status !== 'canceled' && (
                <span className="text-s text-soft">
                  {payout.status === 'paid' ? 'Arrived' : 'Arrives'} on {dateText(payout.arrivalDate)}
                </span>
              )}
              {payout.failure && (
                <span className="text-s">
                  {codeSentence(payout.failure)} The money is back in your Stripe account; check your bank details
                  there.
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
