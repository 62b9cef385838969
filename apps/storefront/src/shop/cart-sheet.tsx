import { Picture, Price } from '@sidestall/ui';
import { useEffect, useState } from 'react';
import {
  groupByBrand,
  lineTotal,
  removeLine,
  restoreLine,
  setQuantity,
  shortLines,
  subtotal,
} from '../cart/cart-desk.ts';
import { MAX_QUANTITY, type Cart, type CartLine } from '../cart/cart.ts';
import { keeperOf } from '../cart/cart-keeper.ts';
import type { DropTerms } from '../stall/drop-terms.ts';
import { SendCart } from './send-cart.tsx';
import { useStall } from '../stall/use-stall.ts';
import { QuantityStepper } from './quantity-stepper.tsx';
import { SheetFrame } from './sheet-frame.tsx';

interface Removed {
  readonly line: CartLine;
  readonly index: number;
}

/** The most of a line for one buyer at its present price; null: as many as there are. */
const capOf = (terms: Readonly<Record<string, DropTerms>>, line: CartLine): number | null => {
  const drop = terms[line.listingId];
  return drop?.phase === 'open' ? drop.cap : null;
};

const isCapped = (terms: Readonly<Record<string, DropTerms>>, cart: Cart): boolean =>
  cart.some((line) => line.quantity > (capOf(terms, line) ?? MAX_QUANTITY));

function Line({ line, onRemove }: { readonly line: CartLine; readonly onRemove: () => void }) {
  const { stall, state } = useStall();
  const { words, terms } = state;
  const left = line.isGone ? 0 : (line.available ?? MAX_QUANTITY);
  const cap = capOf(terms, line);
  const name = line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;
  return (
    <li className="line">
      <Picture url={line.imageUrl} alt="" name={line.title} />
      <div className="line-text">
        <p className="line-title">
          <span>{line.title}</span>
          <Price value={lineTotal(line)} locale={words.locale} />
        </p>
        <p className="soft">
          {line.variantTitle}
          {line.variantTitle && line.quantity > 1 && ' · '}
          {line.quantity > 1 && words.t('cart.each', { price: words.money(line.unitPrice) })}
        </p>
        {line.seenPrice && <p className="soft">{words.t('cart.wasPrice', { before: words.money(line.seenPrice) })}</p>}
        {left < line.quantity && (
          <p className="short">
            {left > 0 ? words.t('cart.short', { count: left }) : words.t(line.isGone ? 'cart.gone' : 'cart.shortNone')}
          </p>
        )}
        {cap !== null && line.quantity > cap && <p className="short">{words.n('cart.capped', cap)}</p>}
        <div className="line-actions">
          <QuantityStepper
            label={`${words.t('product.quantity')}, ${name}`}
            value={line.quantity}
            min={1}
            max={Math.min(cap ?? MAX_QUANTITY, left)}
            onChange={(quantity) => stall.changeCart((cart) => setQuantity(cart, line.listingId, quantity))}
          />
          <button
            type="button"
            className="link"
            aria-label={words.t('cart.remove', { title: name })}
            onClick={onRemove}
          >
            {words.t('cart.removeShort')}
          </button>
        </div>
      </div>
    </li>
  );
}

/** Whoever is about to check out finds it here already. */
const fetchCheckout = () => void import('../checkout/checkout-part.tsx');

/** What the viewer has picked, under its sellers. */
export function CartSheet() {
  const { stall, state } = useStall();
  const { words, cart, terms } = state;
  const [removed, setRemoved] = useState<Removed | null>(null);
  const total = subtotal(cart);
  const isShort = shortLines(cart).length > 0 || isCapped(terms, cart);
  useEffect(() => keeperOf(stall).refresh(), [stall]);

  const remove = (line: CartLine) => {
    setRemoved({ line, index: cart.indexOf(line) });
    stall.changeCart((now) => removeLine(now, line.listingId));
  };
  const undo = ({ line, index }: Removed) => {
    stall.changeCart((now) => restoreLine(now, line, index));
    setRemoved(null);
  };

  const footer = total && (
    <>
      <p className="sum">
        <span>{words.t('cart.subtotal')}</span>
        <Price value={total} locale={words.locale} />
      </p>
      <p className="soft">{words.t('cart.note')}</p>
      <button
        type="button"
        className="main wide"
        disabled={isShort}
        onPointerEnter={fetchCheckout}
        onFocus={fetchCheckout}
        onClick={() => stall.show({ kind: 'checkout' })}
      >
        {words.t('cart.checkOut')}
      </button>
    </>
  );

  return (
    <SheetFrame title={words.t('cart.title')} footer={footer}>
      <div role="status">
        {removed && (
          <p className="undo">
            <span>{words.t('cart.removed', { title: removed.line.title })}</span>
            <button type="button" className="link" onClick={() => undo(removed)}>
              {words.t('cart.undo')}
            </button>
          </p>
        )}
      </div>
      {cart.length === 0 && (
        <div className="trouble cart-empty">
          <p>{words.t('cart.empty')}</p>
          <p className="soft">{words.t('cart.emptyHelp')}</p>
          <button type="button" className="plain" onClick={() => stall.closeSheets()}>
            {words.t('cart.browse')}
          </button>
        </div>
      )}
      {groupByBrand(cart).map((group) => (
        <section key={group.brandId} className="cart-brand" aria-label={group.brandName}>
          <h3>{group.brandName}</h3>
          <ul>
            {group.lines.map((line) => (
              <Line key={line.listingId} line={line} onRemove={() => remove(line)} />
            ))}
          </ul>
        </section>
      ))}
      {cart.length > 0 && <SendCart />}
    </SheetFrame>
  );
}
