import { cartCalls, type Answer, type CartCalls } from '@sidestall/client';
import type { CartMerge, WireCart } from '@sidestall/contracts';
import { apiOf } from './api-of.ts';
import { priceNow, unitsNow } from '../stall/drop-terms.ts';
import type { Stall } from '../stall/stall.ts';
import { EMPTY_CART } from './cart.ts';
import { cartLink, linesOf, readCartLink, wishOf, type CartKey } from './cart-wish.ts';
import { keptCartKey, NO_KEPT_CART, parseKeptCart, type KeptCart } from './kept-cart.ts';

/** True on our own page, where a cart is paid that another page handed over. */
export const paysHere = (stall: Stall): boolean => stall.opens === 'checkout';

/** Several presses of a stepper are one change. */
const REST_MS = 400;
const GONE = [400, 401, 403, 404];

/**
 * Keeps the shop's copy of the cart beside the viewer's: it is made when something is put in, follows each change, and
 * tells what changed since. The cart on the screen never waits for it.
 */
export class CartKeeper {
  readonly #stall: Stall;
  readonly #calls: CartCalls;
  readonly #storeKey: string;
  readonly #listeners = new Set<() => void>();
  #kept: KeptCart;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(stall: Stall) {
    this.#stall = stall;
    this.#calls = cartCalls(apiOf(stall));
    this.#storeKey = keptCartKey(stall.apiUrl, stall.opens);
    this.#kept = this.#stored();
    const { ended: signal } = stall;
    window.addEventListener('storage', (event) => event.key === this.#storeKey && this.#reread(), { signal });
    // A cart that was handed over may change where it came from.
    const comeBack = () => (paysHere(stall) ? this.refresh() : this.#syncSoon());
    window.addEventListener('online', comeBack, { signal });
    document.addEventListener('visibilitychange', comeBack, { signal });
    let { cart } = stall.read();
    const stop = stall.subscribe(() => {
      if (cart === stall.read().cart) return;
      ({ cart } = stall.read());
      this.#syncSoon();
    });
    signal.addEventListener('abort', () => {
      stop();
      clearTimeout(this.#timer);
    });
    this.#queue(() => this.#begin());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly couponCodes = (): readonly string[] => this.#kept.couponCodes;

  setCoupons(couponCodes: readonly string[]): void {
    this.#keep({ ...this.#kept, couponCodes });
    this.#syncSoon();
  }

  /** Takes out the codes that an order has used. */
  used(codes: readonly string[]): void {
    if (codes.length > 0) this.setCoupons(this.#kept.couponCodes.filter((code) => !codes.includes(code)));
  }

  /** Asks the shop what changed meanwhile: another device, prices, stock. */
  refresh(): void {
    this.#queue(() => this.#look());
  }

  /** The address that opens this cart elsewhere, by default on this page; null where the shop cannot be reached. */
  async link(page: string = location.href): Promise<string | null> {
    clearTimeout(this.#timer);
    this.#queue(() => this.#sync());
    await this.#work;
    return this.#kept.key && cartLink(page, this.#kept.key);
  }

  /** Done once the cart is what the address of the page handed over, or the shop last knew. */
  ready(): Promise<void> {
    return this.#work;
  }

  // What is kept on this device

  #stored(): KeptCart {
    try {
      return parseKeptCart(localStorage.getItem(this.#storeKey));
    } catch {
      return NO_KEPT_CART;
    }
  }

  #keep(kept: KeptCart): void {
    this.#kept = kept;
    try {
      localStorage.setItem(this.#storeKey, JSON.stringify(kept));
    } catch {
      // A page may forbid storage; the cart then lives as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }

  #reread(): void {
    this.#kept = this.#stored();
    for (const listener of this.#listeners) listener();
  }

  // What is kept at the shop

  #queue(step: () => Promise<void>): void {
    this.#work = this.#work.then(() => (this.#stall.ended.aborted ? undefined : step()));
  }

  #syncSoon(): void {
    clearTimeout(this.#timer);
    // The tab that is looked at speaks for all: they share what is kept on the device.
    if (document.visibilityState !== 'visible') return;
    // On the page that pays, what was bought is told at once: its visitor may close it the next moment.
    this.#timer = setTimeout(() => this.#queue(() => this.#sync()), paysHere(this.#stall) ? 0 : REST_MS);
  }

  #wish() {
    return wishOf(this.#stall.read().cart, this.#kept.couponCodes);
  }

  async #begin(): Promise<void> {
    const handed = readCartLink(location.href);
    if (!handed) return this.#look();
    // Whoever copies the address of the page must not hand the cart on.
    history.replaceState(history.state, '', handed.rest);
    if (handed.key.id === this.#kept.key?.id) return this.#look();
    if (paysHere(this.#stall)) return this.#adopt(handed.key);
    await this.#sync(true);
    const own = this.#kept.key;
    if (!own) return;
    const fromId = handed.key.id as CartMerge['fromId'];
    this.#take(await this.#calls.mergeCart(own.id, own.token, { fromId, fromToken: handed.key.token }), own);
  }

  /** The cart itself, not a copy: what is paid here leaves it on the page it came from too. */
  async #adopt(key: CartKey): Promise<void> {
    this.#stall.changeCart(() => EMPTY_CART);
    this.#keep({ ...NO_KEPT_CART, key, agreed: JSON.stringify(wishOf(EMPTY_CART, [])) });
    await this.#look();
  }

  async #look(): Promise<void> {
    const { key } = this.#kept;
    if (!key || JSON.stringify(this.#wish()) !== this.#kept.agreed) return this.#sync();
    this.#take(await this.#calls.cart(key.id, key.token), key);
  }

  /** Brings the viewer's changes to the shop. `mustBe`: makes a cart even of nothing. */
  async #sync(mustBe = false): Promise<void> {
    const wish = this.#wish();
    const { key, version, agreed } = this.#kept;
    if (!key) {
      if (wish.lines.length === 0 && !mustBe) return;
      const made = await this.#calls.createCart(wish);
      if (!made.ok) return;
      const { cart, token } = made.value;
      this.#take({ ok: true, value: cart }, { id: cart.id, token }, JSON.stringify(wish));
      return;
    }
    const text = JSON.stringify(wish);
    if (text === agreed) return;
    const answer = await this.#calls.putCart(key.id, key.token, { ...wish, version });
    this.#take(answer, key, text);
    // A cart that the shop has forgotten is made anew.
    if (!this.#kept.key && wish.lines.length > 0) await this.#sync();
  }

  /** Takes over what the shop says, unless the viewer has changed the cart since it was asked. */
  #take(answer: Answer<WireCart>, key: CartKey, sent = this.#kept.agreed): void {
    if (!answer.ok) {
      if (GONE.includes(answer.problem.status)) {
        this.#keep({ ...NO_KEPT_CART, couponCodes: this.#kept.couponCodes });
      }
      return;
    }
    const wire = answer.value;
    const isAsSent = sent === '' || JSON.stringify(this.#wish()) === sent;
    if (!isAsSent) {
      this.#keep({ ...this.#kept, key, version: wire.version, agreed: sent });
      this.#syncSoon();
      return;
    }
    const { terms, stock } = this.#stall.read();
    const lines = linesOf(wire, this.#stall.read().cart, {
      price: (line) => priceNow(terms[line.listingId], line.unitPrice),
      available: (line) =>
        unitsNow(terms[line.listingId], stock[line.variantId] === undefined ? line.available : stock[line.variantId]!),
    });
    const couponCodes = wire.couponCodes;
    this.#keep({ key, version: wire.version, agreed: JSON.stringify(wishOf(lines, couponCodes)), couponCodes });
    this.#stall.changeCart((now) => (JSON.stringify(now) === JSON.stringify(lines) ? now : lines));
  }
}

const keepers = new WeakMap<Stall, CartKeeper>();

/** The keeper of a stall's cart, which begins when it is asked for first. */
export function keeperOf(stall: Stall): CartKeeper {
  const keeper = keepers.get(stall) ?? new CartKeeper(stall);
  keepers.set(stall, keeper);
  return keeper;
}
