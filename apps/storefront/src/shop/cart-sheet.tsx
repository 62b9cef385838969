import { Picture, Price } from '@sidestall/ui';
import { useState } from 'react';
import {
  groupByBrand,
  lineTotal,
  removeLine,
  restoreLine,
  setQuantity,
  shortLines,
  subtotal,
} from '../cart/cart-desk.ts';
import { MAX_QUANTITY, type CartLine } from '../cart/cart.ts';
import { useStall } from '../stall/use-stall.ts';
import { QuantityStepper } from './quantity-stepper.tsx';
import { SheetFrame } from './sheet-frame.tsx';

interface Removed {
  readonly line: CartLine;
  readonly index: number;
}

function Line({ line, onRemove }: { readonly line: CartLine; readonly onRemove: () => void }) {
  const { stall, state } = useStall();
  const { words } = state;
  const left = line.available ?? MAX_QUANTITY;
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
        {left < line.quantity && (
          <p className="short">{left > 0 ? words.t('cart.short', { count: left }) : words.t('cart.shortNone')}</p>
        )}
        <div className="line-actions">
          <QuantityStepper
            label={`${words.t('product.quantity')}, ${name}`}
            value={line.quantity}
            min={1}
            max={Math.min(MAX_QUANTITY, left)}
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

/** What the viewer has picked, under its sellers. */
export function CartSheet({ onCheckoutIntent }: { readonly onCheckoutIntent: () => void }) {
  const { stall, state } = useStall();
  const { words, cart } = state;
  const [removed, setRemoved] = useState<Removed | null>(null);
  const total = subtotal(cart);
  const isShort = shortLines(cart).length > 0;

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
        onPointerEnter={onCheckoutIntent}
        onFocus={onCheckoutIntent}
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
    </SheetFrame>
  );
}
