import type { Refund } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { codeSentence } from '../site/code-words.ts';
import { dateText, momentText } from '../site/moments.ts';
import { REFUND_REASON_WORDS, REFUND_STATE_WORDS } from './order-words.ts';

/** An amount of the whole touches every line and counts no units. */
function things(refund: Refund): string {
  const units = refund.lines.filter((line) => line.quantity > 0);
  if (refund.lines.length > 0 && units.length === 0) return 'An amount, taken from everything in proportion';
  const parts = units.map((line) => `${line.quantity} × ${line.title}`);
  if (refund.shipping && refund.shipping.amount > 0) parts.push('Shipping');
  return parts.join(', ');
}

function outlook(refund: Refund): string {
  switch (refund.state) {
    case 'requested':
    case 'pending':
      return refund.expectedBy
        ? `The buyer sees it by ${dateText(refund.expectedBy)}.`
        : 'The buyer’s bank is working on it.';
    case 'succeeded':
      return refund.expectedBy
        ? `Handed to the buyer’s bank, which shows it by ${dateText(refund.expectedBy)}.`
        : 'Handed to the buyer’s bank.';
    case 'failed':
      return `${codeSentence(refund.failureReason ?? 'The bank did not take it')} The money is back in everybody’s balance; reach the buyer and refund again.`;
    case 'canceled':
      return 'Nothing went back to the buyer.';
  }
}

/** What went back to the buyer, and how far it is. */
export function RefundList({ refunds }: { readonly refunds: readonly Refund[] }) {
  return (
    <Section title="Refunds">
      <ul className="card divide-y divide-line" aria-live="polite">
        {refunds.map((refund) => (
          <li key={refund.id} className="grid gap-1 px-4 py-3 sm:px-5">
            <span className="flex items-center justify-between gap-4">
              <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-medium">{REFUND_REASON_WORDS[refund.reason]}</span>
                <Chip tone={REFUND_STATE_WORDS[refund.state].tone}>{REFUND_STATE_WORDS[refund.state].text}</Chip>
              </span>
              <Price value={refund.amount} locale="en" />
            </span>
            <span className="text-s text-soft">{things(refund)}</span>
            <span className="text-s">{outlook(refund)}</span>
            {refund.note && <q className="text-s text-soft">{refund.note}</q>}
            <time className="text-s text-soft" dateTime={refund.createdAt}>
              Asked {momentText(refund.createdAt)}
            </time>
          </li>
        ))}
      </ul>
    </Section>
  );
}
