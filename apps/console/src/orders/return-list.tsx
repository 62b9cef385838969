import type { BrandOrderView, Return } from '@sidestall/contracts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { momentText } from '../site/moments.ts';
import { ReceiveReturnDialog } from './receive-return-dialog.tsx';
import { RefuseReturnDialog } from './refuse-return-dialog.tsx';
import { RETURN_REASON_WORDS, RETURN_STATE_WORDS } from './order-words.ts';

export interface ReturnListProps {
  readonly order: BrandOrderView;
  readonly brandId: string;
  onDone(): Promise<void>;
}

/** What the buyer sends back, with the answers there are. */
export function ReturnList({ order, brandId, onDone }: ReturnListProps) {
  const [asking, setAsking] = useState<{ readonly id: string; readonly answer: 'receive' | 'refuse' } | null>(null);
  const close = () => setAsking(null);
  const asked = order.returns.find((entry) => entry.id === asking?.id);
  return (
    <Section title="Returns">
      <ul className="card divide-y divide-line">
        {order.returns.map((entry) => (
          <ReturnRow
            key={entry.id}
            entry={entry}
            onReceive={() => setAsking({ id: entry.id, answer: 'receive' })}
            onRefuse={() => setAsking({ id: entry.id, answer: 'refuse' })}
          />
        ))}
      </ul>
      {asked && asking?.answer === 'receive' && (
        <ReceiveReturnDialog entry={asked} order={order} brandId={brandId} onClose={close} onDone={onDone} />
      )}
      {asked && asking?.answer === 'refuse' && (
        <RefuseReturnDialog entry={asked} brandId={brandId} onClose={close} onDone={onDone} />
      )}
    </Section>
  );
}

interface ReturnRowProps {
  readonly entry: Return;
  onReceive(): void;
  onRefuse(): void;
}

function ReturnRow({ entry, onReceive, onRefuse }: ReturnRowProps) {
  const state = RETURN_STATE_WORDS[entry.state];
  return (
    <li className="grid gap-1 px-4 py-3 sm:px-5">
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{RETURN_REASON_WORDS[entry.reason]}</span>
        <Chip tone={state.tone}>{state.text}</Chip>
      </span>
      <span className="text-s text-soft">
        {entry.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')}
      </span>
      {entry.note && <q className="text-s">{entry.note}</q>}
      {entry.answerNote && <span className="text-s text-soft">You answered: {entry.answerNote}</span>}
      <time className="text-s text-soft" dateTime={entry.createdAt}>
        Asked {momentText(entry.createdAt)}
      </time>
      {entry.state === 'requested' && (
        <span className="flex flex-wrap gap-2 pt-2">
          <Button className="button button-soft max-sm:flex-1" onPress={onReceive}>
            It arrived
          </Button>
          <Button className="button button-quiet max-sm:flex-1" onPress={onRefuse}>
            Refuse
          </Button>
        </span>
      )}
    </li>
  );
}
