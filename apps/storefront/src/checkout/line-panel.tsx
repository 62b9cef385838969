import { useEffect, useRef } from 'react';
import { Spinner } from '@sidestall/ui';
import { useStall } from '../stall/use-stall.ts';
import type { PlaceInLine } from './place-order.ts';
import { aboutTime } from './line-words.ts';

/** Somebody waits before paying: where in the line, how long about, and that nothing is gained by hurrying. */
export function LinePanel({ place, onLeave }: { readonly place: PlaceInLine; readonly onLeave: () => void }) {
  const { words } = useStall().state;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const about = aboutTime(words, place.secondsLeft);
  return (
    <section className="line-panel" aria-live="polite">
      <Spinner />
      <p className="soft">{words.t('line.title')}</p>
      <h3 ref={heading} tabIndex={-1}>
        {place.ahead > 0 ? words.t('line.place', { place: place.ahead + 1 }) : words.t('line.next')}
      </h3>
      {about && <p className="line-about">{words.t('line.about', { time: about })}</p>}
      <p className="soft">{words.t('line.fair')}</p>
      <button type="button" className="plain" onClick={onLeave}>
        {words.t('line.leave')}
      </button>
    </section>
  );
}
