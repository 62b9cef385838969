import { Spinner } from '@sidestall/ui';
import { useEffect, useState, type ComponentType } from 'react';
import { accentStyle } from './accent-style.ts';
import { AlsoPinned } from './pin-rows.tsx';
import { EmptyTable, PinnedCard, type PinTerms } from './pinned-card.tsx';
import { StallHeader } from './stall-header.tsx';
import type { Stall } from './stall.ts';
import { dressWith } from './style-sheet.ts';
import { usePart } from './use-part.ts';
import { useStall } from './use-stall.ts';

type Shop = typeof import('../shop/shop.tsx');

/** The shelf and what belongs to it: fetched once the first pin stands. */
async function loadShop<Props>(
  stall: Stall,
  pick: (shop: Shop) => ComponentType<Props>,
): Promise<ComponentType<Props>> {
  const [shop] = await Promise.all([import('../shop/shop.tsx'), stall.read().words.learn('sheet', 'shop')]);
  if (stall.host.shadowRoot) dressWith(stall.host.shadowRoot, shop.styles);
  return pick(shop);
}

/** What lies over the stall: fetched when somebody wants to see more, without waiting for the shelf. */
async function loadSheets(stall: Stall): Promise<ComponentType> {
  const [sheets] = await Promise.all([import('../shop/sheets.tsx'), stall.read().words.learn('sheet')]);
  return sheets.Sheets;
}

function Table({ Terms }: { readonly Terms: PinTerms | null }) {
  const { stall, state } = useStall();
  const [first, ...others] = state.pins;
  if (state.live === 'connecting' && !state.snapshot) return <div className="pin pin-waiting" aria-hidden="true" />;
  if (!first) return <EmptyTable />;
  return (
    <div onPointerDown={() => stall.hold(true)}>
      <PinnedCard key={first.pinId} pin={first} Terms={Terms} />
      <AlsoPinned pins={others} />
    </div>
  );
}

function Trouble() {
  const { stall, state } = useStall();
  const { words, phase } = state;
  if (phase === 'opening') {
    return (
      <div className="trouble">
        <Spinner label={words.t('stall.loading')} />
      </div>
    );
  }
  const key = phase === 'missing' ? 'stall.missing' : 'stall.failed';
  return (
    <div className="trouble" role="alert">
      <p>{words.t(key)}</p>
      <p className="soft">{words.t(`${key}Help`)}</p>
      {phase === 'failed' && (
        <button type="button" className="plain" onClick={() => void stall.open()}>
          {words.t('stall.retry')}
        </button>
      )}
    </div>
  );
}

/** The whole stall: the table under the show's name, the shelf below, and what lies over them. */
export function StallScreen() {
  const { stall, state } = useStall();
  const [isShelfWanted, setShelfWanted] = useState(false);
  const hasSheet = state.sheets.length > 0;
  const { Part: Shelves } = usePart(isShelfWanted, () => loadShop(stall, (shop) => shop.Shelves));
  const { Part: Terms } = usePart(isShelfWanted, () => loadShop(stall, (shop) => shop.PinTerms));
  const { Part: Held } = usePart(isShelfWanted, () => loadShop(stall, (shop) => shop.HeldOffers));
  const { Part: Sheets, hasFailed, retry } = usePart(hasSheet, () => loadSheets(stall));
  const isSettled = state.phase === 'open' && (state.snapshot !== null || state.live === 'offline');

  useEffect(() => {
    if (!isSettled) return;
    const timer = setTimeout(() => setShelfWanted(true), 50);
    return () => clearTimeout(timer);
  }, [isSettled]);

  useEffect(() => {
    const release = () => stall.hold(false);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', release);
    return () => {
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', release);
    };
  }, [stall]);

  useEffect(() => {
    // What lies under a sheet is inert, so a click there reaches the ground alone: it puts the sheet away.
    const ground = stall.host.shadowRoot?.querySelector('.stall');
    const leave = (event: Event) => {
      if (event.target === ground) stall.closeSheets();
    };
    ground?.addEventListener('click', leave);
    return () => ground?.removeEventListener('click', leave);
  }, [stall]);

  return (
    <div
      className="stall accented"
      part="stall"
      lang={state.words.locale}
      dir={state.words.direction}
      style={accentStyle(state.view?.brands[0]?.accent)}
    >
      <section
        className="body"
        aria-label={state.words.t('stall.label')}
        inert={hasSheet && Sheets !== null}
        aria-hidden={hasSheet && Sheets !== null ? true : undefined}
      >
        {state.phase === 'open' ? (
          <>
            <StallHeader />
            <div className="scroll">
              {Held && <Held />}
              <Table Terms={Terms} />
              {Shelves && <Shelves />}
              {state.view?.checkout.isTestMoney && <p className="test-money">{state.words.t('stall.testMoney')}</p>}
            </div>
          </>
        ) : (
          <Trouble />
        )}
      </section>
      {hasSheet && Sheets && <Sheets />}
      {hasSheet && hasFailed && (
        <div className="trouble part-failed" role="alert">
          <p>{state.words.t('stall.failed')}</p>
          <button type="button" className="plain" onClick={retry}>
            {state.words.t('stall.retry')}
          </button>
        </div>
      )}
      <p className="st-hidden" role="status">
        {state.announcement}
      </p>
    </div>
  );
}
