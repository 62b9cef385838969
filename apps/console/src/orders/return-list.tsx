import type { BrandOrderView, Return } from '@sidestall/contracts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { momentText } from '../site/moments.ts';
import { AuthorizeReturnDialog } from './authorize-return-dialog.tsx';
import { ReceiveReturnDialog } from './receive-return-dialog.tsx';
import { RefuseReturnDialog } from './refuse-return-dialog.tsx';
import { RETURN_OUTCOME_WORDS, RETURN_REASON_WORDS, RETURN_STATE_WORDS, returnDueWords } from './order-words.ts';

export interface ReturnListProps {
  readonly order: BrandOrderView;
  readonly brandId: string;
  onDone(): Promise<void>;
}

type Answer = 'authorize' | 'receive' | 'refuse';

/** What the brand can say of a return in each state. */
const ANSWERS: Readonly<Record<Return['state'], readonly Answer[]>> = {
  requested: ['authorize', 'receive', 'refuse'],
  authorized: ['receive'],
  in_transit: ['receive'],
  received: ['receive'],
  inspected: ['receive', 'refuse'],
  lost: ['receive'],
  refunded: [],
  refused: [],
  withdrawn: [],
  expired: [],
};

/** What the buyer sends back, with the answers there are. */
export function ReturnList({ order, brandId, onDone }: ReturnListProps) {
  const [asking, setAsking] = useState<{ readonly id: string; readonly answer: Answer } | null>(null);
  const onClose = () => setAsking(null);
  const entry = order.returns.find((one) => one.id === asking?.id);
  return (
    <Section title="Returns">
      <ul className="card divide-y divide-line">
        {order.returns.map((one) => (
          <ReturnRow key={one.id} entry={one} onAnswer={(answer) => setAsking({ id: one.id, answer })} />
        ))}
      </ul>
      {entry && asking?.answer === 'authorize' && <AuthorizeReturnDialog {...{ entry, brandId, onClose, onDone }} />}
      {entry && asking?.answer === 'receive' && <ReceiveReturnDialog {...{ entry, order, brandId, onClose, onDone }} />}
      {entry && asking?.answer === 'refuse' && <RefuseReturnDialog {...{ entry, brandId, onClose, onDone }} />}
    </Section>
  );
}

interface ReturnRowProps {
  readonly entry: Return;
  onAnswer(answer: Answer): void;
}

function ReturnRow({ entry, onAnswer }: ReturnRowProps) {
  const state = RETURN_STATE_WORDS[entry.state];
  const answers = ANSWERS[entry.state];
  const due = entry.dueAt && returnDueWords(entry.state, momentText(entry.dueAt));
  const isDisputed = entry.state === 'inspected';
  return (
    <li className="grid gap-1 px-4 py-3 sm:px-5">
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{RETURN_REASON_WORDS[entry.reason]}</span>
        <Chip tone={state.tone}>{state.text}</Chip>
      </span>
      <span className="text-s text-soft">{entry.lines.map(piecesText).join(', ')}</span>
      {entry.note && <q className="text-s">{entry.note}</q>}
      {entry.answerNote && (
        <span className="text-s text-soft">
          {isDisputed ? 'Who looked at it wrote' : 'The answer'}: {entry.answerNote}
        </span>
      )}
      {entry.carrier && entry.trackingNumber && (
        <span className="text-s text-soft">
          Sent with {entry.carrier}, {entry.trackingNumber}
        </span>
      )}
      <time className="text-s text-soft" dateTime={entry.createdAt}>
        Asked {momentText(entry.createdAt)}
      </time>
      {due && <span className="text-s text-soft">{due}</span>}
      {answers.length > 0 && (
        <span className="flex flex-wrap gap-2 pt-2">
          {answers.includes('authorize') && (
            <Button className="button button-soft max-sm:flex-1" onPress={() => onAnswer('authorize')}>
              Agree
            </Button>
          )}
          {answers.includes('receive') && (
            <Button
              className={`button ${entry.state === 'requested' ? 'button-quiet' : 'button-soft'} max-sm:flex-1`}
              onPress={() => onAnswer('receive')}
            >
              {isDisputed ? 'Take it' : 'It arrived'}
            </Button>
          )}
          {answers.includes('refuse') && (
            <Button className="button button-quiet max-sm:flex-1" onPress={() => onAnswer('refuse')}>
              Refuse
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

const piecesText = (line: Return['lines'][number]): string =>
  `${line.quantity} × ${line.title}${line.outcome ? ` (${RETURN_OUTCOME_WORDS[line.outcome]})` : ''}`;
