import type { OrderCalls } from '@sidestall/client';
import type { OrderView } from '@sidestall/contracts';
import { Picture } from '@sidestall/ui';
import { useState } from 'react';
import { dayText } from '../words/place-and-time.ts';
import type { Words } from '../words/words.ts';

type Offer = NonNullable<OrderView['substitutes']>[number];

export interface SubstitutePartProps {
  readonly order: OrderView;
  readonly token: string;
  readonly calls: Pick<OrderCalls, 'answerSubstitute'>;
  readonly words: Words;
  readonly onChanged: () => void;
}

/** What the shop offers instead of lines that nobody can ship, and the way to say yes or no. */
export function SubstitutePart({ order, token, calls, words, onChanged }: SubstitutePartProps) {
  if (!order.substitutes || order.substitutes.length === 0) return null;
  return (
    <section className="order substitutes" aria-live="polite">
      <h3>{words.t('substitute.title')}</h3>
      <ul className="parcels">
        {order.substitutes.map((offer) => (
          <OfferCard
            key={offer.lineId}
            offer={offer}
            soldOut={order.lines.find((line) => line.id === offer.lineId)?.title ?? ''}
            words={words}
            onAnswer={async (isWanted) => {
              const answer = await calls.answerSubstitute(order.id, token, offer.lineId, isWanted);
              onChanged();
              return answer.ok;
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface OfferCardProps {
  readonly offer: Offer;
  readonly soldOut: string;
  readonly words: Words;
  /** False when it did not work. */
  readonly onAnswer: (isWanted: boolean) => Promise<boolean>;
}

function OfferCard({ offer, soldOut, words, onAnswer }: OfferCardProps) {
  const [step, setStep] = useState<'idle' | 'working' | 'answered' | 'failed'>('idle');
  const answer = async (isWanted: boolean) => {
    setStep('working');
    setStep((await onAnswer(isWanted)) ? 'answered' : 'failed');
  };
  const isBusy = step === 'working' || step === 'answered';
  return (
    <li className="parcel">
      <p>{words.t('substitute.lead', { title: soldOut, date: dayText(words, offer.until) })}</p>
      <div className="substitute-goods">
        <Picture url={offer.imageUrl} alt="" name={offer.title} />
        <p>
          <strong>
            {offer.quantity > 1 && `${offer.quantity} × `}
            {offer.title}
          </strong>
          {offer.variantTitle && <span className="soft"> {offer.variantTitle}</span>}
        </p>
      </div>
      <div className="return-steps">
        <button type="button" className="main" disabled={isBusy} onClick={() => void answer(true)}>
          {words.t('substitute.take')}
        </button>
        <button type="button" className="plain" disabled={isBusy} onClick={() => void answer(false)}>
          {words.t('substitute.decline')}
        </button>
      </div>
      {step === 'failed' && (
        <p className="notice" role="alert">
          {words.t('substitute.failed')}
        </p>
      )}
    </li>
  );
}
