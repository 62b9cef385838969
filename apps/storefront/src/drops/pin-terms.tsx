import type { Pin } from '@sidestall/streams';
import { buyPin, ViewButton } from '../stall/pinned-card.tsx';
import { unitsNow } from '../stall/drop-terms.ts';
import { useStall } from '../stall/use-stall.ts';
import { WaitlistButton } from '../waitlist/waitlist-button.tsx';
import { isReplayed } from '../replay/replayed.ts';
import { isSoldOut, OfferTerms } from './offer-terms.tsx';

/** All that is to be known of a pin before buying it, and the buttons that fit. */
export function PinTerms({ pin }: { readonly pin: Pin }) {
  const { stall, state } = useStall();
  const { words, terms } = state;
  const { listing } = pin;
  const drop = terms[listing.listingId];
  return (
    <>
      {isReplayed(stall) && <p className="soft">{words.t('replay.price')}</p>}
      <OfferTerms listing={listing} />
      <div className="pin-actions">
        {unitsNow(drop, listing.available) !== 0 && (
          <button type="button" className="main" part="buy" onClick={() => buyPin(stall, pin)}>
            {words.t('pin.buy')}
          </button>
        )}
        {isSoldOut(drop, listing.available) && <WaitlistButton wanted={listing} />}
        <ViewButton pin={pin} />
      </div>
    </>
  );
}
