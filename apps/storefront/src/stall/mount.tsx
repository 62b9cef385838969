import { createRoot } from 'react-dom/client';
import type { PlayerClock } from '../player/player-clock.ts';
import { loadWords, validLocale } from '../words/words.ts';
import { StallScreen } from './stall-screen.tsx';
import { Stall } from './stall.ts';
import { dressWith } from './style-sheet.ts';
import { StallContext } from './use-stall.ts';

/** Where the storefront's own server says the shop is. */
export interface StallConfig {
  readonly apiUrl: string;
  readonly liveUrl: string | null;
  /** The styles of the stall; the loader fetches them beside the core. */
  readonly styles: string;
}

/** What a page may ask of its stall; the loader hands it on by name. */
const VERBS = {
  showProduct: (stall: Stall, productId: unknown) =>
    typeof productId === 'string' && stall.show({ kind: 'product', productId }),
  showCart: (stall: Stall) => stall.show({ kind: 'cart' }),
  showCheckout: (stall: Stall) => stall.show({ kind: 'checkout' }),
  closeSheets: (stall: Stall) => stall.closeSheets(),
  attachPlayer: (stall: Stall, player: unknown) => clockOf(player).then((clock) => stall.follow(clock)),
} as const;

export type StallVerb = keyof typeof VERBS;

/** A stall on a page, until it is closed. */
export interface StallHandle {
  /** Done once the stall is there; what is asked before waits for it. */
  ask(verb: StallVerb, about?: unknown): void;
  close(): void;
}

/** Pins wait for a player's picture; how players are asked comes only where there is one. Without it they show on arrival. */
async function clockOf(player: unknown): Promise<PlayerClock | null> {
  if (!player) return null;
  try {
    return (await import('../player/player-clock.ts')).playerClock(player);
  } catch {
    return null;
  }
}

/** Puts a stall into its element, which says by its attributes which show it belongs to. */
export function mount(host: HTMLElement, config: StallConfig, player?: unknown): StallHandle {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  dressWith(shadow, config.styles);
  const locale = validLocale(
    host.getAttribute('locale') || host.closest('[lang]')?.getAttribute('lang') || navigator.language,
  );
  const root = createRoot(shadow);
  let isClosed = false;

  const open = async () => {
    const [words, playerClock] = await Promise.all([loadWords(locale), clockOf(player ?? host.getAttribute('player'))]);
    if (isClosed) return null;
    const stall = new Stall({
      host,
      words,
      apiUrl: host.getAttribute('api') || config.apiUrl,
      liveUrl: host.getAttribute('live') || config.liveUrl,
      slug: host.getAttribute('stream') ?? '',
      playerClock,
    });
    root.render(
      <StallContext.Provider value={stall}>
        <StallScreen />
      </StallContext.Provider>,
    );
    void stall.open();
    return stall;
  };
  const opened = open();

  return {
    ask: (verb, about) => void opened.then((stall) => stall && VERBS[verb](stall, about)),
    close() {
      isClosed = true;
      root.unmount();
      void opened.then((stall) => stall?.close());
    },
  };
}
