import { Spinner } from '@sidestall/ui';
import { useEffect, useRef, type ComponentType } from 'react';
import { dressWith } from '../stall/style-sheet.ts';
import type { Stall } from '../stall/stall.ts';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';
import { CartSheet } from './cart-sheet.tsx';
import { ProductSheet } from './product-sheet.tsx';
import { SHEET_TITLE_ID, SheetFrame } from './sheet-frame.tsx';
import { followPlace } from './sheet-place.ts';

const FOCUSABLE = 'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled)';

/** A part with styles of its own. */
interface DressedPart {
  readonly styles: string;
}

/** Checkout and the order come when somebody goes there: with them Stripe's wrapper. */
const loadCheckout = () => import('../checkout/checkout-part.tsx');
const loadWaitlist = () => import('../waitlist/waitlist-part.tsx');

async function loadDressed<P extends DressedPart>(
  stall: Stall,
  load: () => Promise<P>,
  pick: (part: P) => ComponentType,
): Promise<ComponentType> {
  const part = await load();
  if (stall.host.shadowRoot) dressWith(stall.host.shadowRoot, part.styles);
  return pick(part);
}

/** A sheet that may still be on its way here. */
function LaterScreen<P extends DressedPart>(props: {
  readonly title: 'checkout.title' | 'waitlist.title';
  readonly load: () => Promise<P>;
  readonly pick: (part: P) => ComponentType;
}) {
  const { stall, state } = useStall();
  const { words } = state;
  const { Part, hasFailed, retry } = usePart(true, () => loadDressed(stall, props.load, props.pick));
  if (Part) return <Part />;
  return (
    <SheetFrame title={words.t(props.title)}>
      <div className="trouble">
        {hasFailed ? (
          <>
            <p role="alert">{words.t('problem.offline')}</p>
            <button type="button" className="plain" onClick={retry}>
              {words.t('stall.retry')}
            </button>
          </>
        ) : (
          <Spinner />
        )}
      </div>
    </SheetFrame>
  );
}

function TopSheet() {
  const { sheets } = useStall().state;
  const top = sheets.at(-1);
  switch (top?.kind) {
    case undefined:
      return null;
    case 'product':
      return <ProductSheet key={top.productId} sheet={top} />;
    case 'cart':
      return <CartSheet onCheckoutIntent={() => void loadCheckout()} />;
    case 'checkout':
      return (
        <LaterScreen key="checkout" title="checkout.title" load={loadCheckout} pick={(part) => part.CheckoutSheet} />
      );
    case 'waitlist':
      return (
        <LaterScreen key="waitlist" title="waitlist.title" load={loadWaitlist} pick={(part) => part.WaitlistSheet} />
      );
    case 'order':
      return <LaterScreen key="order" title="checkout.title" load={loadCheckout} pick={(part) => part.OrderSheet} />;
  }
}

/**
 * The sheets over the stall: from below on a phone, where the player above keeps playing, beside the picture elsewhere.
 * Focus stays inside by two guards rather than by catching keys, so that it also passes through the payment frame.
 */
export function Sheets() {
  const { stall } = useStall();
  const frame = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const stop = frame.current && followPlace(frame.current, stall.host);
    return () => {
      stop?.();
      // The opener is inert until the sheet is gone.
      const { opener } = stall;
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
