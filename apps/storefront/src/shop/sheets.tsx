import { Spinner } from '@sidestall/ui';
import { useEffect, useRef, useState, type ComponentType } from 'react';
import { dressWith } from '../stall/style-sheet.ts';
import type { Stall } from '../stall/stall.ts';
import type { Sheet } from '../stall/stall-state.ts';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';
import type { WordPart } from '../words/catalog.ts';
import type { Words } from '../words/words.ts';
import { SHEET_TITLE_ID, SheetFrame } from './sheet-frame.tsx';
import { followPlace } from './sheet-place.ts';

const FOCUSABLE = 'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled)';

/** What lies on a sheet: fetched when somebody goes there, with its styles and what it says. */
interface Screen {
  readonly says: readonly WordPart[];
  readonly title: (words: Words, sheet: Sheet) => string;
  readonly load: () => Promise<{ readonly Screen: ComponentType; readonly styles: string }>;
}

const SCREENS: Readonly<Record<Sheet['kind'], Screen>> = {
  product: {
    says: ['shop'],
    title: (_words, sheet) => (sheet.kind === 'product' && sheet.preview?.title) || '',
    load: async () => {
      const { ProductScreen, styles } = await import('./shop.tsx');
      return { Screen: ProductScreen, styles };
    },
  },
  cart: {
    says: ['shop'],
    title: (words) => words.t('stall.cart'),
    load: async () => {
      const { CartSheet, styles } = await import('./shop.tsx');
      return { Screen: CartSheet, styles };
    },
  },
  checkout: {
    says: ['checkout', 'trouble'],
    title: (words) => words.t('checkout.title'),
    load: () => import('../checkout/checkout-part.tsx'),
  },
  order: {
    says: ['checkout', 'order'],
    title: (words) => words.t('checkout.title'),
    load: () => import('../checkout/order-part.tsx'),
  },
  waitlist: {
    says: ['shop', 'checkout', 'trouble', 'waitlist'],
    title: (words) => words.t('waitlist.title'),
    load: () => import('../waitlist/waitlist-part.tsx'),
  },
};

/** Screens that a stall has shown before stand at once when they come again. */
const arrived = new WeakMap<Stall, Map<Screen, ComponentType>>();

async function loadScreen(stall: Stall, screen: Screen): Promise<ComponentType> {
  const [part] = await Promise.all([screen.load(), stall.read().words.learn(...screen.says)]);
  if (stall.host.shadowRoot) dressWith(stall.host.shadowRoot, part.styles);
  const known = arrived.get(stall) ?? new Map<Screen, ComponentType>();
  arrived.set(stall, known.set(screen, part.Screen));
  return part.Screen;
}

/** A sheet that may still be on its way here. */
function LaterScreen({ sheet }: { readonly sheet: Sheet }) {
  const { stall, state } = useStall();
  const { words } = state;
  const screen = SCREENS[sheet.kind];
  const [known] = useState(() => arrived.get(stall)?.get(screen) ?? null);
  const { Part, hasFailed, retry } = usePart(!known, () => loadScreen(stall, screen));
  const Shown = known ?? Part;
  if (Shown) return <Shown />;
  return (
    <SheetFrame title={screen.title(words, sheet)}>
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
  const top = useStall().state.sheets.at(-1);
  return top ? <LaterScreen key={top.kind} sheet={top} /> : null;
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
