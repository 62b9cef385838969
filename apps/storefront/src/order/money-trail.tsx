import type { OrderView } from '@sidestall/contracts';
import { subtractMoney, type Money } from '@sidestall/kernel';
import { useState } from 'react';
import type { Words } from '../words/words.ts';
import { refundedThings, refundWords } from './refund-words.ts';

interface MoneyTrailProps {
  readonly order: OrderView;
  readonly words: Words;
}

/** From the total to what was paid in the end, in rows that add up; nothing while nothing was charged. */
export function MoneyTrail({ order, words }: MoneyTrailProps) {
  const { captured } = order.payment;
  if (order.payment.state !== 'captured') return null;
  const { total } = order.totals;
  const canceled = subtractMoney(total, captured);
  const kept = subtractMoney(captured, order.refunded);
  const rows: [string, Money][] = [];
  if (canceled.amount > 0) rows.push([words.t('order.notCharged'), subtractMoney(captured, total)]);
  if (canceled.amount > 0 && order.refunded.amount > 0) rows.push([words.t('order.charged'), captured]);
  if (order.refunded.amount > 0) rows.push([words.t('order.refunded'), subtractMoney(kept, captured)]);
  if (rows.length === 0) return null;
  return (
    <dl className="totals trail">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="st-price">{words.money(value)}</dd>
        </div>
      ))}
      <div className="totals-sum">
        <dt>{words.t(order.refunded.amount > 0 ? 'order.kept' : 'order.charged')}</dt>
        <dd className="st-price">{words.money(kept)}</dd>
      </div>
    </dl>
  );
}

/** Each refund: how much, where it is, and when the bank shows it. */
export function RefundNotes({ order, words }: MoneyTrailProps) {
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  if (order.refunds.length === 0) return null;
  return (
    <section className="order-part">
      <h3>{words.t('refund.title')}</h3>
      <ul className="parcels" aria-live="polite">
        {order.refunds.map((refund) => {
          const what = refundedThings(refund, words);
          return (
            <li key={refund.id} className="parcel" data-refund={refund.state}>
              <p>{refundWords(refund, order, words, today)}</p>
              {what && <p className="soft">{what}</p>}
              {refund.note && <p className="soft">{words.t('refund.note', { note: refund.note })}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
