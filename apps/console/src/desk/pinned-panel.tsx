import { Picture, Price } from '@sidestall/ui';
import type { DeskListing } from '@sidestall/contracts';
import { MAX_PINS, type StreamSnapshot } from '@sidestall/streams';
import { Button } from 'react-aria-components';
import { Empty } from '../frame/page-states.tsx';
import { pinName, shownPin, type DeskPin } from './desk-pins.ts';
import type { Pinning } from './use-pinning.ts';
import { ViewerCard } from './viewer-card.tsx';

const EARLIER_SHOWN = 6;

export interface PinnedPanelProps {
  readonly state: StreamSnapshot;
  readonly pinning: Pinning;
  readonly listings: readonly DeskListing[];
}

/** What every viewer has before them now, and what was there before. */
export function PinnedPanel({ state, pinning, listings }: PinnedPanelProps) {
  const canChange = state.status !== 'ended';
  return (
    <section aria-label="On screen" className="grid gap-4">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-l font-semibold leading-tight">On screen</h2>
        <span className="text-s text-soft tabular-nums">
          {pinning.pins.length} of {MAX_PINS}
        </span>
      </div>
      {pinning.pins.length === 0 ? (
        <Empty title="Nothing is pinned">
          {canChange
            ? 'Choose a product and pin it: every viewer sees its card as soon as their picture shows the moment.'
            : 'Start the stream again to pin a product.'}
        </Empty>
      ) : (
        <ul className="grid gap-3">
          {pinning.pins.map((pin) => (
            <ViewerCard key={pin.listingId} pin={pin} canUnpin={canChange} onUnpin={() => pinning.unpin(pin)} />
          ))}
        </ul>
      )}
      <Earlier state={state} pinning={pinning} listings={listings} canPin={canChange} />
    </section>
  );
}

function Earlier({ state, pinning, listings, canPin }: PinnedPanelProps & { readonly canPin: boolean }) {
  const onScreen = new Set(pinning.pins.map((pin) => pin.listingId));
  const earlier = state.earlier.filter(({ listing }) => !onScreen.has(listing.listingId)).slice(0, EARLIER_SHOWN);
  if (earlier.length === 0) return null;
  return (
    <div className="grid gap-2 pt-2">
      <h3 className="text-s font-semibold text-soft">Earlier</h3>
      <ul className="card divide-y divide-line">
        {earlier.map(({ pinId, listing }) => {
          const shown: DeskPin = shownPin(pinId, listing);
          const again = listings.find((entry) => entry.listingId === listing.listingId);
          return (
            <li key={pinId} className="flex items-center gap-3 p-2">
              <span className="w-10 flex-none overflow-hidden rounded-md">
                <Picture url={shown.imageUrl} alt="" name={shown.title} />
              </span>
              <span className="grid min-w-0 flex-1">
                <span className="truncate">{pinName(shown)}</span>
                <span className="text-s text-soft">
                  <Price value={shown.price} locale="en" />
                </span>
              </span>
              <Button
                className="button button-bare min-h-9 text-s"
                isDisabled={!canPin || !again}
                aria-label={`Show ${pinName(shown)} again`}
                onPress={() => again && pinning.pin(again)}
              >
                Again
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
