import type { WaitlistEntry } from '@sidestall/contracts';
import { Picture } from '@sidestall/ui';
import { useEffect, useState, type ReactNode } from 'react';
import { CountdownText } from '../drops/countdown-text.tsx';
import type { ServerClock } from '../drops/server-clock.ts';
import { cardWords } from '../order/card-words.ts';
import type { Words } from '../words/words.ts';
import { standingOf } from './waitlist-words.ts';

/** What is waited for, in one row. */
export function WantedRow(props: {
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly quantity?: number;
}) {
  const { title, variantTitle, imageUrl, quantity = 1 } = props;
  return (
    <div className="wanted">
      <Picture url={imageUrl} alt="" name={title} />
      <span className="wanted-text">
        <strong>
          {quantity > 1 && `${quantity} × `}
          {title}
        </strong>
        {variantTitle && <span className="soft">{variantTitle}</span>}
      </span>
    </div>
  );
}

export interface WaitlistBodyProps {
  readonly entry: WaitlistEntry;
  readonly words: Words;
  readonly clock: ServerClock;
  /** What else can be done while waiting. */
  readonly children?: ReactNode;
}

/** Where somebody stands on the waitlist; the widget and the page of a place show the same. */
export function WaitlistBody({ entry, words, clock, children }: WaitlistBodyProps) {
  const until = entry.offerEndsAt ? Date.parse(entry.offerEndsAt) : null;
  const [, setOver] = useState(false);
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(() => setOver(true), Math.max(0, until - clock.now()) + 20);
    return () => clearTimeout(timer);
  }, [until, clock]);
  const { state, title, help } = standingOf(entry, words, clock.now());
  return (
    <div className="waiting">
      <WantedRow {...entry} />
      <section className="waiting-now" data-state={state} aria-live="polite">
        <h3>{title}</h3>
        {state === 'offered' && until !== null && (
          <p className="waiting-time">
            <CountdownText
              until={until}
              clock={clock}
              words={words}
              say={(time) => words.t('waitlist.heldFor', { time })}
            />
          </p>
        )}
        <p className="soft">{help}</p>
        {entry.card && (state === 'waiting' || state === 'offered') && (
          <p className="soft">{words.t('waitlist.cardSaved', { card: cardWords(entry, words) })}</p>
        )}
      </section>
      {children}
    </div>
  );
}
