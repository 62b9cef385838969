import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../stall/icon.tsx';
import { BACK, CLOSE } from './icon-paths.ts';
import { CartButton } from '../stall/stall-header.tsx';
import { useStall } from '../stall/use-stall.ts';

export interface SheetFrameProps {
  readonly title: string;
  /** The title is in the picture below already: it is said, not shown. */
  readonly isTitleQuiet?: boolean;
  readonly showsCart?: boolean;
  /** Stays at the bottom while the rest scrolls. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export const SHEET_TITLE_ID = 'sheet-title';

/** What every sheet has: its head with the ways back and out, a part that scrolls, and a foot that stays. */
export function SheetFrame({ title, isTitleQuiet, showsCart, footer, children }: SheetFrameProps) {
  const { stall, state } = useStall();
  const { words, sheets } = state;
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    // A screen that only fills up must not take the focus from where the viewer went meanwhile.
    const focused = stall.host.shadowRoot?.activeElement;
    if (!focused?.closest('.sheet')) heading.current?.focus({ preventScroll: true });
  }, [stall]);

  return (
    <>
      <header className="sheet-head">
        {sheets.length > 1 && (
          <button type="button" className="round" aria-label={words.t('sheet.back')} onClick={() => stall.back()}>
            <Icon path={BACK} />
          </button>
        )}
        <h2 id={SHEET_TITLE_ID} ref={heading} tabIndex={-1} className={isTitleQuiet ? 'sheet-title-quiet' : undefined}>
          {title}
        </h2>
        {showsCart && <CartButton />}
        <button type="button" className="round" aria-label={words.t('sheet.close')} onClick={() => stall.closeSheets()}>
          <Icon path={CLOSE} />
        </button>
      </header>
      <div className="sheet-scroll">{children}</div>
      {footer && <footer className="sheet-foot">{footer}</footer>}
    </>
  );
}
