import type { StatementLine } from '@sidestall/contracts';
import { dayText, momentText } from '../site/moments.ts';
import { signedText } from '../site/prices.ts';
import { lineDetail, lineWords } from './party-words.ts';

/** Each thing that changed what is owed; gains carry a plus. */
export function StatementLines({ lines }: { readonly lines: readonly StatementLine[] }) {
  return (
    <ul className="card divide-y divide-line">
      {lines.map((line) => (
        <li key={line.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-3 sm:px-5">
          <span className="font-medium">{lineWords(line)}</span>
          <span className={`text-end tabular-nums ${line.amount.amount < 0 ? '' : 'font-medium'}`}>
            {signedText(line.amount)}
          </span>
          <span className="col-span-2 text-s text-soft">{lineDetail(line)}</span>
          <time className="text-s text-soft" dateTime={line.at}>
            {momentText(line.at)}
          </time>
          <span className="text-end text-s text-soft">{line.kind === 'sale' && stateWords(line)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Where the money of a sale is. */
function stateWords({ state, releaseAt }: StatementLine): string | null {
  switch (state) {
    case null:
      return null;
    case 'pending':
      return releaseAt ? `Release on ${dayText(releaseAt)}` : 'Released after shipping';
    case 'available':
      return 'Goes out next';
    case 'transferring':
      return 'On its way';
    case 'transferred':
      return 'Paid';
  }
}
