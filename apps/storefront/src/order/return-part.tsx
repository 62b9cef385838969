import type { OrderCalls } from '@sidestall/client';
import type { OrderView } from '@sidestall/contracts';
import { useState } from 'react';
import { dayText } from '../words/place-and-time.ts';
import type { Words } from '../words/words.ts';
import { ReturnCard } from './return-card.tsx';
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
              onSend={async (label) => {
                const answer = await calls.sendReturn(order.id, token, entry.id, label);
                if (answer.ok) onChanged();
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
