import { storefrontCalls } from '@sidestall/client';
import type { ProductDetail, VariantOffer } from '@sidestall/contracts';
import { Picture, Spinner } from '@sidestall/ui';
import { apiOf } from '../cart/api-of.ts';
import { useEffect, useState } from 'react';
import { MAX_QUANTITY } from '../cart/cart.ts';
import { isSoldOut, OfferTerms } from '../drops/offer-terms.tsx';
import { accentStyle } from '../stall/accent-style.ts';
import { Icon } from '../stall/icon.tsx';
import { CHECK } from './icon-paths.ts';
import type { Sheet } from '../stall/stall-state.ts';
import { priceNow, unitsNow } from '../stall/drop-terms.ts';
import { useStall } from '../stall/use-stall.ts';
import { WaitlistButton } from '../waitlist/waitlist-button.tsx';
import { Gallery } from './gallery.tsx';
import { OptionPicker } from './option-picker.tsx';
import { firstPick, hasNoChoice } from './option-picks.ts';
import { QuantityStepper } from './quantity-stepper.tsx';
import { RichText } from './rich-text.tsx';
import { SheetFrame } from './sheet-frame.tsx';
import { countryName } from '../words/place-and-time.ts';

type ProductSheetData = Extract<Sheet, { kind: 'product' }>;

type Loaded =
  | { readonly step: 'loading' }
  | { readonly step: 'failed'; readonly isGone: boolean }
  | { readonly step: 'ready'; readonly product: ProductDetail };

function useProduct(productId: string): Loaded & { readonly retry: () => void } {
  const { stall } = useStall();
  const [loaded, setLoaded] = useState<Loaded>({ step: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    setLoaded({ step: 'loading' });
    void storefrontCalls(apiOf(stall))
      .product(productId)
      .then((answer) => {
        if (!isWanted) return;
        if (!answer.ok) return setLoaded({ step: 'failed', isGone: answer.problem.status === 404 });
        stall.heardStock(answer.value.variants);
        setLoaded({ step: 'ready', product: answer.value });
      });
    return () => {
      isWanted = false;
    };
  }, [stall, productId, attempt]);
  return { ...loaded, retry: () => setAttempt(attempt + 1) };
}

/** A product with its choices, and the way to the cart or straight to checkout. */
export function ProductSheet({ sheet }: { readonly sheet: ProductSheetData }) {
  const { words } = useStall().state;
  const { preview } = sheet;
  const loaded = useProduct(sheet.productId);
  if (loaded.step === 'ready') return <ReadyProduct product={loaded.product} variantId={sheet.variantId} />;
  return (
    <SheetFrame title={preview?.title ?? words.t('product.label')} isTitleQuiet showsCart>
      {preview && loaded.step === 'loading' && (
        <>
          <div className="gallery gallery-large">
            <Picture url={preview.imageUrl} alt="" name={preview.title} isFirst />
          </div>
          <p className="soft">{preview.brandName}</p>
          <h3 className="product-title">{preview.title}</h3>
        </>
      )}
      <div className="trouble" role={loaded.step === 'failed' ? 'alert' : undefined}>
        {loaded.step === 'loading' ? (
          <Spinner label={words.t('stall.loading')} />
        ) : (
          <>
            <p>{words.t(loaded.isGone ? 'product.gone' : 'product.failed')}</p>
            {!loaded.isGone && (
              <button type="button" className="plain" onClick={loaded.retry}>
                {words.t('stall.retry')}
              </button>
            )}
          </>
        )}
      </div>
    </SheetFrame>
  );
}

function ReadyProduct({ product, variantId }: { readonly product: ProductDetail; readonly variantId?: string }) {
  const { stall, state } = useStall();
  const { words, stock, cart, terms } = state;
  // Live stock wins over what was true when the product was fetched.
  const shelf = (variant: VariantOffer) =>
    stock[variant.variantId] === undefined ? variant.available : stock[variant.variantId]!;
  const variants = product.variants.map((variant) => ({
    ...variant,
    available: unitsNow(terms[variant.listingId], shelf(variant)),
  }));
  const [chosenId, setChosenId] = useState(
    () => firstPick(variants, (variant) => variant.variantId === variantId)?.variantId,
  );
  const chosen = variants.find((variant) => variant.variantId === chosenId) ?? variants[0];
  const [picture, setPicture] = useState(chosen?.imageUrl ?? product.images[0]?.url ?? null);
  const [quantity, setQuantity] = useState(1);
  const [hasAdded, setHasAdded] = useState(false);
  if (!chosen) return null;

  const inCart = cart.find((line) => line.listingId === chosen.listingId)?.quantity ?? 0;
  const left = chosen.available === null ? MAX_QUANTITY : Math.min(MAX_QUANTITY, chosen.available);
  const drop = terms[chosen.listingId];
  const most = drop?.phase === 'open' && drop.cap !== null ? Math.min(left, drop.cap) : left;
  const room = Math.max(0, most - inCart);
  const wanted = Math.min(quantity, Math.max(1, room));
  const canBeHad = chosen.available !== 0;
  // The terms tell drop and shelf apart.
  const listing = {
    ...chosen,
    available: shelf(product.variants.find((each) => each.listingId === chosen.listingId)!),
  };

  const choose = (variant: VariantOffer) => {
    setChosenId(variant.variantId);
    setHasAdded(false);
    if (variant.imageUrl) setPicture(variant.imageUrl);
  };
  const line = {
    listingId: chosen.listingId,
    variantId: chosen.variantId,
    productId: product.id,
    brandId: product.brand.id,
    brandName: product.brand.name,
    title: product.title,
    variantTitle: hasNoChoice(product.variants) ? null : chosen.title,
    imageUrl: chosen.imageUrl ?? product.images[0]?.url ?? null,
    unitPrice: priceNow(drop, chosen.price),
    available: chosen.available,
  };
  const add = (units: number) => stall.addToCart({ ...line, quantity: units });
  const addToCart = () => {
    add(wanted);
    setQuantity(1);
    setHasAdded(true);
  };
  const buyNow = () => {
    if (inCart < 1) add(wanted);
    stall.show({ kind: 'checkout' });
  };
  const shippers = product.shipsFrom.map(({ retailer, country }) =>
    words.t('product.shipper', { retailer, country: countryName(words, country) }),
  );

  const footer = !canBeHad ? (
    isSoldOut(drop, listing.available) && (
      <div className="accented" style={accentStyle(product.brand.accent)}>
        <p className="soft sold-out-help">{words.t('waitlist.lead')}</p>
        <div className="pin-actions">
          <WaitlistButton wanted={line} />
        </div>
      </div>
    )
  ) : (
    <div className="accented" style={accentStyle(product.brand.accent)}>
      <p className="added" role="status" hidden={!hasAdded}>
        {hasAdded && (
          <>
            <Icon path={CHECK} />
            {words.t('product.added')}
            {room < 1 && (
              <span className="soft">{most < left ? words.n('drop.cap', most) : words.t('product.allThere')}</span>
            )}
          </>
        )}
      </p>
      <div className="pin-actions">
        <button type="button" className="plain" disabled={room < 1} onClick={addToCart}>
          {words.t('product.add')}
        </button>
        <button type="button" className="main" part="buy" onClick={buyNow}>
          {words.t('pin.buy')}
        </button>
      </div>
    </div>
  );

  return (
    <SheetFrame title={product.title} isTitleQuiet showsCart footer={footer}>
      <div className="product accented" style={accentStyle(product.brand.accent)}>
        <Gallery name={product.title} images={product.images} shown={picture} onShow={setPicture} />
        <p className="soft">{product.brand.name}</p>
        <h3 className="product-title">{product.title}</h3>
        <OfferTerms listing={listing} />
        {!hasNoChoice(variants) && (
          <OptionPicker options={product.options} variants={variants} chosen={chosen} onChoose={choose} />
        )}
        {canBeHad && (
          <div className="quantity">
            <span id="quantity-label">{words.t('product.quantity')}</span>
            <QuantityStepper
              label={words.t('product.quantity')}
              value={wanted}
              min={1}
              max={Math.max(1, room)}
              onChange={setQuantity}
            />
          </div>
        )}
        <ul className="facts">
          <li>{words.t('product.soldBy', { brand: product.brand.legalName })}</li>
          {shippers.length > 0 && (
            <li>
              {words.t('product.shipsFrom', {
                places: new Intl.ListFormat(words.locale, { type: 'disjunction' }).format(shippers),
              })}
            </li>
          )}
        </ul>
        {product.descriptionHtml && (
          <section className="about">
            <h4>{words.t('product.about')}</h4>
            <RichText html={product.descriptionHtml} />
          </section>
        )}
      </div>
    </SheetFrame>
  );
}
