import { createRoot } from 'react-dom/client';
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

/** A stall on a page, until it is closed. */
export interface StallHandle {
  close(): void;
}

/** Puts a stall into its element, which says by its attributes which show it belongs to. */
export function mount(host: HTMLElement, config: StallConfig): StallHandle {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  dressWith(shadow, config.styles);
  const locale = validLocale(
    host.getAttribute('locale') || host.closest('[lang]')?.getAttribute('lang') || navigator.language,
  );
  const root = createRoot(shadow);
  let stall: Stall | undefined;
  let isClosed = false;

  const open = async () => {
    const words = await loadWords(locale);
    if (isClosed) return;
    stall = new Stall({
      host,
      words,
      apiUrl: host.getAttribute('api') || config.apiUrl,
      liveUrl: host.getAttribute('live') || config.liveUrl,
      slug: host.getAttribute('stream') ?? '',
      player: host.getAttribute('player'),
    });
    root.render(
      <StallContext.Provider value={stall}>
        <StallScreen />
      </StallContext.Provider>,
    );
    await stall.open();
  };
  void open();

  return {
    close() {
      isClosed = true;
      root.unmount();
      stall?.close();
    },
  };
}
