import { useEffect, useRef } from 'react';
import { removeLine, setQuantity } from '../cart/cart-desk.ts';
import { useStall } from '../stall/use-stall.ts';
import type { PayTrouble } from './pay-trouble.ts';
import { allowedOf } from './place-order.ts';

export interface TroubleNoteProps {
  readonly trouble: PayTrouble;
  readonly onTryAgain: () => void;
  readonly onMended: () => void;
}

/** Says calmly what happened, that nothing was lost, and what can be done. */
export function TroubleNote({ trouble, onTryAgain, onMended }: TroubleNoteProps) {
  const { stall, state } = useStall();
  const { words, cart } = state;
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.scrollIntoView({ block: 'nearest' }), [trouble]);
  return (
    <div ref={note} className="note" data-tone={trouble.tone} role="alert">
      <p className="note-title">{trouble.title}</p>
      {trouble.text && <p>{trouble.text}</p>}
      {trouble.points && trouble.points.length > 0 && (
        <ul className="note-points">
          {trouble.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      {trouble.gone?.map(({ listingId, available }) => {
        const line = cart.find((each) => each.listingId === listingId);
        if (!line) return null;
        const title = line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;
        return (
          <div key={listingId} className="note-line">
            <span>
              {available > 0
                ? words.t('problem.stockSome', { count: available, title })
                : words.t('problem.stockNone', { title })}
            </span>
            <button
              type="button"
              className="link"
              onClick={() => {
                stall.changeCart((now) =>
                  available > 0 ? setQuantity(now, listingId, available) : removeLine(now, listingId),
                );
                onMended();
              }}
            >
              {available > 0
                ? words.t('problem.stockTake', { count: available })
                : words.t('problem.stockRemove', { title: line.title })}
            </button>
          </div>
        );
      })}
      {trouble.capped?.map((capped) => {
        const { listingId } = capped;
        const allowed = allowedOf(capped);
        const line = cart.find((each) => each.listingId === listingId);
        if (!line || line.quantity <= allowed) return null;
        return (
          <button
            key={listingId}
            type="button"
            className="plain"
            onClick={() => {
              stall.changeCart((now) => setQuantity(now, listingId, allowed));
              onMended();
            }}
          >
            {allowed > 0
              ? words.t('problem.stockTake', { count: allowed })
              : words.t('problem.stockRemove', { title: line.title })}
          </button>
        );
      })}
      {trouble.canTryAgain && (
        <button type="button" className="plain" onClick={onTryAgain}>
          {words.t('problem.again')}
        </button>
      )}
    </div>
  );
}
