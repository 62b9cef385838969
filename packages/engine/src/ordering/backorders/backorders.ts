import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { PaymentStore } from '../../payments/payment.store.ts';
import { RequestRefund } from '../../payments/refunds/request-refund.ts';
import type { Tx } from '../../platform/database.ts';
import { OrderStore, type OrderRow } from '../order.store.ts';
import { OrderingService } from '../ordering.service.ts';
import { BackorderMails } from './backorder-mails.ts';
import { BackorderStore } from './backorder.store.ts';
import { dayText } from './day-text.ts';
import { OfferSubstitute, type SubstituteWish } from './offer-substitute.ts';
import type { ShortUnits } from './short-units.ts';

/** The buyer has the money back already, or the bank has taken it back for them. */
const HARMLESS = new Set(['PAYMENTS.REFUND_NOTHING', 'PAYMENTS.DISPUTED']);

/** Units that no retailer can ship when they are routed: they wait, or they are given up. The buyer hears of both. */
@Injectable()
export class Backorders {
  constructor(
    private readonly orders: OrderStore,
    private readonly ordering: OrderingService,
    private readonly payments: PaymentStore,
    private readonly refunds: RequestRefund,
    private readonly store: BackorderStore,
    private readonly mails: BackorderMails,
    private readonly offering: OfferSubstitute,
  ) {}

  /**
   * Lets lines wait for so many days, from the first time they had to. What is not charged yet waits no longer than the
   * approval of the payment holds: nothing is charged that may never be sent.
   */
  async wait(tx: Tx, orderId: OrderId, units: readonly (ShortUnits & { readonly days: number })[]): Promise<void> {
    if (units.length === 0) return;
    const order = (await this.orders.lock(tx, orderId))!;
    const hardStop = order.state === 'authorized' ? await this.payments.hardStop(tx, orderId) : null;
    const begun = await this.store.begin(
      tx,
      orderId,
      units.map(({ line: { lineId, variantId }, days }) => ({ lineId, variantId, days })),
      hardStop,
    );
    const waiting = units.filter(({ line }) => begun.has(line.lineId));
    if (waiting.length === 0) return;
    const until = new Date(Math.min(...[...begun.values()].map((at) => at.getTime())));
    const text = `Waiting for more to arrive, until ${dayText(until)} at the latest: ${namesOf(waiting)}`;
    await this.orders.tell(tx, orderId, 'backordered', text);
    await this.orders.bump(tx, orderId);
    await this.mails.waiting(tx, order, waiting, dayText(until));
  }

  /** Offers other variants for lines; answers those for which that cannot be done. */
  async offer<W extends SubstituteWish>(tx: Tx, orderId: OrderId, wishes: readonly W[]): Promise<W[]> {
    if (wishes.length === 0) return [];
    const order = (await this.orders.lock(tx, orderId))!;
    const hardStop = order.state === 'authorized' ? await this.payments.hardStop(tx, orderId) : null;
    const left: W[] = [];
    for (const wish of wishes) if (!(await this.offering.execute(tx, orderId, wish, hardStop))) left.push(wish);
    return left;
  }

  /** Gives up units of an order that is locked: they are not charged, or their price goes back. */
  async giveUp(tx: Tx, orderId: OrderId, units: readonly ShortUnits[]): Promise<void> {
    if (units.length === 0) return;
    const order = (await this.orders.lock(tx, orderId))!;
    const isCharged = order.state === 'captured';
    await this.ordering.applyLineProgress(
      tx,
      orderId,
      units.map(({ line: { lineId }, quantity }) => ({ lineId, unrouted: -quantity, canceled: quantity })),
      {
        kind: 'canceled',
        text: isCharged
          ? 'Part of your order can no longer be sent; you get its price back'
          : 'Part of your order can no longer be sent; you are not charged for it',
      },
    );
    if (isCharged) await this.#refund(tx, order, units);
  }

  async #refund(tx: Tx, { id: orderId }: OrderRow, units: readonly ShortUnits[]): Promise<void> {
    const lines = await this.orders.lines(tx, orderId);
    const refund = await this.refunds.execute(tx, {
      orderId,
      // Units only ever get more given up, so the counts name this giving up and no other.
      requestKey: `not-shippable-${lines.map((line) => line.canceled).join('-')}`,
      ask: {
        lines: units.map(({ line: { lineId }, quantity }) => ({ lineId, quantity })),
        shipping: lines.every((line) => line.canceled === line.quantity),
      },
      reason: 'not_shippable',
      askedBy: 'ordering',
    });
    if (!refund.ok && !HARMLESS.has(refund.error.code)) {
      throw new Error(`No refund of ${orderId}: ${refund.error.code}`);
    }
  }
}

const namesOf = (units: readonly ShortUnits[]): string =>
  units
    .map(({ line, quantity }) => `${quantity} × ${line.title}${line.variantTitle ? `, ${line.variantTitle}` : ''}`)
    .join('; ');
