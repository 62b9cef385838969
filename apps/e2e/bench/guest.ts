import { randomUUID } from 'node:crypto';
import type { OrderView, PlacedOrder, Problem, Quote } from '@sidestall/contracts';
import { Caller, type Reply } from './caller.ts';

export interface Shop {
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  readonly stripeSecretKey: string;
}

export const STEPS = ['quote', 'token', 'place', 'status'] as const;
export type Step = (typeof STEPS)[number];

/** A step that did not go as a buyer may expect. */
export class PurchaseFailed extends Error {
  constructor(
    readonly step: Step,
    readonly code: string,
  ) {
    super(`${step}: ${code}`);
  }
}

export const ADDRESS = {
  name: 'Ana Lima',
  line1: 'Lange Straße 1',
  city: 'Leipzig',
  postalCode: '04103',
  country: 'DE',
};
const TOKEN_FORM = new URLSearchParams({ payment_method: 'pm_card_visa' }).toString();

/** Buys as the widget does, one step after the other, and believes no answer that does not fit the one before. */
export class Guest {
  readonly #caller = new Caller();

  constructor(private readonly shop: Shop) {}

  async quote(listingId: string): Promise<Quote> {
    const { status, body } = await this.#json<Quote>('POST', '/v1/quotes', {
      lines: [{ listingId, quantity: 1 }],
      country: 'DE',
    });
    expect('quote', status === 201, body);
    expect('quote', body.lines[0]?.listingId === listingId && body.totals.total.amount > 0, 'WRONG_QUOTE');
    return body;
  }

  async token(): Promise<string> {
    const { status, body } = await this.#caller.send<{ id: string }>(
      'POST',
      `${this.shop.sandboxUrl}/v1/test_helpers/confirmation_tokens`,
      {
        headers: {
          authorization: `Bearer ${this.shop.stripeSecretKey}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: TOKEN_FORM,
      },
    );
    expect('token', status === 200 && body.id.startsWith('ctoken_'), 'NO_TOKEN');
    return body.id;
  }

  async place(quote: Quote, token: string): Promise<PlacedOrder> {
    const { status, body } = await this.#json<PlacedOrder>(
      'POST',
      '/v1/orders',
      {
        quoteId: quote.id,
        quoteHash: quote.hash,
        email: 'ana@example.com',
        shippingAddress: ADDRESS,
        confirmationTokenId: token,
        returnUrl: this.shop.apiUrl,
        paidWith: 'form',
      },
      { 'idempotency-key': randomUUID() },
    );
    expect('place', status === 201, body);
    expect('place', body.status === 'authorized' && isOrderOf(body.order, quote), 'WRONG_ORDER');
    return body;
  }

  async status(placed: PlacedOrder, quote: Quote): Promise<OrderView> {
    const { status, body } = await this.#json<OrderView>('GET', `/v1/orders/${placed.order.id}`, undefined, {
      authorization: `Bearer ${placed.orderToken}`,
    });
    expect('status', status === 200, body);
    expect('status', body.id === placed.order.id && isOrderOf(body, quote), 'WRONG_STATUS');
    return body;
  }

  leave(): void {
    this.#caller.leave();
  }

  #json<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply<T>> {
    return this.#caller.json(method, `${this.shop.apiUrl}${path}`, body, { headers });
  }
}

function expect(step: Step, isAsPromised: boolean, otherwise: unknown): void {
  if (isAsPromised) return;
  throw new PurchaseFailed(
    step,
    typeof otherwise === 'string' ? otherwise : ((otherwise as Problem).code ?? 'UNKNOWN'),
  );
}

/** The order costs what the quote said, and that much is set aside and no more. */
function isOrderOf(order: OrderView, quote: Quote): boolean {
  const { total } = quote.totals;
  return (
    order.totals.total.amount === total.amount &&
    order.payment.authorized.amount === total.amount &&
    order.payment.captured.amount <= total.amount &&
    order.lines.length === quote.lines.length
  );
}
