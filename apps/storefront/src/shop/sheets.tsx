import { Spinner } from '@sidestall/ui';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { dressWith } from '../stall/style-sheet.ts';
import type { Stall } from '../stall/stall.ts';
import { useStall } from '../stall/use-stall.ts';
import { CartSheet } from './cart-sheet.tsx';
import { ProductSheet } from './product-sheet.tsx';
import { SHEET_TITLE_ID, SheetFrame } from './sheet-frame.tsx';
import { followPlace } from './sheet-place.ts';

const FOCUSABLE = 'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled)';

/** Checkout and the order come when somebody goes there: with them Stripe's wrapper. */
const loadCheckout = () => import('../checkout/checkout-part.tsx');

function checkoutPart(stall: Stall) {
  const load = async () => {
    const part = await loadCheckout();
    if (stall.host.shadowRoot) dressWith(stall.host.shadowRoot, part.styles);
    return part;
  };
  return {
    Checkout: lazy(async () => ({ default: (await load()).CheckoutSheet })),
    Order: lazy(async () => ({ default: (await load()).OrderSheet })),
  };
}

function TopSheet() {
  const { stall, state } = useStall();
  const { words, sheets } = state;
  const [{ Checkout, Order }] = useState(() => checkoutPart(stall));
  const top = sheets.at(-1);
  if (!top) return null;
  if (top.kind === 'product') return <ProductSheet key={top.productId} sheet={top} />;
  if (top.kind === 'cart') return <CartSheet onCheckoutIntent={() => void loadCheckout()} />;
  const waiting = (
    <SheetFrame title={words.t('checkout.title')}>
      <div className="trouble">
        <Spinner />
      </div>
    </SheetFrame>
  );
  return <Suspense fallback={waiting}>{top.kind === 'checkout' ? <Checkout /> : <Order />}</Suspense>;
}

/**
 * The sheets over the stall: from below on a phone, where the player above keeps playing, beside the picture elsewhere.
 * Focus stays inside by two guards rather than by catching keys, so that it also passes through the payment frame.
 */
export function Sheets() {
  const { stall } = useStall();
  const frame = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const opener = stall.host.shadowRoot?.activeElement;
    const stop = frame.current && followPlace(frame.current, stall.host);
    return () => {
      stop?.();
      // The opener is inert until the sheet is gone.
      if (opener instanceof HTMLElement) setTimeout(() => opener.focus({ preventScroll: true }));
    };
  }, [stall]);

  const focusEdge = (edge: 0 | -1) => {
    const all = [...(frame.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
    all
      .filter((each) => each.getClientRects().length > 0)
      .at(edge)
      ?.focus();
  };

  return (
    <dialog
      open
      ref={frame}
      className="sheet"
      part="sheet"
      aria-modal="true"
      aria-labelledby={SHEET_TITLE_ID}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        stall.closeSheets();
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a guard is there to be tabbed into */}
      <span tabIndex={0} onFocus={() => focusEdge(-1)} />
      <TopSheet />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a guard is there to be tabbed into */}
      <span tabIndex={0} onFocus={() => focusEdge(0)} />
    </dialog>
  );
}
