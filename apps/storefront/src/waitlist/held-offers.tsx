import { useEffect, useRef } from 'react';
import { CountdownText } from '../drops/countdown-text.tsx';
import { useStall } from '../stall/use-stall.ts';
import { buyOffer } from './buy-offer.ts';
import { usePlaces } from './use-places.ts';

/** Units that came free for this viewer, above everything else for as long as they are held. */
export function HeldOffers() {
  const { stall, state } = useStall();
  const { words } = state;
  const { desk, places } = usePlaces(stall);
  const asked = useRef(false);
  const held = places.flatMap((place) =>
    place.entry?.state === 'offered' && place.entry.offerEndsAt ? [{ place, entry: place.entry }] : [],
  );

  // The page of a place asks for its offer by name; it is opened once.
  const wished = held.find(({ place }) => place.id === stall.host.getAttribute('offer'));
  useEffect(() => {
    if (!wished || asked.current) return;
    asked.current = true;
    void buyOffer(stall, wished.place, wished.entry);
  }, [stall, wished]);

  return (
    <div role="status">
      {held.map(({ place, entry }) => (
        <div key={place.id} className="held">
          <div>
            <strong>{words.t('waitlist.held', { title: entry.title })}</strong>
            <span className="soft">
              <CountdownText
                until={Date.parse(entry.offerEndsAt ?? '')}
                clock={desk.clock}
                words={words}
                say={(time) => words.t('waitlist.heldFor', { time })}
              />
            </span>
          </div>
          <button type="button" className="main" onClick={() => void buyOffer(stall, place, entry)}>
            {words.t('pin.buy')}
          </button>
        </div>
      ))}
    </div>
  );
}
