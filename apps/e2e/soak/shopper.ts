import { randomUUID } from 'node:crypto';
import type { PlacedOrder, Problem, Quote } from '@sidestall/contracts';
import type { Dice } from './dice.ts';
import type { SoakHouse } from './soak-house.ts';

/** Cards of Stripe's test page, and how often each is used of a hundred. */
const CARDS = [
  ['pm_card_visa', 70],
  ['pm_card_bypassPending', 8],
  ['pm_card_visa_chargeDeclined', 5],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 2],
  ['pm_card_pendingRefund', 4],
  ['pm_card_refundFail', 4],
  ['pm_card_createDispute', 3],
  ['pm_card_createDisputeProductNotReceived', 2],
  ['pm_card_createDisputeInquiry', 2],
] as const;

const ADDRESS = { name: 'Ana Lima', line1: 'Lange Straße 1', city: 'Leipzig', postalCode: '04103', country: 'DE' };

export type Outcome = 'bought' | 'declined' | 'sold-out' | 'gave-up';

/** One person: looks, pays, tries another card or not, and asks again when nobody answers. */
export class Shopper {
  constructor(
    private readonly house: SoakHouse,
    private readonly dice: Dice,
    private readonly listings: readonly string[],
  ) {}

  async shop(): Promise<Outcome> {
    const quote = await this.#quote();
    if (!quote) return 'gave-up';
    const first = await this.#pay(quote, this.#card());
    if (first !== 'declined' || this.dice.isIn(0.4)) return first;
    return this.#pay(quote, 'pm_card_visa');
  }

  #card(): string {
    let left = this.dice.next() * 100;
    for (const [card, share] of CARDS) {
      left -= share;
      if (left < 0) return card;
    }
    return 'pm_card_visa';
  }

  async #quote(): Promise<Quote | null> {
    const wanted = new Set(Array.from({ length: this.dice.whole(1, 3) }, () => this.dice.pick(this.listings)));
    const lines = [...wanted].map((listingId) => ({ listingId, quantity: this.dice.whole(1, 3) }));
    const answer = await this.#insist(() => this.house.call<Quote>('POST', '/v1/quotes', { lines, country: 'DE' }));
    return answer?.status === 201 ? answer.body : null;
  }

  async #pay(quote: Quote, card: string): Promise<Outcome> {
    const token = await this.house.stripe.testHelpers.confirmationTokens.create({ payment_method: card });
    const key = randomUUID();
    const answer = await this.#insist(() =>
      this.house.call<PlacedOrder | Problem>(
        'POST',
        '/v1/orders',
        {
          quoteId: quote.id,
          quoteHash: quote.hash,
          email: 'ana@example.com',
          shippingAddress: ADDRESS,
          confirmationTokenId: token.id,
          returnUrl: this.house.house.urls.api,
        },
        { 'idempotency-key': key },
      ),
    );
    if (!answer) return 'gave-up';
    if (answer.status === 201) return 'bought';
    if (answer.status === 402) return 'declined';
    return 'code' in answer.body && answer.body.code === 'ORDERING.STOCK_GONE' ? 'sold-out' : 'gave-up';
  }

  /** Asks until somebody answers; a person would press the button again, too. */
  async #insist<T extends { readonly status: number }>(ask: () => Promise<T | null>): Promise<T | null> {
    for (let turn = 0; turn < 60; turn++) {
      const answer = await ask();
      if (answer && answer.status < 500 && answer.status !== 409) return answer;
      if (answer?.status === 409 && turn > 20) return answer;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return null;
  }
}
