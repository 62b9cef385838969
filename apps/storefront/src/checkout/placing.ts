import { dropCalls, storefrontCalls } from '@sidestall/client';
import type { PlacedOrder, Quote } from '@sidestall/contracts';
import { apiOf } from '../cart/api-of.ts';
import { keeperOf } from '../cart/cart-keeper.ts';
import type { Stall } from '../stall/stall.ts';
import type { Cart } from '../cart/cart.ts';
import { addressOf, type DeliveryDraft } from './delivery-draft.ts';
import {
  cappedTrouble,
  changedTrouble,
  declinedTrouble,
  expiredTrouble,
  goneTrouble,
  offerOverTrouble,
  problemTrouble,
  unknownTrouble,
  type PayTrouble,
} from './pay-trouble.ts';
import type { PaymentDesk } from './payment-fields.tsx';
import { joinOtherTabs, type OtherTabs } from './other-tabs.ts';
import { newAttempt, placeOrder, type Outcome, type PlaceInLine, type Resume } from './place-order.ts';
import type { QuoteWatch } from './use-quote.ts';

export type PlacingStep = 'idle' | 'checking' | 'ordering' | 'bank' | 'line';

/** How far a press of the paying button has come. */
export interface PlacingState {
  readonly step: PlacingStep;
  readonly trouble: PayTrouble | null;
  /** Set while nobody knows whether the order stands: nothing may change until the same is tried again. */
  readonly resume: Resume | null;
  /** Where the viewer stands while the step is `line`. */
  readonly inLine: PlaceInLine | null;
}

/** What the screen has in hand when something is pressed. */
export interface PlacingHand {
  readonly desk: PaymentDesk | null;
  readonly quotes: QuoteWatch;
  readonly cart: Cart;
}

/** Where a bank may send the viewer back to: this page, without what it keeps for itself behind the hash. */
function returnUrl(): string {
  const { origin, pathname, search } = location;
  const full = origin + pathname + search;
  return full.length <= 2_000 ? full : origin + pathname;
}

/** Pressing the paying button, once at a time, until the order stands or the viewer knows why it does not. */
export class Placing {
  readonly #stall: Stall;
  readonly #hand: () => PlacingHand;
  readonly #onChange: (state: PlacingState) => void;
  readonly #tabs: OtherTabs;
  #state: PlacingState = { step: 'idle', trouble: null, resume: null, inLine: null };
  #hasLeftLine = false;
  #wake: (() => void) | undefined;
  #isBusy = false;

  constructor(stall: Stall, hand: () => PlacingHand, onChange: (state: PlacingState) => void) {
    this.#stall = stall;
    this.#hand = hand;
    this.#onChange = onChange;
    this.#tabs = joinOtherTabs((placed) => stall.showOrder(placed));
  }

  /** Whoever closes the sheet waits no longer. */
  close(): void {
    this.leaveLine();
    this.#tabs.close();
  }

  leaveLine(): void {
    this.#hasLeftLine = true;
    this.#wake?.();
  }

  clear(): void {
    this.#set({ trouble: null });
  }

  pay(draft: DeliveryDraft, quote: Quote): void {
    this.#once(async () => {
      this.#set({ step: 'checking' });
      await this.#alone(() => this.#payWith(draft, quote));
    });
  }

  tryAgain(): void {
    this.#once(async () => {
      const { desk, quotes } = this.#hand();
      const { resume } = this.#state;
      const { quote } = quotes;
      if (resume && desk && quote) await this.#alone(() => this.#run(resume, quote, desk));
      else await quotes.again();
    });
  }

  #set(change: Partial<PlacingState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
  }

  /** A second press finds the first still at work and does nothing. */
  #once(work: () => Promise<void>): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#hasLeftLine = false;
    this.clear();
    void work().finally(() => {
      this.#isBusy = false;
      this.#set({ step: 'idle' });
    });
  }

  /** One tab pays at a time, and each learns of the order another one placed. */
  #alone(work: () => Promise<PlacedOrder | null>): Promise<void> {
    const { words } = this.#stall.read();
    return this.#tabs.payAlone(work, () =>
      this.#tell({ tone: 'warn', title: words.t('problem.otherTab'), text: words.t('problem.otherTabHelp') }),
    );
  }

  #tell(trouble: PayTrouble): void {
    this.#set({ trouble });
  }

  async #payWith(draft: DeliveryDraft, quote: Quote): Promise<PlacedOrder | null> {
    const { desk } = this.#hand();
    if (!desk) return null;
    this.clear();
    const address = addressOf(draft);
    const email = draft.email.trim();
    const url = returnUrl();
    const card = await desk.tokenFor({ email, address, returnUrl: url });
    if ('message' in card) {
      // The fields mark what is wrong themselves; a sentence is shown only for what they cannot.
      if (card.message) this.#tell({ tone: 'bad', title: card.message });
      return null;
    }
    const attempt = newAttempt({
      quoteId: quote.id,
      quoteHash: quote.hash,
      email,
      shippingAddress: address,
      confirmationTokenId: card.token,
      returnUrl: url,
      marketingConsent: false,
      paidWith: card.paidWith,
    });
    return this.#run({ step: 'place', attempt }, quote, desk);
  }

  async #run(from: Resume, quote: Quote, bank: PaymentDesk): Promise<PlacedOrder | null> {
    const api = apiOf(this.#stall);
    const outcome = await placeOrder(from, {
      calls: { ...storefrontCalls(api), ...dropCalls(api) },
      bank,
      onStep: (step) => this.#set({ step }),
      onLine: (inLine) => this.#set({ inLine }),
      hasLeftLine: () => this.#hasLeftLine,
      pause: (milliseconds) =>
        new Promise((resolve) => {
          this.#wake = resolve;
          setTimeout(resolve, milliseconds);
        }),
    });
    await this.#settle(outcome, quote);
    return outcome.kind === 'placed' ? outcome.placed : null;
  }

  async #settle(outcome: Outcome, quote: Quote): Promise<void> {
    this.#set({ resume: outcome.kind === 'unknown' ? outcome.resume : null });
    const { words } = this.#stall.read();
    const { quotes, cart } = this.#hand();
    switch (outcome.kind) {
      case 'placed':
        keeperOf(this.#stall).used(quote.coupons.map(({ code }) => code));
        this.#stall.ordered(outcome.placed, quote.lines);
        return;
      case 'declined':
        return this.#tell(declinedTrouble(words, outcome.message, outcome.declineCode));
      case 'card-again':
        return this.#tell({ tone: 'warn', title: words.t('problem.card'), text: words.t('problem.stockHelp') });
      case 'quote-changed':
      case 'quote-expired':
      case 'coupon-refused': {
        const fresh = await quotes.again();
        if (!fresh) return;
        if (outcome.kind === 'quote-expired') return this.#tell(expiredTrouble(words, quote, fresh));
        const why = outcome.kind === 'coupon-refused' ? 'problem.coupon' : 'problem.changed';
        return this.#tell(changedTrouble(words, quote, fresh, why));
      }
      case 'stock-gone':
        return this.#tell(goneTrouble(words, cart, outcome.lines));
      case 'cap-reached':
        return this.#tell(cappedTrouble(words, cart, outcome.lines));
      case 'offer-over':
        return this.#tell(offerOverTrouble(words));
      case 'left-line':
        return;
      case 'unknown':
        return this.#tell(unknownTrouble(words));
      case 'refused':
        return this.#tell(problemTrouble(words, outcome.problem, quote.country));
    }
  }
}
