import type { StatementLine } from '@sidestall/contracts';
import { Chip } from '../frame/chip.tsx';
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
          <span className="text-s text-soft">{lineDetail(line)}</span>
          <span className="justify-self-end">{line.kind === 'sale' && <StateChip line={line} />}</span>
          <time className="text-s text-soft" dateTime={line.at}>
            {momentText(line.at)}
          </time>
        </li>
      ))}
    </ul>
  );
}

function StateChip({ line }: { readonly line: StatementLine }) {
  switch (line.state) {
    case null:
      return null;
    case 'pending':
      return <Chip>{line.releaseAt ? `Released ${dayText(line.releaseAt)}` : 'Released after shipping'}</Chip>;
    case 'available':
      return <Chip>Goes out next</Chip>;
    case 'transferring':
      return <Chip>On its way</Chip>;
    case 'transferred':
      return <Chip tone="good">Paid</Chip>;
  }
}
