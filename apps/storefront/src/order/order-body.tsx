import type { OrderView } from '@sidestall/contracts';
import { addMoney } from '@sidestall/kernel';
import { Picture, Price } from '@sidestall/ui';
import type { ReactNode } from 'react';
import { TotalsTable } from '../checkout/totals-table.tsx';
import type { Words } from '../words/words.ts';
import { MoneyTrail, RefundNotes } from './money-trail.tsx';
import { parcelWords } from './parcel-words.ts';
import { headlineOf, paymentNotice, paymentWords, progressOf } from './order-words.ts';
import { countryName, momentText } from '../words/place-and-time.ts';

type Parcel = OrderView['parcels'][number];

function Progress({ order, words }: { readonly order: OrderView; readonly words: Words }) {
  const progress = progressOf(order);
  if (progress === null) return null;
  return (
    <ol className="steps">
      {(['placed', 'accepted', 'shipped', 'delivered'] as const).map((step, index) => (
        <li key={step} data-done={index <= progress} aria-current={index === progress ? 'step' : undefined}>
          {words.t(`order.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}

function ParcelCard({
  parcel,
  number,
  words,
}: {
  readonly parcel: Parcel;
  readonly number: number;
  readonly words: Words;
}) {
  return (
    <li className="parcel" data-state={parcel.state}>
      <p className="parcel-head">
        <strong>{words.t('order.parcel', { number })}</strong>
        <span className="parcel-state">{words.t(`order.parcel.${parcel.state}`)}</span>
      </p>
      <p className="soft">
        {words.t('order.parcelFrom', { retailer: parcel.retailerName, country: countryName(words, parcel.shipsFrom) })}
      </p>
      <ul className="parcel-lines">
        {parcel.lines.map((line) => (
          <li key={`${line.title} ${line.variantTitle}`}>
            {line.quantity} × {line.title}
            {line.variantTitle && <span className="soft"> {line.variantTitle}</span>}
          </li>
        ))}
      </ul>
      {parcelWords(parcel, words).map((text) => (
        <p key={text} className="soft">
          {text}
        </p>
      ))}
      {parcel.trackingNumber && (
        <p className="tracking">
          <span>
            {parcel.carrier} <span className="tracking-number">{parcel.trackingNumber}</span>
          </span>
          {parcel.trackingUrl && /^https?:/.test(parcel.trackingUrl) && (
            <a href={parcel.trackingUrl} target="_blank" rel="noopener noreferrer">
              {words.t('order.track')}
            </a>
          )}
        </p>
      )}
    </li>
  );
}

export interface OrderBodyProps {
  readonly order: OrderView;
  readonly words: Words;
  readonly isStale: boolean;
  /** What can be done with the order; only its own page offers that. */
  readonly children?: ReactNode;
}

/** Where an order stands and all that belongs to it; the widget and the order page show the same. */
export function OrderBody({ order, words, isStale, children }: OrderBodyProps) {
  const headline = headlineOf(order);
  const notice = paymentNotice(order);
  const { shippingAddress: to } = order;
  return (
    <div className="order">
      <section className="order-now" aria-live="polite" data-end={progressOf(order) === null}>
        <h3>{words.t(headline)}</h3>
        <p className="soft">{words.t(`${headline}Help`)}</p>
        <Progress order={order} words={words} />
      </section>
      {isStale && (
        <p className="notice" role="status">
          {words.t('order.stale')}
        </p>
      )}
      {notice && (
        <div className="order-notice" role="status">
          <strong>{words.t(notice)}</strong>
          <p>{words.t(`${notice}Help`)}</p>
        </div>
      )}
      {order.parcels.length > 0 && (
        <section className="order-part">
          <h3>{words.t('order.parcels')}</h3>
          <ul className="parcels">
            {order.parcels.map((parcel, index) => (
              <ParcelCard key={parcel.id} parcel={parcel} number={index + 1} words={words} />
            ))}
          </ul>
        </section>
      )}
      <section className="order-part">
        <h3>{words.t('order.items')}</h3>
        <ul className="summary">
          {order.lines.map((line) => (
            <li key={line.id}>
              <Picture url={line.imageUrl} alt="" name={line.title} />
              <span className="summary-text">
                <span className="mini-title">
                  {line.quantity > 1 && `${line.quantity} × `}
                  {line.title}
                </span>
                <span className="soft">
                  {line.variantTitle && `${line.variantTitle} · `}
                  {line.brandName}
                  {line.canceledQuantity > 0 && ` · ${words.n('order.lineCanceled', line.canceledQuantity)}`}
                </span>
              </span>
              <Price value={addMoney(line.total, line.discount)} locale={words.locale} />
            </li>
          ))}
        </ul>
        <TotalsTable totals={order.totals} words={words} />
        <MoneyTrail order={order} words={words} />
      </section>
      <section className="order-part">
        <h3>{words.t('order.payment')}</h3>
        <p>{paymentWords(order, words)}</p>
      </section>
      <RefundNotes order={order} words={words} />
      {children}
      <section className="order-part">
        <h3>{words.t('order.address')}</h3>
        <address>
          {[to.name, to.line1, to.line2, `${to.postalCode} ${to.city}`, to.region, countryName(words, to.country)]
            .filter(Boolean)
            .map((line) => (
              <span key={line}>{line}</span>
            ))}
        </address>
      </section>
      {order.timeline.length > 0 && (
        <section className="order-part">
          <h3>{words.t('order.timeline')}</h3>
          <ol className="timeline">
            {[...order.timeline].reverse().map((entry) => (
              <li key={`${entry.at} ${entry.kind}`}>
                {/* The shop writes these itself, in English. */}
                <span lang="en">{entry.text}</span>
                <time className="soft" dateTime={entry.at}>
                  {momentText(words, entry.at)}
                </time>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
