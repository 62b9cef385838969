import type { Return, ReturnLabel } from '@sidestall/contracts';
import { useState } from 'react';
import { dayText } from '../words/place-and-time.ts';
import type { Words } from '../words/words.ts';
import { ReturnSendForm } from './return-send-form.tsx';

export interface ReturnCardProps {
  readonly entry: Return;
  readonly words: Words;
  /** False when it did not work. */
  readonly onWithdraw: () => Promise<boolean>;
  /** False when it did not work. */
  readonly onSend: (label: ReturnLabel) => Promise<boolean>;
}

/** Where one return stands, and what the buyer can do about it. */
export function ReturnCard({ entry, words, onWithdraw, onSend }: ReturnCardProps) {
  const [step, setStep] = useState<'idle' | 'working' | 'failed'>('idle');
  const [isSending, setIsSending] = useState(false);
  const withdraw = async () => {
    setStep('working');
    setStep((await onWithdraw()) ? 'idle' : 'failed');
  };
  const isOpen = entry.state === 'requested' || entry.state === 'authorized';
  return (
    <li className="parcel" data-state={['withdrawn', 'expired'].includes(entry.state) ? 'canceled' : undefined}>
      <p>{stateWords(entry, words)}</p>
      {entry.state === 'authorized' && (
        <p className="return-where">
          {entry.instructions
            ? words.t('return.where', { instructions: entry.instructions })
            : words.t('return.whereSender')}
        </p>
      )}
      <p className="soft">{piecesOf(entry)}</p>
      {entry.carrier && entry.trackingNumber && (
        <p className="soft">{words.t('return.label', { carrier: entry.carrier, tracking: entry.trackingNumber })}</p>
      )}
      <p className="soft">
        {words.t('return.onDate', {
          reason: words.t(`return.reason.${entry.reason}`),
          date: dayText(words, entry.createdAt),
        })}
      </p>
      {entry.answerNote && entry.state !== 'inspected' && <p>{words.t('return.answer', { note: entry.answerNote })}</p>}
      {isOpen && !isSending && (
        <div className="return-steps">
          {entry.state === 'authorized' && (
            <button type="button" className="main" onClick={() => setIsSending(true)}>
              {words.t('return.sent')}
            </button>
          )}
          <button type="button" className="plain" disabled={step === 'working'} onClick={() => void withdraw()}>
            {words.t('return.withdraw')}
          </button>
        </div>
      )}
      {entry.state === 'authorized' && isSending && (
        <ReturnSendForm words={words} send={onSend} onCancel={() => setIsSending(false)} />
      )}
      {step === 'failed' && (
        <p className="notice" role="alert">
          {words.t('return.failed')}
        </p>
      )}
    </li>
  );
}

/** Lines that came to several things are one to the buyer. */
function piecesOf(entry: Return): string {
  const sums = new Map<string, { title: string; quantity: number }>();
  for (const { lineId, title, quantity } of entry.lines) {
    sums.set(lineId, { title, quantity: quantity + (sums.get(lineId)?.quantity ?? 0) });
  }
  return [...sums.values()].map(({ title, quantity }) => `${quantity} × ${title}`).join(', ');
}

function stateWords(entry: Return, words: Words): string {
  const date = entry.dueAt ? dayText(words, entry.dueAt) : '';
  switch (entry.state) {
    case 'requested':
      return words.t('return.asked', { date });
    case 'authorized':
      return words.t('return.authorized', { date });
    case 'in_transit':
      return words.t('return.inTransit');
    case 'received':
      return words.t('return.looking', { date });
    case 'inspected':
      return words.t('return.disputed', { date });
    case 'refunded':
      return words.t(entry.refundId ? 'return.received' : 'return.receivedPlain');
    case 'expired':
      return words.t('return.expired');
    case 'lost':
      return words.t('return.lost');
    case 'refused':
      return words.t('return.refused');
    case 'withdrawn':
      return words.t('return.withdrawn');
  }
}
