import type { Wanted } from '../stall/stall-state.ts';
import { useStall } from '../stall/use-stall.ts';
import { usePlaces } from './use-places.ts';

/** Opens the waitlist of something sold out, or the viewer's place on it. */
export function WaitlistButton({ wanted }: { readonly wanted: Wanted }) {
  const { stall, state } = useStall();
  const { listingId, productId, title, variantTitle, imageUrl } = wanted;
  const isOn = usePlaces(stall).desk.placeFor(listingId) !== null;
  return (
    <button
      type="button"
      className="main"
      part="waitlist"
      onClick={() => stall.show({ kind: 'waitlist', wanted: { listingId, productId, title, variantTitle, imageUrl } })}
    >
      {state.words.t(isOn ? 'waitlist.yours' : 'waitlist.join')}
    </button>
  );
}
