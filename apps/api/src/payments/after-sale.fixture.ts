import { randomUUID } from 'node:crypto';
import type { BrandOrderView, OrderView, PlacedOrder, Problem, Refund, RefundRequest } from '@sidestall/contracts';
import type { BrandId } from '@sidestall/kernel';
import { DEMO_HOST } from '../cli/seed-shop.ts';
import { TestHouse, type Answer, type RETAILER_KEYS } from '../test-house.ts';

export type RetailerName = keyof typeof RETAILER_KEYS;

/** The mug is the host's own and lies at one retailer; the kettle is another brand's and lies at another. */
export const MUG = 'MC-MUG-INK-350';
export const KETTLE = 'DT-KET-BLK';

/** A house whose parties can be paid, with the host of its first brand signed in at the console. */
export class AfterSale {
  private constructor(
    readonly house: TestHouse,
    readonly brandId: BrandId,
    private readonly cookie: string,
  ) {}

  static async open(): Promise<AfterSale> {
    const house = await TestHouse.open({ accounts: true });
    // A shop that has sold before: of a single order the retailer may be paid already when its buyer is to be refunded.
    await house.stripe.topups.create({ amount: 1_000_000, currency: 'eur' });
    const { headers } = await house.call('POST', '/v1/console/sign-in', {
      body: { email: DEMO_HOST.email, password: DEMO_HOST.password },
    });
    const cookie = headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const me = await house.call<{ brands: { id: BrandId }[] }>('GET', '/v1/console/me', { headers: { cookie } });
    return new AfterSale(house, me.body.brands[0]!.id, cookie);
  }

  /** Places an order; nobody has taken it on yet. */
  async placed(cart: Record<string, number>, card = 'pm_card_visa'): Promise<PlacedOrder> {
    const placed = await this.house.place(await this.house.quote(cart), { card });
    if (placed.status !== 201) throw new Error(JSON.stringify(placed.body));
    return placed.body;
  }

  /** Lets every retailer take it on: the money is ours. */
  async takenOn(placed: PlacedOrder, cart: Record<string, number>): Promise<void> {
    for (const retailer of this.#retailersOf(cart)) {
      const requested = await this.house.requested(retailer, placed);
      await this.house.partner(retailer, 'POST', `/${requested.id}/accept`, {});
    }
    await this.is(placed, 'the capture', (order) => order.state === 'captured');
  }

  async paid(cart: Record<string, number>, card?: string): Promise<PlacedOrder> {
    const placed = await this.placed(cart, card);
    await this.takenOn(placed, cart);
    return placed;
  }

  /** Sends everything off. */
  async shipped(placed: PlacedOrder, cart: Record<string, number>): Promise<void> {
    for (const retailer of this.#retailersOf(cart)) {
      const { id } = await this.house.requested(retailer, placed);
      const parcel = { carrier: 'DHL', trackingNumber: `JD${randomUUID().slice(0, 12)}` };
      await this.house.partner(retailer, 'POST', `/${id}/shipments`, parcel);
    }
    await this.is(placed, 'the parcels', (order) => order.fulfillment === 'shipped');
  }

  #retailersOf(cart: Record<string, number>): RetailerName[] {
    return [...(MUG in cart ? (['northwind'] as const) : []), ...(KETTLE in cart ? (['harbor'] as const) : [])];
  }

  is(placed: PlacedOrder, what: string, holds: (order: OrderView) => boolean): Promise<OrderView> {
    return this.house.until(async () => {
      const order = await this.house.order(placed);
      return holds(order) && order;
    }, what);
  }

  console<T>(
    method: string,
    route: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer<T & Omit<Problem, 'status'>>> {
    return this.house.call(method, `/v1/console/brands/${this.brandId}${route}`, {
      body,
      headers: { cookie: this.cookie, ...(method === 'POST' && { 'idempotency-key': key }) },
    });
  }

  async view(placed: PlacedOrder): Promise<BrandOrderView> {
    return (await this.console<BrandOrderView>('GET', `/orders/${placed.order.id}`)).body;
  }

  refund(
    placed: PlacedOrder,
    request: Partial<RefundRequest> = {},
    key?: string,
  ): Promise<Answer<Refund & Omit<Problem, 'status'>>> {
    return this.console('POST', `/orders/${placed.order.id}/refunds`, { reason: 'goodwill', ...request }, key);
  }

  refundIs(placed: PlacedOrder, state: Refund['state']): Promise<Refund> {
    return this.house.until(
      async () => (await this.house.order(placed)).refunds.find((refund) => refund.state === state),
      `a refund to be ${state}`,
    );
  }

  /** What an account holds over all orders, debits positive. */
  async account(prefix: string): Promise<number> {
    const row = await this.house.database.one<{ sum: number }>(
      `SELECT coalesce(sum(e.amount), 0)::bigint AS sum FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
         JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted' WHERE a.code LIKE $1 || '%'`,
      [prefix],
    );
    return row!.sum;
  }

  /** What an order moved on an account, debits positive. */
  async moved(placed: PlacedOrder, prefix: string): Promise<number> {
    const row = await this.house.database.one<{ sum: number }>(
      `SELECT coalesce(sum(e.amount), 0)::bigint AS sum FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
         JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted' WHERE t.order_id = $1 AND a.code LIKE $2 || '%'`,
      [placed.order.id, prefix],
    );
    return row!.sum;
  }

  async mails(placed: PlacedOrder, fact: string): Promise<{ recipient: string; subject: string; text: string }[]> {
    return this.house.database.rows(`SELECT recipient, subject, text FROM platform.mail WHERE key LIKE $1`, [
      `${placed.order.id}-${fact}%`,
    ]);
  }

  async intentOf(placed: PlacedOrder): Promise<string> {
    return (await this.house.intentsOf(placed.order.id))[0]!.id;
  }

  /** All money at Stripe becomes available, as it does after some days. */
  settle(): Promise<unknown> {
    return this.house.control('/settle');
  }
}
