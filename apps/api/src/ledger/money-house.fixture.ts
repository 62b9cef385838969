import { randomUUID } from 'node:crypto';
import type { Party, PlacedOrder, Quote, Reconciliation, Statement } from '@sidestall/contracts';
import { LedgerService } from '@sidestall/engine';
import { newId } from '@sidestall/kernel';
import { DEMO_HOST, DEMO_OPERATOR } from '../cli/seed-shop.ts';
import { TestHouse, type Answer } from '../test-house.ts';

export interface PayableOfTest {
  readonly id: string;
  readonly party: string;
  readonly kind: string;
  readonly state: string;
  readonly amount: number;
  readonly transferred: number;
  readonly returned: number;
  readonly trouble: string | null;
  readonly attempt: number;
  readonly stripeTransfer: string | null;
}

/** A house in which money reaches those it belongs to: accounts are open, and people look at its books. */
export class MoneyHouse {
  private constructor(
    readonly house: TestHouse,
    readonly host: string,
    readonly operator: string,
  ) {}

  static async open(options: { accounts?: boolean } = {}): Promise<MoneyHouse> {
    const house = await TestHouse.open({ accounts: options.accounts ?? true });
    const cookieOf = async (credentials: { email: string; password: string }): Promise<string> => {
      const { headers } = await house.call('POST', '/v1/console/sign-in', {
        body: { email: credentials.email, password: credentials.password },
      });
      return headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
    };
    return new MoneyHouse(house, await cookieOf(DEMO_HOST), await cookieOf(DEMO_OPERATOR));
  }

  console<T>(cookie: string, method: string, route: string, body?: unknown): Promise<Answer<T>> {
    return this.house.call(method, `/v1/console${route}`, {
      body,
      headers: { cookie, ...(method === 'POST' && { 'idempotency-key': randomUUID() }) },
    });
  }

  /** Quoted from the demo show, so that its creator takes part. */
  async quote(cart: Record<string, number>): Promise<Quote> {
    const stream = await this.house.database.one<{ id: string }>(`SELECT id FROM streams.stream LIMIT 1`);
    const lines = await Promise.all(
      Object.entries(cart).map(async ([sku, quantity]) => ({ listingId: await this.house.listing(sku), quantity })),
    );
    const answer = await this.house.call<Quote>('POST', '/v1/quotes', {
      body: { lines, country: 'DE', streamId: stream!.id },
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  /** An order that is paid, and shipped by northwind whole. */
  async shipped(cart: Record<string, number>): Promise<PlacedOrder> {
    const sold = await this.sold(cart);
    await sold.ship();
    return sold.placed;
  }

  /** An order that is paid and in the books, and that northwind has yet to ship. */
  async sold(cart: Record<string, number>): Promise<{ placed: PlacedOrder; ship: () => Promise<unknown> }> {
    const placed = (await this.house.place(await this.quote(cart))).body;
    const requested = await this.house.requested('northwind', placed);
    await this.house.partner('northwind', 'POST', `/${requested.id}/accept`, {});
    await this.house.until(async () => (await this.house.order(placed)).state === 'captured', 'the capture');
    const parcel = { carrier: 'DHL', trackingNumber: `JD${placed.order.number}` };
    const ship = () => this.house.partner('northwind', 'POST', `/${requested.id}/shipments`, parcel);
    return { placed, ship };
  }

  payables(orderId: string): Promise<PayableOfTest[]> {
    return this.house.database.rows(
      `SELECT b.id, p.name AS party, p.kind, b.state, b.amount_minor AS amount, b.transferred_minor AS transferred,
              b.returned_minor AS returned, b.transfer_trouble AS trouble, b.transfer_attempt AS attempt, b.stripe_transfer AS "stripeTransfer"
         FROM ledger.payable b JOIN ledger.party p ON p.id = b.party_id WHERE b.order_id = $1 ORDER BY p.kind`,
      [orderId],
    );
  }

  payable(orderId: string, kind: string): Promise<PayableOfTest | undefined> {
    return this.payables(orderId).then((all) => all.find((one) => one.kind === kind));
  }

  /** Waits for the payable of that party to be so. */
  reached(orderId: string, kind: string, state: string): Promise<PayableOfTest> {
    return this.house.until(async () => {
      const now = await this.payable(orderId, kind);
      return now?.state === state && now;
    }, `${kind} ${state}`);
  }

  /** What waiting for days would do: jobs that repeat or wait run now. */
  async hurry(...names: string[]): Promise<void> {
    await this.house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = ANY ($1) AND state = 'pending'`,
      [names],
    );
    await this.house.database.rows(`SELECT pg_notify('outbox', '')`);
  }

  /** What the end of the return window would do. */
  async endWindow(orderId: string): Promise<void> {
    await this.house.database.rows(
      `UPDATE ledger.payable SET release_at = now() WHERE order_id = $1 AND state = 'pending'`,
      [orderId],
    );
    await this.hurry('payments.release-due');
  }

  async party(kind: Party['kind'], name?: string): Promise<Party> {
    const { body } = await this.console<{ parties: Party[] }>(this.operator, 'GET', '/parties');
    return body.parties.find((party) => party.kind === kind && (!name || party.name === name))!;
  }

  async accountOf(party: Party): Promise<string> {
    const row = await this.house.database.one<{ account: string }>(
      `SELECT stripe_account AS account FROM ledger.party WHERE id = $1`,
      [party.id],
    );
    return row!.account;
  }

  /** Of all time: the sandbox's clock may be days ahead. */
  async statement(party: Party, currency = 'EUR'): Promise<Statement> {
    const query = new URLSearchParams({ currency, limit: '200', from: '2000-01-01', to: '2100-01-01' });
    return (await this.console<Statement>(this.operator, 'GET', `/parties/${party.id}/statement?${query.toString()}`))
      .body;
  }

  /** Has the books compared, and waits for what came of it. */
  async reconcile(): Promise<Reconciliation> {
    const begun = await this.house.until(async () => {
      const answer = await this.console<Reconciliation>(this.operator, 'POST', '/reconciliations', {});
      return answer.status === 200 && answer.body;
    }, 'a reconciliation to begin');
    return this.house.until(async () => {
      const { body } = await this.console<Reconciliation>(this.operator, 'GET', `/reconciliations/${begun.id}`);
      return body.state !== 'running' && body;
    }, 'the end of a reconciliation');
  }

  /** Compares until nothing is on its way any more. */
  settled(): Promise<Reconciliation> {
    return this.house.until(async () => {
      const report = await this.reconcile();
      return report.currencies.every((each) => each.inTransit.amount === 0) && report;
    }, 'nothing in transit');
  }

  /** What recording a captured order would write, for a charge that is no order's. */
  async recordSale(chargeId: string, amountMinor: number): Promise<void> {
    const orderId = newId('ord');
    const account = (name: string, kind: 'asset' | 'liability') =>
      ({ code: `${name}/EUR`, class: kind, mode: 'recording', floor: null, currency: 'EUR', partyId: null }) as const;
    await this.house.database.transaction(async (tx) => {
      await tx.rows(
        `INSERT INTO ledger.sale (order_id, currency, captured_minor, stripe_charge) VALUES ($1, 'EUR', $2, $3)`,
        [orderId, amountMinor, chargeId],
      );
      await this.house.get(LedgerService).post(tx, {
        idemKey: `capture-${orderId}`,
        kind: 'capture',
        orderId,
        entries: [
          { account: account('stripe:balance', 'asset'), amount: amountMinor },
          { account: account('deferred_fee', 'liability'), amount: -amountMinor },
        ],
      });
    });
  }
}
