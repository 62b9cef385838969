import { randomUUID } from 'node:crypto';
import type { PartnerReturn, PlacedOrder, Problem, Refund, Return } from '@sidestall/contracts';
import { AfterSale, MUG } from '../payments/after-sale.fixture.ts';
import { RETAILER_KEYS, type Answer } from '../test-house.ts';

export type Told<T> = Promise<Answer<T & Omit<Problem, 'status'>>>;
export type Retailer = keyof typeof RETAILER_KEYS;

export const LABEL = { carrier: 'DHL', trackingNumber: 'RET-0001' };

export const tokenOf = (placed: PlacedOrder) => ({ authorization: `Bearer ${placed.orderToken}` });

/** Mugs that buyers send back to northwind, and what everybody says of them. */
export class ReturnDesk {
  private constructor(readonly shop: AfterSale) {}

  static async open(): Promise<ReturnDesk> {
    const shop = await AfterSale.open();
    // More mugs than all these buyers send back.
    await shop.house.call('POST', '/v1/partner/stock', {
      headers: { authorization: `Bearer ${RETAILER_KEYS.northwind}`, 'idempotency-key': randomUUID() },
      body: { counts: [{ sku: MUG, onHand: 200, asOf: new Date().toISOString() }] },
    });
    return new ReturnDesk(shop);
  }

  close(): Promise<void> {
    return this.shop.house.close();
  }

  /** What a retailer says of a return. */
  say(id: string, step: string, body: object = {}, retailer: Retailer = 'northwind'): Told<PartnerReturn> {
    return this.shop.house.call('POST', `/v1/partner/returns/${id}/${step}`, {
      body,
      headers: { authorization: `Bearer ${RETAILER_KEYS[retailer]}`, 'idempotency-key': randomUUID() },
    });
  }

  read<T>(path: string, retailer: Retailer = 'northwind'): Told<T> {
    return this.shop.house.call('GET', `/v1/partner/returns${path}`, {
      headers: { authorization: `Bearer ${RETAILER_KEYS[retailer]}` },
    });
  }

  /** What the brand says of it. */
  decide(id: string, step: string, body: object = {}): Told<Return> {
    return this.shop.console('POST', `/returns/${id}/${step}`, body);
  }

  /** What the buyer says of a return that is theirs. */
  buyerSends(placed: PlacedOrder, id: string): Told<Return> {
    const route = `/v1/orders/${placed.order.id}/returns/${id}/parcel`;
    return this.shop.house.call('POST', route, { body: LABEL, headers: tokenOf(placed) });
  }

  buyerWithdraws(placed: PlacedOrder, id: string): Told<unknown> {
    const route = `/v1/orders/${placed.order.id}/returns/${id}`;
    return this.shop.house.call('DELETE', route, { headers: tokenOf(placed) });
  }

  buyerAsks(placed: PlacedOrder, lineId: string, quantity: number, body: object = {}): Told<Return> {
    return this.shop.house.call('POST', `/v1/orders/${placed.order.id}/returns`, {
      headers: { ...tokenOf(placed), 'idempotency-key': randomUUID() },
      body: { reason: 'changed_mind', ...body, lines: [{ lineId, quantity }] },
    });
  }

  /** Mugs that arrived and that the buyer wants to send back. */
  async asked(quantity = 1, body: object = {}) {
    const placed = await this.shop.paid({ [MUG]: quantity });
    await this.shop.settle();
    await this.shop.shipped(placed, { [MUG]: quantity });
    const lineId = (await this.shop.house.order(placed)).lines[0]!.id;
    const { id, state } = (await this.buyerAsks(placed, lineId, quantity, body)).body;
    return { placed, lineId, id, state };
  }

  /** Some that have come as far as their retailer's door. */
  async arrived(quantity = 1) {
    const made = await this.asked(quantity);
    await this.say(made.id, 'authorize');
    await this.buyerSends(made.placed, made.id);
    await this.say(made.id, 'receive');
    return made;
  }

  /** The first return of an order, as its buyer sees it. */
  async returnOf(placed: PlacedOrder): Promise<Return> {
    return (await this.shop.house.order(placed)).returns[0]!;
  }

  async refunds(placed: PlacedOrder): Promise<Refund[]> {
    return (await this.shop.house.order(placed)).refunds;
  }

  /** Whether nothing of the order is paid out because of a return. */
  async isHeld(placed: PlacedOrder): Promise<boolean> {
    const row = await this.shop.house.database.one<{ reasons: string[] }>(
      `SELECT frozen_for AS reasons FROM ledger.sale WHERE order_id = $1`,
      [placed.order.id],
    );
    return row!.reasons.includes('return');
  }

  /** Each step so far and who took it. */
  async steps(id: string): Promise<string[]> {
    const rows = await this.shop.house.database.rows<{ step: string }>(
      `SELECT to_state || ' by ' || actor_kind AS step FROM ordering.return_event WHERE return_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ step }) => step);
  }

  async daysLeft(placed: PlacedOrder): Promise<number> {
    return daysUntil((await this.returnOf(placed)).dueAt);
  }

  /** Lets what ends by itself end now. */
  async overdue(id: string): Promise<void> {
    await this.shop.house.database.rows(`UPDATE ordering.return SET due_at = now() WHERE id = $1`, [id]);
    await this.shop.house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = 'ordering.sweep-returns' AND state = 'pending'`,
    );
  }

  becomes(placed: PlacedOrder, state: Return['state']): Promise<Return> {
    return this.shop.house.until(async () => {
      const entry = await this.returnOf(placed);
      return entry.state === state && entry;
    }, `a return that is ${state}`);
  }
}

export const daysUntil = (dueAt: string | null): number => Math.round((Date.parse(dueAt!) - Date.now()) / 86_400_000);
