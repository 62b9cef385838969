// The first of the two lines a page embeds: defines <side-stall> and fetches the rest. It must stay tiny, since every
// page pays for it before the viewer has seen anything; the build refuses it above 1.5 kB.
import type { StallConfig, StallHandle, StallVerb } from './stall/mount.tsx';

/** Replaced by the build with paths beside this file: the core, then what the core imports; and the styles. */
declare const __STALL_CORE__: readonly string[];
declare const __STALL_STYLE__: string;
/** The folder of all words, and the languages they are in. */
declare const __STALL_WORDS__: string;
declare const __STALL_LANGUAGES__: string;

const here = import.meta.url;
const WATCHED = ['stream', 'api', 'live', 'player', 'locale'];

interface Core {
  mount(host: HTMLElement, config: StallConfig, player?: unknown): StallHandle;
}

let parts: Promise<[Core, StallConfig]> | undefined;

const get = async (path: string): Promise<Response> => {
  const answer = await fetch(new URL(path, here));
  if (!answer.ok) throw new Error(path);
  return answer;
};

const load = () =>
  (parts ??= Promise.all([
    // All at once: waiting for the core to name its imports would cost one more round trip.
    Promise.all(__STALL_CORE__.map((path) => import(/* @vite-ignore */ new URL(path, here).href))).then(
      ([core]) => core as Core,
    ),
    Promise.all([
      get('config.json').then((answer) => answer.json() as Promise<StallConfig>),
      get(__STALL_STYLE__).then((answer) => answer.text()),
    ]).then(([config, styles]) => ({ ...config, styles })),
  ]));

/** What the stall says first, fetched beside the core that will ask for it. */
const loadWords = (host: HTMLElement): Promise<unknown> => {
  const tag = host.getAttribute('locale') || host.closest('[lang]')?.getAttribute('lang') || navigator.language;
  const language = /^[a-z]+/i.exec(tag)?.[0].toLowerCase() ?? '';
  const spoken = __STALL_LANGUAGES__.split(' ').includes(language) ? language : 'en';
  return import(/* @vite-ignore */ new URL(`${__STALL_WORDS__}${spoken}-stall.js`, here).href);
};

class SideStall extends HTMLElement {
  static readonly observedAttributes = WATCHED;
  #stall: StallHandle | undefined;
  #turn = 0;
  #player: unknown;
  /** What was asked before the stall was there. */
  #asked: Parameters<StallHandle['ask']>[] = [];

  connectedCallback(): void {
    this.#open();
  }

  disconnectedCallback(): void {
    this.#turn++;
    this.#stall?.close();
    this.#stall = undefined;
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.#stall && before !== now) this.#open();
  }

  /** Pins wait for the picture of this player, an object of hls.js, Shaka, YouTube or Twitch, or a video element; null lets it go. */
  attachPlayer(player: unknown): void {
    this.#player = player;
    this.#ask('attachPlayer', player);
  }

  showProduct(productId: string): void {
    this.#ask('showProduct', productId);
  }

  showCart(): void {
    this.#ask('showCart');
  }

  showCheckout(): void {
    this.#ask('showCheckout');
  }

  closeSheets(): void {
    this.#ask('closeSheets');
  }

  #ask(verb: StallVerb, about?: unknown): void {
    if (this.#stall) this.#stall.ask(verb, about);
    else this.#asked.push([verb, about]);
  }

  #open(): void {
    const turn = ++this.#turn;
    Promise.all([load(), loadWords(this)]).then(
      ([[core, config]]) => {
        if (turn !== this.#turn) return;
        this.#stall?.close();
        this.#stall = core.mount(this, config, this.#player);
        for (const asked of this.#asked.splice(0)) this.#stall.ask(...asked);
      },
      () => {
        // What the page put between the tags stays visible: a plain link to the shop. The next one tries anew.
        parts = undefined;
      },
    );
  }
}

if (!customElements.get('side-stall')) customElements.define('side-stall', SideStall);
