import type { Pin } from '@sidestall/streams';
import { Picture, Price } from '@sidestall/ui';
import type { ComponentType } from 'react';
import type { CartLine } from '../cart/cart.ts';
import { accentStyle } from './accent-style.ts';
import { priceNow, unitsNow } from './drop-terms.ts';
import { stockWords } from './stock-words.ts';
import type { Stall } from './stall.ts';
import { useStall } from './use-stall.ts';

function lineOf(stall: Stall, { listing }: Pin): CartLine {
  const drop = stall.read().terms[listing.listingId];
  return {
    listingId: listing.listingId,
    variantId: listing.variantId,
    productId: listing.productId,
    brandId: listing.brand.id,
    brandName: listing.brand.name,
    title: listing.title,
    variantTitle: listing.variantTitle,
    imageUrl: listing.imageUrl,
    unitPrice: priceNow(drop, listing.price),
    quantity: 1,
    available: unitsNow(drop, listing.available),
  };
}

/** Opens the product of a pin, at the variant the host shows. */
export function viewPin(stall: Stall, { listing }: Pin): void {
  stall.show({
    kind: 'product',
    productId: listing.productId,
    variantId: listing.variantId,
    preview: { title: listing.title, brandName: listing.brand.name, imageUrl: listing.imageUrl },
  });
}

/** A product that is its only variant needs no choosing: it goes to checkout at once. */
export function buyPin(stall: Stall, pin: Pin): void {
  if (pin.listing.variantTitle !== null) {
    viewPin(stall, pin);
    return;
  }
  const isInCart = stall.read().cart.some((line) => line.listingId === pin.listing.listingId);
  if (!isInCart) stall.addToCart(lineOf(stall, pin));
  stall.show({ kind: 'checkout' });
}

/** What a pin costs, how many there are and what can be done; drops and the waitlist come with the fuller one. */
export type PinTerms = ComponentType<{ readonly pin: Pin }>;

/** The terms until the fuller ones have arrived. */
function PlainTerms({ pin }: { readonly pin: Pin }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { listing } = pin;
  const stock = stockWords(words, listing.available);
  return (
    <>
      <p className="pin-price">
        <span part="price">
          <Price
            value={listing.price}
            was={listing.compareAtPrice}
            locale={words.locale}
            wasLabel={(price) => words.t('price.was', { price })}
          />
        </span>
        <span className="stock" data-tone={stock.tone}>
          {stock.text}
        </span>
      </p>
      <div className="pin-actions">
        {listing.available !== 0 && (
          <button type="button" className="main" part="buy" onClick={() => buyPin(stall, pin)}>
            {words.t('pin.buy')}
          </button>
        )}
        <ViewButton pin={pin} />
      </div>
    </>
  );
}

/** Opens the product. */
export function ViewButton({ pin }: { readonly pin: Pin }) {
  const { stall, state } = useStall();
  const text = state.words.t('pin.view');
  return (
    <button
      type="button"
      className="plain"
      part="view"
      aria-label={`${text} ${pin.listing.title}`}
      onClick={() => viewPin(stall, pin)}
    >
      {text}
    </button>
  );
}

/** What the host shows now, large. */
export function PinnedCard({ pin, Terms }: { readonly pin: Pin; readonly Terms: PinTerms | null }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { listing } = pin;
  return (
    <article className="pin accented" part="card" style={accentStyle(listing.brand.accent)}>
      <button
        type="button"
        className="pin-picture"
        tabIndex={-1}
        aria-hidden="true"
        onClick={() => viewPin(stall, pin)}
      >
        <Picture url={listing.imageUrl} alt="" name={listing.title} isFirst />
      </button>
      <div className="pin-text">
        <p className="eyebrow">{words.t('pin.now')}</p>
        <h3>{listing.title}</h3>
        <p className="soft">
          {listing.brand.name}
          {listing.variantTitle && ` · ${listing.variantTitle}`}
        </p>
        {Terms ? <Terms pin={pin} /> : <PlainTerms pin={pin} />}
      </div>
    </article>
  );
}

/** Nothing is on the table: says why, and what comes next. */
export function EmptyTable() {
  const { words, snapshot, view } = useStall().state;
  const status = snapshot?.status ?? view?.status;
  const key = status === 'scheduled' ? 'pin.before' : status === 'ended' ? 'pin.after' : 'pin.none';
  return (
    <div className="empty" part="empty">
      <p>{words.t(key)}</p>
      <p className="soft">{words.t(`${key}Help`)}</p>
    </div>
  );
}
