// The first of the two lines a page embeds: defines <side-stall> and fetches the rest. It must stay tiny, since every
// page pays for it before the viewer has seen anything; the build refuses it above 1.5 kB.
import type { StallConfig, StallHandle } from './stall/mount.tsx';

/** Replaced by the build with paths beside this file: the core, then what the core imports; and the styles. */
declare const __STALL_CORE__: readonly string[];
declare const __STALL_STYLE__: string;

const here = import.meta.url;
const WATCHED = ['stream', 'api', 'live', 'player', 'locale'];

interface Core {
  mount(host: HTMLElement, config: StallConfig): StallHandle;
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

class SideStall extends HTMLElement {
  static readonly observedAttributes = WATCHED;
  #stall: StallHandle | undefined;
  #turn = 0;

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

  #open(): void {
    const turn = ++this.#turn;
    load().then(
      ([core, config]) => {
        if (turn !== this.#turn) return;
        this.#stall?.close();
        this.#stall = core.mount(this, config);
      },
      () => {
        // What the page put between the tags stays visible: a plain link to the shop. The next one tries anew.
        parts = undefined;
      },
    );
  }
}

if (!customElements.get('side-stall')) customElements.define('side-stall', SideStall);
