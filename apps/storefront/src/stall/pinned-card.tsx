import type { Pin } from '@sidestall/streams';
import { Picture, Price } from '@sidestall/ui';
import type { CartLine } from '../cart/cart.ts';
import { accentStyle } from './accent-style.ts';
import { stockWords } from './stock-words.ts';
import type { Stall } from './stall.ts';
import { useStall } from './use-stall.ts';

function lineOf({ listing }: Pin): CartLine {
  return {
    listingId: listing.listingId,
    variantId: listing.variantId,
    productId: listing.productId,
    brandId: listing.brand.id,
    brandName: listing.brand.name,
    title: listing.title,
    variantTitle: listing.variantTitle,
    imageUrl: listing.imageUrl,
    unitPrice: listing.price,
    quantity: 1,
    available: listing.available,
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
function buyPin(stall: Stall, pin: Pin): void {
  if (pin.listing.variantTitle !== null) {
    viewPin(stall, pin);
    return;
  }
  const isInCart = stall.read().cart.some((line) => line.listingId === pin.listing.listingId);
  if (!isInCart) stall.addToCart(lineOf(pin));
  stall.show({ kind: 'checkout' });
}

/** What the host shows now, large. */
export function PinnedCard({ pin }: { readonly pin: Pin }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { listing } = pin;
  const stock = stockWords(words, listing.available);
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
          <button
            type="button"
            className="plain"
            part="view"
            aria-label={`${words.t('pin.view')} ${listing.title}`}
            onClick={() => viewPin(stall, pin)}
          >
            {words.t('pin.view')}
          </button>
        </div>
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
