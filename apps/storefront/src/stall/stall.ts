import { connectLive, type LiveConnection } from '@sidestall/client';
import type { PlacedOrder, SnapshotFrame } from '@sidestall/contracts';
import { fillPath, SHOW_ROUTES } from '@sidestall/contracts/show-routes';
import {
  duePins,
  emptyStream,
  foldStream,
  isDropDue,
  type GateClocks,
  type Pin,
  type StreamEvent,
  type StreamSnapshot,
} from '@sidestall/streams';
import { addLine, EMPTY_CART, refreshLines, withoutOrdered, type Cart, type CartLine } from '../cart/cart.ts';
import { cartKey, parseCart, readCart, writeCart } from '../cart/stored-cart.ts';
import type { PlayerClock } from '../player/player-clock.ts';
import type { Words } from '../words/words.ts';
import { priceNow, unitsNow, type DropTerms } from './drop-terms.ts';
import { fetchShow } from './fetch-show.ts';
import { nextLook } from './next-look.ts';
import type { Sheet, StallState } from './stall-state.ts';

const ANNOUNCE_EVERY_MS = 5_000;

/** Says what of a show stands on the table; after a jump it is no news. */
export type DueOf = (
  snapshot: StreamSnapshot,
  clocks: GateClocks,
) => { readonly pins: readonly Pin[]; readonly earlier: readonly Pin[]; readonly isJump?: boolean };

/** What an element is set up with. */
export interface StallSettings {
  readonly host: HTMLElement;
  readonly words: Words;
  readonly apiUrl: string;
  readonly liveUrl: string | null;
  readonly slug: string;
  /** Of the player beside the stall; null where there is none, and everything shows on arrival. */
  readonly playerClock: PlayerClock | null;
}

/** One stall: its state, and everything that can happen to it. Screens read `state` and call the verbs. */
export class Stall {
  readonly apiUrl: string;
  readonly host: HTMLElement;
  /** What it goes to by itself: `checkout` on our own page that pays a cart handed over. Such a cart is kept by this name. */
  readonly opens: string;
  readonly #end = new AbortController();
  /** Aborted when the stall is closed: whatever still runs stops then. */
  readonly ended = this.#end.signal;
  /** What the viewer came from to the first sheet; the focus goes back there. */
  opener: Element | null = null;
  readonly #settings: StallSettings;
  readonly #cartKey: string;
  readonly #listeners = new Set<() => void>();
  #state: StallState;
  #live: LiveConnection | undefined;
  /** Server's time minus the device's, in milliseconds: waits are reckoned in the server's time. */
  #clockOffset = 0;
  #stopLooking: (() => void) | undefined;
  /** Of the player beside the stall, where there is one. */
  playerClock: PlayerClock | null;
  #due: DueOf = duePins;
  #announceTimer: ReturnType<typeof setTimeout> | undefined;
  #announcedAt = 0;
  #isHeld = false;
  #isClosed = false;

  constructor(settings: StallSettings) {
    this.#settings = settings;
    this.host = settings.host;
    this.playerClock = settings.playerClock;
    this.apiUrl = settings.apiUrl;
    this.opens = this.host.getAttribute('opens') ?? '';
    this.#cartKey = cartKey(settings.apiUrl, this.opens);
    this.#state = {
      phase: 'opening',
      words: settings.words,
      view: null,
      live: 'connecting',
      snapshot: null,
      viewers: null,
      pins: [],
      earlier: [],
      dueDrops: [],
      stock: {},
      terms: {},
      cart: readCart(() => localStorage, this.#cartKey),
      sheets: [],
      placed: null,
      announcement: '',
    };
    const signal = this.ended;
    window.addEventListener('storage', this.#onStorage, { signal });
    window.addEventListener('online', this.#onOnline, { signal });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): StallState => this.#state;

  #set(change: Partial<StallState>): void {
    if (this.#isClosed) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Fetches the show and begins to follow it. */
  async open(): Promise<void> {
    this.#set({ phase: 'opening' });
    const view = await fetchShow(this.apiUrl, this.#settings.slug);
    if (this.#isClosed) return;
    if (typeof view === 'string') {
      this.#set({ phase: view });
      return;
    }
    this.#set({ phase: 'open', view });
    const { liveUrl } = this.#settings;
    this.#live?.close();
    this.#live = connectLive({
      url: liveUrl ? liveUrl.replace(/\/+$/, '') + fillPath(SHOW_ROUTES.live, { id: view.id }) : view.liveUrl,
      onSnapshot: (frame) => this.#take(frame),
      onEvent: (event) => this.#fold(event),
      onState: (live) => this.#set({ live }),
      onViewers: (viewers) => this.#set({ viewers }),
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#end.abort();
    this.#live?.close();
    this.#stopLooking?.();
    clearTimeout(this.#announceTimer);
  }

  // The stream

  #take(frame: SnapshotFrame): void {
    this.#clockOffset = Date.parse(frame.serverTime) - Date.now();
    // A live process of an earlier release knows of no drops.
    this.#show({ ...emptyStream(frame.snapshot), ...frame.snapshot }, { announces: this.#state.snapshot !== null });
    this.heardStock([...frame.snapshot.pins, ...frame.snapshot.earlier].map((pin) => pin.listing));
  }

  #fold(event: StreamEvent): void {
    if (!this.#state.snapshot) return;
    this.#show(foldStream(this.#state.snapshot, event), { announces: true });
    if (event.type === 'stock.changed') this.heardStock([event]);
    if (event.type === 'pin.added') this.heardStock([event.listing]);
    if (event.type === 'price.changed') {
      const { listingId, price } = event;
      const unitPrice = priceNow(this.#state.terms[listingId], price);
      this.changeCart((cart) => refreshLines(cart, [{ listingId, unitPrice }]));
    }
  }

  /** Shows of a state what this viewer's picture has reached, and comes back for the rest. */
  #show(snapshot: StreamSnapshot, { announces }: { announces: boolean }): void {
    this.#stopLooking?.();
    if (this.#isHeld) {
      this.#set({ snapshot });
      return;
    }
    const serverNow = Date.now() + this.#clockOffset;
    const clocks = { streamClock: this.playerClock?.(serverNow) ?? null, serverNow };
    const due = this.#due(snapshot, clocks);
    const dueDrops = sameOr(
      this.#state.dueDrops,
      snapshot.drops.filter((drop) => isDropDue(drop, clocks)),
    );
    const pins = sameOr(this.#state.pins, due.pins);
    const earlier = sameOr(this.#state.earlier, due.earlier);
    const known = new Set([...this.#state.pins, ...this.#state.earlier].map((pin) => pin.pinId));
    const isWaiting =
      pins.length + earlier.length + dueDrops.length <
      snapshot.pins.length + snapshot.earlier.length + snapshot.drops.length;
    if (isWaiting) {
      this.#stopLooking = nextLook(() => this.lookAgain());
    }
    const isSame =
      snapshot === this.#state.snapshot &&
      pins === this.#state.pins &&
      earlier === this.#state.earlier &&
      dueDrops === this.#state.dueDrops;
    if (!isSame) this.#set({ snapshot, pins, earlier, dueDrops });
    for (const pin of due.isJump ? [] : pins.filter((each) => !known.has(each.pinId)).toReversed()) {
      this.emit('pin', { pinId: pin.pinId, listing: pin.listing });
      const { title, price } = pin.listing;
      const { words } = this.#state;
      if (announces) this.#announce(words.t('pin.announce', { title, price: words.money(price) }));
    }
  }

  /** Shows what the picture has reached by now. */
  lookAgain(): void {
    if (this.#state.snapshot) this.#show(this.#state.snapshot, { announces: true });
  }

  /** From now on pins wait for the picture of this player. */
  follow(playerClock: PlayerClock | null): void {
    this.playerClock = playerClock;
    this.lookAgain();
  }

  /** From now on a recording decides what stands on the table. */
  showBy(due: DueOf): void {
    this.#due = due;
    this.lookAgain();
  }

  /** While a finger is down nothing under it may move. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    if (!isHeld && this.#state.snapshot) this.#show({ ...this.#state.snapshot }, { announces: true });
  }

  /** The newest word on the stock of variants, from wherever it came. */
  heardStock(news: readonly { readonly variantId: string; readonly available: number | null }[]): void {
    const stock = { ...this.#state.stock };
    const changed = news.filter(({ variantId, available }) => stock[variantId] !== available);
    if (changed.length === 0) return;
    for (const { variantId, available } of changed) stock[variantId] = available;
    this.#set({ stock });
    const lines = this.#state.cart
      .filter((line) => changed.some((each) => each.variantId === line.variantId))
      .map(({ listingId, variantId }) => ({
        listingId,
        available: unitsNow(this.#state.terms[listingId], stock[variantId] ?? null),
      }));
    this.changeCart((cart) => refreshLines(cart, lines));
  }

  /** The terms of drops that hold from now on, by listing. */
  heardTerms(terms: Readonly<Record<string, DropTerms>>): void {
    this.#set({ terms });
  }

  #announce(text: string): void {
    clearTimeout(this.#announceTimer);
    const wait = Math.max(0, this.#announcedAt + ANNOUNCE_EVERY_MS - Date.now());
    this.#announceTimer = setTimeout(() => {
      this.#announcedAt = Date.now();
      this.#set({ announcement: text });
    }, wait);
  }

  readonly #onOnline = (): void => {
    if (this.#state.phase === 'failed') void this.open();
  };

  // The cart

  changeCart(change: (cart: Cart) => Cart): void {
    const cart = change(this.#state.cart);
    if (cart === this.#state.cart) return;
    this.#set({ cart });
    writeCart(() => localStorage, this.#cartKey, cart);
  }

  addToCart(line: CartLine): void {
    this.changeCart((cart) => addLine(cart, line));
    const { listingId, variantId, quantity, unitPrice, title } = line;
    this.emit('add', { listingId, variantId, quantity, unitPrice, title });
  }

  readonly #onStorage = (event: StorageEvent): void => {
    if (event.key === this.#cartKey) this.#set({ cart: event.newValue ? parseCart(event.newValue) : EMPTY_CART });
  };

  // The sheets

  /** Lays a sheet on top; one that lies there already comes up again. */
  show(sheet: Sheet): void {
    if (this.#state.sheets.length === 0) this.opener = this.host.shadowRoot?.activeElement ?? null;
    const below = this.#state.sheets.filter((each) => each.kind !== sheet.kind);
    this.#set({ sheets: [...below, sheet] });
    if (sheet.kind === 'product') this.emit('open', { productId: sheet.productId });
    if (sheet.kind === 'checkout') this.emit('checkout', { lines: this.#state.cart });
  }

  back(): void {
    this.#set({ sheets: this.#state.sheets.slice(0, -1) });
  }

  closeSheets(): void {
    if (this.#state.sheets.length > 0) this.#set({ sheets: [] });
  }

  /** An order stands: its goods leave the cart and its screen takes the place of all others. */
  ordered(placed: PlacedOrder, lines: readonly { readonly listingId: string; readonly quantity: number }[]): void {
    this.changeCart((cart) => withoutOrdered(cart, lines));
    this.showOrder(placed);
    const { id, number, totals } = placed.order;
    this.emit('order', { orderId: id, number, total: totals.total });
  }

  showOrder(placed: PlacedOrder): void {
    this.#set({ placed, sheets: [{ kind: 'order' }] });
  }

  /** Tells the page what happened, as a `stall:*` event that crosses the shadow root. */
  emit(name: 'pin' | 'open' | 'add' | 'checkout' | 'order', detail: unknown): void {
    this.host.dispatchEvent(new CustomEvent(`stall:${name}`, { detail, bubbles: true, composed: true }));
  }
}

/** The list one had, where nothing in it changed: whoever compares lists need not look into them. */
const sameOr = <T>(before: readonly T[], now: readonly T[]): readonly T[] =>
  before.length === now.length && now.every((each, index) => each === before[index]) ? before : now;
