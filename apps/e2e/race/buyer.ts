import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Admission, OrderView, PlacedOrder, PlaceOrderRequest, Problem, Quote } from '@sidestall/contracts';
import { Caller, type Reply } from '../bench/caller.ts';
import { ADDRESS } from '../bench/guest.ts';

/** Where the race takes place. */
export interface Market {
  /** One address, or several processes behind none: whoever gets no answer asks the next. */
  readonly apiUrls: readonly string[];
  readonly stripeUrl: string;
  readonly stripeSecretKey: string;
}

/** What one person wants, and how. */
export interface Wish {
  readonly listing: string;
  /** Stripe's name of a test card. */
  readonly card: string;
  readonly email: string;
  /** How often the button is pressed at once, each time with a key of its own, as two tabs of one page do. */
  readonly presses: number;
  /** Which process is asked first. */
  readonly door: number;
}

export const OUTCOMES = ['paid', 'sold-out', 'capped', 'declined', 'at-the-bank', 'refused', 'unanswered'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How it went, as the buyer was told. */
export interface Story {
  readonly outcome: Outcome;
  readonly quotes: readonly string[];
  /** Orders the buyer was told of. */
  readonly orders: readonly string[];
  readonly paidMinor: number;
  readonly milliseconds: number;
  /** Answers that were lost, late or not for this person to act on, by what they said; each was asked for again. */
  readonly asides: Readonly<Record<string, number>>;
  /** What was refused for another reason than sold out, or contradicted itself. */
  readonly complaint: string | null;
}

/** The widget asks again after one second and after three; a person who still knows nothing presses the button again. */
const PAUSES_MS = [1_000, 3_000];
const PRESS_AGAIN_MS = 3_000;
const LATE = { timeoutMs: 45_000 };
const LOOK_AT_LINE_MS = 1_000;
/** Prices and quotes may change while one looks; whoever meets that so often has a complaint. */
const MAX_QUOTES = 12;

type Told<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string; readonly problem: Problem };

/** Codes after which the widget shows the new total and asks once more. */
const STALE: ReadonlySet<string> = new Set([
  'ORDERING.QUOTE_CHANGED',
  'ORDERING.QUOTE_EXPIRED',
  'ORDERING.QUOTE_NOT_FOUND',
  'ORDERING.ORDER_CLOSED',
]);

const ENDINGS: Readonly<Record<string, Outcome>> = {
  'ORDERING.STOCK_GONE': 'sold-out',
  'ORDERING.CAP_REACHED': 'capped',
  'PAYMENTS.DECLINED': 'declined',
};

/** The end of a purchase, from however deep inside it. */
class Ending extends Error {
  constructor(
    readonly outcome: Outcome,
    readonly complaint: string | null = null,
  ) {
    super(outcome);
  }
}

/** Buys as the widget does: asks again under the same key while nobody can say whether it took effect. */
export class Buyer {
  readonly #caller = new Caller();
  readonly #asides: Record<string, number> = {};
  readonly #quotes: string[] = [];
  readonly #orders = new Set<string>();
  #door: number;
  #paidMinor = 0;

  constructor(
    private readonly market: Market,
    private readonly wish: Wish,
    /** When the person gives up, on the clock of `performance.now()`. */
    private readonly deadline: number,
  ) {
    this.#door = wish.door;
  }

  async buy(): Promise<Story> {
    const began = performance.now();
    const ending = await this.#purchase().then(
      (outcome) => new Ending(outcome),
      (error: unknown) => (error instanceof Ending ? error : new Ending('refused', String(error))),
    );
    this.#caller.leave();
    return {
      outcome: ending.outcome,
      quotes: this.#quotes,
      orders: [...this.#orders],
      paidMinor: this.#paidMinor,
      milliseconds: performance.now() - began,
      asides: this.#asides,
      complaint: ending.complaint,
    };
  }

  async #purchase(): Promise<Outcome> {
    for (let turn = 0; turn < MAX_QUOTES; turn++) {
      const quote = await this.#quote();
      const presses = await Promise.allSettled(Array.from({ length: this.wish.presses }, () => this.#press(quote)));
      const told = presses.flatMap((press) => (press.status === 'fulfilled' ? [press.value] : []));
      const placed = told.find((answer) => answer !== null);
      if (placed) return this.#follow(placed, quote);
      const refused = presses.find((press) => press.status === 'rejected');
      if (refused) throw refused.reason;
    }
    throw new Ending('refused', 'the price changed again and again');
  }

  async #quote(): Promise<Quote> {
    const told = await this.#ask<Quote>('quote', (api) =>
      this.#caller.json(
        'POST',
        `${api}/v1/quotes`,
        { lines: [{ listingId: this.wish.listing, quantity: 1 }], country: 'DE' },
        LATE,
      ),
    );
    if (!told.ok) throw endOf('quote', told.code);
    this.#quotes.push(told.value.id);
    return told.value;
  }

  /** Presses the button once; null asks for a fresh quote. */
  async #press(quote: Quote): Promise<PlacedOrder | null> {
    const request: PlaceOrderRequest = {
      quoteId: quote.id,
      quoteHash: quote.hash,
      email: this.wish.email,
      shippingAddress: ADDRESS,
      confirmationTokenId: await this.#token(),
      returnUrl: 'https://shop.example/',
      marketingConsent: false,
    };
    let ticketId: string | undefined;
    for (;;) {
      const body = ticketId ? { ...request, ticketId } : request;
      const key = { 'idempotency-key': randomUUID() };
      const told = await this.#ask<PlacedOrder>('place', (api) =>
        this.#caller.json('POST', `${api}/v1/orders`, body, { ...LATE, headers: key }),
      );
      if (told.ok) {
        this.#orders.add(told.value.order.id);
        return told.value;
      }
      // The units of the drop are gone; there may be others, at another price.
      const isDropGone = told.code === 'ORDERING.STOCK_GONE' && quote.lines[0]!.drop;
      if (told.code === 'ORDERING.WAIT_YOUR_TURN') ticketId = await this.#waitInLine(told.problem, ticketId);
      else if (STALE.has(told.code) || isDropGone) return null;
      else throw endOf('place', told.code);
    }
  }

  /** A card in hand, as Stripe's own form makes it in the browser. */
  async #token(): Promise<string> {
    const told = await this.#ask<{ id: string }>('token', () =>
      this.#caller.send('POST', `${this.market.stripeUrl}/v1/test_helpers/confirmation_tokens`, {
        headers: {
          authorization: `Bearer ${this.market.stripeSecretKey}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ payment_method: this.wish.card }).toString(),
        ...LATE,
      }),
    );
    if (!told.ok) throw endOf('token', told.code);
    return told.value.id;
  }

  async #waitInLine(problem: Problem, known: string | undefined): Promise<string> {
    const ticketId = typeof problem['ticketId'] === 'string' ? problem['ticketId'] : known;
    if (!ticketId) throw new Ending('refused', 'told to wait without a place in line');
    for (;;) {
      this.#aside('in line');
      const told = await this.#ask<Admission>('line', (api) =>
        this.#caller.json('GET', `${api}/v1/admissions/${ticketId}`, undefined, LATE),
      );
      if (!told.ok) throw endOf('line', told.code);
      if (told.value.isAdmitted) return ticketId;
      if (performance.now() > this.deadline) throw new Ending('unanswered', 'still in line');
      await pause(LOOK_AT_LINE_MS);
    }
  }

  /** What the page shows after placing has to be the order, at the price that was accepted. */
  async #follow(placed: PlacedOrder, quote: Quote): Promise<Outcome> {
    if (placed.status === 'requires_action') return 'at-the-bank';
    const told = await this.#ask<OrderView>('status', (api) =>
      this.#caller.json('GET', `${api}/v1/orders/${placed.order.id}`, undefined, {
        ...LATE,
        headers: { authorization: `Bearer ${placed.orderToken}` },
      }),
    );
    if (!told.ok) throw endOf('status', told.code);
    const { id, totals, payment, lines } = told.value;
    const total = quote.totals.total.amount;
    if (
      id !== placed.order.id ||
      totals.total.amount !== total ||
      payment.authorized.amount !== total ||
      lines.length !== 1
    ) {
      throw new Ending('paid', `the order ${id} is not what was quoted`);
    }
    this.#paidMinor = total;
    return 'paid';
  }

  /** Asks until somebody answers who knows. */
  async #ask<T>(step: string, send: (api: string) => Promise<Reply<T | Problem>>): Promise<Told<T>> {
    const { apiUrls } = this.market;
    for (let turn = 0; ; turn++) {
      const reply = await send(apiUrls[this.#door % apiUrls.length]!).catch(() => null);
      if (reply && reply.status < 300) return { ok: true, value: reply.body as T };
      const problem = reply?.body as Problem | undefined;
      const code = problem ? (problem.code ?? `status ${reply!.status}`) : 'no answer';
      if (reply && !isOutcomeUnknown(reply.status, code)) return { ok: false, code, problem: problem! };
      this.#aside(`${step}: ${code}`);
      if (performance.now() > this.deadline) throw new Ending('unanswered', `${step}: ${code}`);
      if (!reply) this.#door += 1;
      await pause(PAUSES_MS[turn] ?? PRESS_AGAIN_MS);
    }
  }

  #aside(what: string): void {
    this.#asides[what] = (this.#asides[what] ?? 0) + 1;
  }
}

const isOutcomeUnknown = (status: number, code: string): boolean =>
  status >= 500 || code === 'IDEMPOTENCY.IN_FLIGHT' || code === 'REQUEST.RATE_LIMITED';

function endOf(step: string, code: string): Ending {
  const outcome = ENDINGS[code];
  return outcome ? new Ending(outcome) : new Ending('refused', `${step}: ${code}`);
}
