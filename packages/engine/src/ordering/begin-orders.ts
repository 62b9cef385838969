import { Injectable } from '@nestjs/common';
import type { PlaceOrderRequest } from '@sidestall/contracts';
import { err, newId, ok, type OrderId, type Result } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import { PaymentStore } from '../payments/payment.store.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Gatherer } from '../platform/gatherer.ts';
import { Outbox, type OutboxRow } from '../platform/outbox.ts';
import type { Buyer } from './caps/buyer-caps.ts';
import { expireOrder, resumePayment } from './facts.ts';
import { goneFailure, holdsOf } from './order-holds.ts';
import { OrderStore, type WholeOrder } from './order.store.ts';
import { PAY_WITHIN_SECONDS, RESUME_AFTER_SECONDS, type PlaceOrderFailure } from './placing.ts';
import type { QuoteRow } from './quote.store.ts';
import { isSpecial, Specials } from './specials.ts';
import { StockNews } from './stock-news.ts';

/** A quote that nothing was placed of yet, and what its buyer sent. */
export interface Beginning {
  readonly quote: QuoteRow;
  readonly request: PlaceOrderRequest;
  readonly cardFingerprint: string | null;
}

/** Somebody else placed the quote meanwhile: there is an order of it to go on with. */
export const RACED = { code: 'RACED' } as const;
export type Begun = Result<WholeOrder, PlaceOrderFailure | typeof RACED>;

interface Named extends Beginning {
  readonly orderId: OrderId;
  readonly buyer: Buyer;
}

/** A quote was placed while we wrote; what this transaction did is undone. */
class Raced extends Error {}

/**
 * Writes new orders with the units they claim. Whoever presses the button at the same moment shares one transaction: the
 * units of a hot variant are granted in the order people came, in one statement, and a thousand buyers wait for a few
 * commits instead of a thousand.
 */
@Injectable()
export class BeginOrders {
  readonly #together: Gatherer<Beginning, Begun>;

  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly inventory: InventoryService,
    private readonly specials: Specials,
    private readonly outbox: Outbox,
    private readonly news: StockNews,
  ) {
    this.#together = new Gatherer((asks) => this.#run(asks), { most: 128 });
  }

  execute(beginning: Beginning): Promise<Begun> {
    return this.#together.ask(beginning);
  }

  async #run(asks: readonly Beginning[]): Promise<Begun[]> {
    try {
      return await this.database.transaction((tx) => this.#write(tx, asks));
    } catch (error) {
      if (error instanceof Raced && asks.length === 1) return [err(RACED)];
      throw error;
    }
  }

  async #write(tx: Tx, asks: readonly Beginning[]): Promise<Begun[]> {
    const named = asks.map((ask) => ({ ...ask, orderId: newId('ord'), buyer: buyerOf(ask) }));
    const answers: Result<null, PlaceOrderFailure>[] = await this.specials.claim(tx, named);
    await this.#hold(tx, named, answers);
    const granted = named.filter((_, index) => answers[index]!.ok);
    const written = granted.length > 0 ? await this.#record(tx, granted) : [];
    return answers.map((answer) => (answer.ok ? ok(written.shift()!) : answer));
  }

  /** Claims the units of those who were not refused yet, in the order they came, and notes who was too late. */
  async #hold(tx: Tx, named: readonly Named[], answers: Result<null, PlaceOrderFailure>[]): Promise<void> {
    const asking = named.filter((_, index) => answers[index]!.ok);
    const held = await this.inventory.holdMany(
      tx,
      asking.map(({ orderId, quote }) => ({
        orderId,
        units: holdsOf(quote.content),
        seconds: PAY_WITHIN_SECONDS + 60,
      })),
    );
    for (const [at, { orderId, quote }] of asking.entries()) {
      const answer = held[at]!;
      if (answer.ok) continue;
      if (isSpecial(quote)) await this.specials.giveBack(tx, orderId);
      const index = named.findIndex((ask) => ask.orderId === orderId);
      answers[index] = err(goneFailure(quote.content.lines, answer.error.missing));
    }
  }

  /** Writes the orders down, in the order given. */
  async #record(tx: Tx, granted: readonly Named[]): Promise<WholeOrder[]> {
    const written = await this.orders.insert(
      tx,
      granted.map(({ quote, request, orderId }) => ({
        id: orderId,
        number: numberOf(orderId),
        quoteId: quote.id,
        email: request.email,
        shippingAddress: request.shippingAddress,
        content: quote.content,
        streamId: quote.streamId,
        marketingConsent: request.marketingConsent,
      })),
    );
    if (written.length < granted.length) throw new Raced();
    await this.payments.insert(
      tx,
      granted.map(({ quote, request, orderId }) => ({
        id: newId('pay'),
        orderId,
        amount: quote.content.totals.total,
        confirmationToken: request.confirmationTokenId,
        returnUrl: request.returnUrl,
        taxCalculation: quote.content.taxes.calculationId,
      })),
    );
    const timers = granted.flatMap(({ orderId }): OutboxRow[] => [
      this.outbox.ofJob(expireOrder, { orderId }, { key: orderId, after: { seconds: PAY_WITHIN_SECONDS } }),
      this.outbox.ofJob(resumePayment, { orderId }, { key: orderId, after: { seconds: RESUME_AFTER_SECONDS } }),
    ]);
    await this.outbox.add(tx, [...timers, ...this.news.rows(granted.flatMap(({ quote }) => quote.content.lines))]);
    return written;
  }
}

const buyerOf = ({ request, cardFingerprint }: Beginning): Buyer => ({ email: request.email, cardFingerprint });

/** The short code people read out on the phone: the random end of the id, which is enough to be unique. */
function numberOf(orderId: OrderId): string {
  const tail = orderId.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}
