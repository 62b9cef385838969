import { useId } from 'react';
import { PinButton } from '../stall/pin-rows.tsx';
import { useStall } from '../stall/use-stall.ts';

/** What was on the table before, the newest first, to scroll through. */
export function EarlierPins() {
  const { words, earlier } = useStall().state;
  const id = useId();
  if (earlier.length === 0) return null;
  return (
    <section className="part-block" aria-labelledby={id} part="earlier">
      <h3 id={id}>{words.t('pin.earlier')}</h3>
      <ul className="rail">
        {earlier.map((pin) => (
          <li key={pin.pinId}>
            <PinButton pin={pin} className="mini mini-card" />
          </li>
        ))}
      </ul>
    </section>
  );
}
