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
import { OrderStore } from './order.store.ts';
import { PAY_WITHIN_SECONDS, RESUME_AFTER_SECONDS, type PlaceOrderFailure } from './placing.ts';
import type { QuoteRow } from './quote.store.ts';
import { Specials } from './specials.ts';
import { StockNews } from './stock-news.ts';

/** A quote that nothing was placed of yet, and what its buyer sent. */
export interface Beginning {
  readonly quote: QuoteRow;
  readonly request: PlaceOrderRequest;
  readonly cardFingerprint: string | null;
}

/** An order that waits for its first call to the bank. */
export interface NewlyBegun {
  readonly orderId: OrderId;
  readonly orderNumber: string;
}

/** Somebody else placed the quote meanwhile: there is an order of it to go on with. */
export const RACED = { code: 'RACED' } as const;
export type Begun = Result<NewlyBegun, PlaceOrderFailure | typeof RACED>;

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
    this.#together = new Gatherer((asks) => this.#run(asks), { most: 128, lanes: 2 });
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
    const claimed = await this.specials.claim(tx, named);
    const begun = named.map(({ orderId }, index): Begun => {
      const answer = claimed[index]!;
      return answer.ok ? ok({ orderId, orderNumber: numberOf(orderId) }) : answer;
    });
    const held = await this.inventory.holdMany(
      tx,
      asks.flatMap(({ quote }, index) => {
        const order = begun[index]!;
        if (!order.ok) return [];
        return [{ orderId: order.value.orderId, units: holdsOf(quote.content), seconds: PAY_WITHIN_SECONDS + 60 }];
      }),
    );
    let at = 0;
    for (const [index, { quote }] of asks.entries()) {
      const order = begun[index]!;
      if (!order.ok) continue;
      const answer = held[at++]!;
      if (answer.ok) continue;
      await this.specials.giveBack(tx, order.value.orderId);
      begun[index] = err(goneFailure(quote.content.lines, answer.error.missing));
    }
    const granted = asks.flatMap((ask, index) => {
      const order = begun[index]!;
      return order.ok ? [{ ...ask, ...order.value }] : [];
    });
    if (granted.length > 0) await this.#record(tx, granted);
    return begun;
  }

  async #record(tx: Tx, granted: readonly (Beginning & NewlyBegun)[]): Promise<void> {
    const written = await this.orders.insert(
      tx,
      granted.map(({ quote, request, orderId, orderNumber }) => ({
        id: orderId,
        number: orderNumber,
        quoteId: quote.id,
        email: request.email,
        shippingAddress: request.shippingAddress,
        content: quote.content,
        streamId: quote.streamId,
        marketingConsent: request.marketingConsent,
      })),
    );
    if (written.size < granted.length) throw new Raced();
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
  }
}

const buyerOf = ({ request, cardFingerprint }: Beginning): Buyer => ({ email: request.email, cardFingerprint });

/** The short code people read out on the phone: the random end of the id, which is enough to be unique. */
function numberOf(orderId: OrderId): string {
  const tail = orderId.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}
