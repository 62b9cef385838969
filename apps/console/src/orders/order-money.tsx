import type { BrandOrderView } from '@sidestall/contracts';
import { subtractMoney } from '@sidestall/kernel';
import { Price } from '@sidestall/ui';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { dayText } from '../site/moments.ts';
import { priceText } from '../site/prices.ts';
import { PARTY_KIND_WORDS, payableWords } from './order-words.ts';

type Payable = BrandOrderView['payables'][number];

/** What was paid, what went back, and who gets what of the rest. */
export function OrderMoney({ order }: { readonly order: BrandOrderView }) {
  const kept = subtractMoney(order.captured, order.refunded);
  return (
    <>
      <Section title="Money">
        <dl className="card grid gap-1.5 p-4 sm:p-5">
          <div className="flex justify-between gap-4">
            <dt>Paid by the buyer</dt>
            <dd>
              <Price value={order.captured} locale="en" />
            </dd>
          </div>
          <div className="flex justify-between gap-4">
            <dt>Refunded</dt>
            <dd>
              <Price value={subtractMoney(kept, order.captured)} locale="en" />
            </dd>
          </div>
          <div className="mt-1.5 flex items-baseline justify-between gap-4 border-t border-line pt-3 font-semibold">
            <dt>Kept</dt>
            <dd className="text-l">
              <Price value={kept} locale="en" />
            </dd>
          </div>
          <div className="flex justify-between gap-4 text-s text-soft">
            <dt>Can still be refunded</dt>
            <dd>
              <Price value={order.refundable} locale="en" />
            </dd>
          </div>
        </dl>
        {order.captured.amount === 0 && (
          <p className="text-s text-soft">The card is charged when the shipper confirms; until then nothing is owed.</p>
        )}
      </Section>
      {order.payables.length > 0 && (
        <Section title="Who gets what">
          <ul className="card divide-y divide-line">
            {order.payables.map((payable) => (
              <PayableRow key={`${payable.kind} ${payable.partyName}`} payable={payable} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function PayableRow({ payable }: { readonly payable: Payable }) {
  const state = payableWords(payable);
  return (
    <li className="grid gap-1 px-4 py-3 sm:px-5">
      <span className="flex justify-between gap-4">
        <span className="min-w-0 font-medium">{payable.partyName}</span>
        <Price value={subtractMoney(payable.amount, payable.taken)} locale="en" />
      </span>
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-s text-soft">
        <span>
          {PARTY_KIND_WORDS[payable.kind]}
          {payable.taken.amount > 0 && `, ${priceText(payable.taken)} taken back`}
        </span>
        <Chip tone={state.tone}>{state.text}</Chip>
      </span>
      {payable.isFrozen && (
        <span className="text-s text-soft">Until the dispute or the return is settled, nothing of it is paid out.</span>
      )}
      {payable.state === 'pending' && !payable.isFrozen && (
        <span className="text-s text-soft">
          {payable.releaseAt ? `Released on ${dayText(payable.releaseAt)}` : 'Released after the goods are shipped'}
        </span>
      )}
    </li>
  );
}
