import type { OrderCalls } from '@sidestall/client';
import type { OrderView, Return } from '@sidestall/contracts';
import { useState } from 'react';
import { dayText } from '../words/place-and-time.ts';
import type { Words } from '../words/words.ts';
import { ReturnForm } from './return-form.tsx';
import { returnableByBrand } from './returnable.ts';

export interface ReturnPartProps {
  readonly order: OrderView;
  readonly token: string;
  readonly calls: OrderCalls;
  readonly words: Words;
  readonly onChanged: () => void;
}

/** What the buyer sends back, and the way to begin it while there is time. */
export function ReturnPart({ order, token, calls, words, onChanged }: ReturnPartProps) {
  const [isAsking, setIsAsking] = useState(false);
  const brands = returnableByBrand(order);
  const canAsk = order.returnableUntil !== null && brands.size > 0 && !order.isDisputed;
  if (!canAsk && order.returns.length === 0) return null;
  return (
    <section className="order-part">
      <h3>{words.t('return.title')}</h3>
      {order.returns.length > 0 && (
        <ul className="parcels" aria-live="polite">
          {order.returns.map((entry) => (
            <ReturnCard
              key={entry.id}
              entry={entry}
              words={words}
              onWithdraw={async () => {
                const answer = await calls.withdrawReturn(order.id, token, entry.id);
                onChanged();
                return answer.ok;
              }}
            />
          ))}
        </ul>
      )}
      {canAsk && !isAsking && (
        <div className="return-start">
          <p className="soft">{words.t('return.lead', { date: dayText(words, order.returnableUntil!) })}</p>
          <button type="button" className="plain" onClick={() => setIsAsking(true)}>
            {words.t('return.start')}
          </button>
        </div>
      )}
      {canAsk && isAsking && (
        <ReturnForm
          brands={brands}
          words={words}
          ask={(request, key) => calls.askReturn(order.id, token, request, key)}
          onDone={() => {
            setIsAsking(false);
            onChanged();
          }}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </section>
  );
}

interface ReturnCardProps {
  readonly entry: Return;
  readonly words: Words;
  /** False when it did not work. */
  readonly onWithdraw: () => Promise<boolean>;
}

function ReturnCard({ entry, words, onWithdraw }: ReturnCardProps) {
  const [step, setStep] = useState<'idle' | 'working' | 'failed'>('idle');
  const withdraw = async () => {
    setStep('working');
    setStep((await onWithdraw()) ? 'idle' : 'failed');
  };
  return (
    <li className="parcel" data-state={entry.state === 'withdrawn' ? 'canceled' : undefined}>
      <p>{stateWords(entry, words)}</p>
      <p className="soft">{entry.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')}</p>
      <p className="soft">
        {words.t('return.onDate', {
          reason: words.t(`return.reason.${entry.reason}`),
          date: dayText(words, entry.createdAt),
        })}
      </p>
      {entry.answerNote && <p>{words.t('return.answer', { note: entry.answerNote })}</p>}
      {entry.state === 'requested' && (
        <button type="button" className="plain" disabled={step === 'working'} onClick={() => void withdraw()}>
          {words.t('return.withdraw')}
        </button>
      )}
      {step === 'failed' && (
        <p className="notice" role="alert">
          {words.t('return.failed')}
        </p>
      )}
    </li>
  );
}

function stateWords(entry: Return, words: Words): string {
  switch (entry.state) {
    case 'requested':
      return words.t('return.asked');
    case 'received':
      return words.t(entry.refundId ? 'return.received' : 'return.receivedPlain');
    case 'refused':
      return words.t('return.refused');
    case 'withdrawn':
      return words.t('return.withdrawn');
  }
}
