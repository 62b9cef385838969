import type { Pin } from '@sidestall/streams';
import { Picture, Price } from '@sidestall/ui';
import { priceNow, unitsNow } from './drop-terms.ts';
import { viewPin } from './pinned-card.tsx';
import { stockWords } from './stock-words.ts';
import { useStall } from './use-stall.ts';

/** A pin in small; it opens its product. */
export function PinButton({ pin, className }: { readonly pin: Pin; readonly className: string }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { listing } = pin;
  const drop = state.terms[listing.listingId];
  const stock = stockWords(words, unitsNow(drop, listing.available));
  return (
    <button type="button" className={className} onClick={() => viewPin(stall, pin)}>
      <Picture url={listing.imageUrl} alt="" name={listing.title} />
      <span className="mini-text">
        <span className="mini-title">{listing.title}</span>
        <span className="soft">
          {stock.tone !== 'none' && <Price value={priceNow(drop, listing.price)} locale={words.locale} />}
          {stock.tone === 'few' && ' · '}
          {stock.tone !== 'plain' && stock.text}
        </span>
      </span>
    </button>
  );
}

/** The other pins of this moment, under the large one. */
export function AlsoPinned({ pins }: { readonly pins: readonly Pin[] }) {
  const { words } = useStall().state;
  if (pins.length === 0) return null;
  return (
    <ul className="also" aria-label={words.t('pin.also')}>
      {pins.map((pin) => (
        <li key={pin.pinId}>
          <PinButton pin={pin} className="mini mini-row" />
        </li>
      ))}
    </ul>
  );
}
