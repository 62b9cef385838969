import type { OrderCalls } from '@sidestall/client';
import type { OrderView } from '@sidestall/contracts';
import { useState } from 'react';
import type { Words } from '../words/words.ts';

export interface ReceiptPartProps {
  readonly order: OrderView;
  readonly token: string;
  readonly calls: OrderCalls;
  readonly words: Words;
}

/** Hands out the sealed record of what the buyer was shown. */
export function ReceiptPart({ order, token, calls, words }: ReceiptPartProps) {
  const [hasFailed, setHasFailed] = useState(false);
  if (!order.hasPromiseReceipt) return null;
  const download = async () => {
    const answer = await calls.promiseReceipt(order.id, token);
    setHasFailed(!answer.ok);
    if (!answer.ok) return;
    const url = URL.createObjectURL(new Blob([JSON.stringify(answer.value, null, 2)], { type: 'application/json' }));
    Object.assign(document.createElement('a'), { href: url, download: `promise-${order.number}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <section className="order-part">
      <h3>{words.t('receipt.title')}</h3>
      <div className="return-start">
        <p className="soft">{words.t('receipt.lead')}</p>
        <button type="button" className="plain" onClick={() => void download()}>
          {words.t('receipt.download')}
        </button>
      </div>
      {hasFailed && (
        <p className="notice" role="alert">
          {words.t('problem.offline')}
        </p>
      )}
    </section>
  );
}
