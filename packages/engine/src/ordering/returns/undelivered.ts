import { Inject, Injectable } from '@nestjs/common';
import {
  ok,
  type BrandId,
  type OrderId,
  type OrderLineId,
  type RefundId,
  type Result,
  type RetailerId,
} from '@sidestall/kernel';
import { BrandMailboxes } from '../../identity/brand-mailboxes.ts';
import { RefundReader } from '../../payments/refunds/refund-reader.ts';
import { RequestRefund, type RefundFailure } from '../../payments/refunds/request-refund.ts';
import type { EngineConfig } from '../../platform/config.ts';
import type { Sql, Tx } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { OrderLetters } from '../order-letters.ts';
import { OrderStore } from '../order.store.ts';

/** Why the price of a parcel cannot be given back now. */
export type ParcelRefundFailure = RefundFailure;

/** Units of a line that were in a parcel. */
export interface ParcelUnits {
  readonly lineId: OrderLineId;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly quantity: number;
}

/** A parcel that did not arrive, as people are told of it. */
export interface LostParcel {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly cameBack: boolean;
  readonly units: readonly ParcelUnits[];
}

const rowsOf = (parcel: LostParcel) =>
  parcel.units.map(
    (unit) => [unit.variantTitle ? `${unit.title}, ${unit.variantTitle}` : unit.title, `${unit.quantity} ×`] as const,
  );

/** What becomes of an order when a parcel arrives, or does not: the story, the letters and the money. */
@Injectable()
export class Undelivered {
  constructor(
    private readonly orders: OrderStore,
    private readonly refunds: RequestRefund,
    private readonly reader: RefundReader,
    private readonly letters: OrderLetters,
    private readonly mailboxes: BrandMailboxes,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  /** One more line of the order's story. */
  async note(tx: Tx, orderId: OrderId, kind: string, text: string): Promise<void> {
    await this.orders.lock(tx, orderId);
    await this.orders.tell(tx, orderId, kind, text);
    await this.orders.bump(tx, orderId);
  }

  /** Tells the buyer that a parcel did not arrive, and the brands that somebody must decide. */
  async tellLost(tx: Tx, orderId: OrderId, parcel: LostParcel, days: number): Promise<void> {
    const order = (await this.orders.lock(tx, orderId))!;
    const what = parcel.cameBack ? 'came back to its sender' : 'was lost on the way';
    await this.note(
      tx,
      orderId,
      'delivery_failed',
      `A parcel with ${parcel.carrier} ${what}: ${parcel.trackingNumber}`,
    );
    await this.letters.toBuyer(
      tx,
      order,
      `lost-${parcel.shipmentId}`,
      `A parcel of your order ${order.number} ${what}`,
      {
        heading: `Your parcel ${what}`,
        paragraphs: [
          `We are sorry. The goods are sent again, or you get their price back, within ${days} days. You need not do anything.`,
        ],
        rows: rowsOf(parcel),
      },
    );
    const mailboxes = await this.mailboxes.of(tx, await this.brandsOf(tx, orderId, parcel.units));
    const subject = `A parcel of order ${order.number} ${what}`;
    await this.letters.toBrand(tx, order, mailboxes, `lost-${parcel.shipmentId}`, subject, {
      heading: `A parcel to ${order.shippingAddress.name} ${what}`,
      paragraphs: [
        `Have it sent again or give the money back. If nobody decides within ${days} days, the buyer gets the money back.`,
      ],
      rows: rowsOf(parcel),
      button: { text: 'Open the order', url: `${this.config.publicUrls.console}/orders/${orderId}` },
    });
  }

  /** Whose goods these units are. */
  async brandsOf(sql: Sql, orderId: OrderId, units: readonly { readonly lineId: OrderLineId }[]): Promise<BrandId[]> {
    const lines = await this.orders.lines(sql, orderId);
    const named = lines.filter((line) => units.some((unit) => unit.lineId === line.id));
    return [...new Set(named.map((line) => line.brandId))];
  }

  /**
   * Gives back the price of what did not arrive, once for each parcel; whoever lost it is not paid for it. Null when the
   * buyer has the money already.
   */
  async refund(
    tx: Tx,
    orderId: OrderId,
    parcel: LostParcel,
    retailerId: RetailerId,
    askedBy: string,
  ): Promise<Result<RefundId | null, RefundFailure>> {
    const items = await this.reader.refundable(tx, orderId);
    const lines = parcel.units.flatMap(({ lineId, quantity }) => {
      const itemId = `${lineId}/${retailerId}`;
      const item = items.find((one) => one.itemId === itemId);
      const left = item ? Math.min(quantity, item.quantity - item.refundedQuantity) : quantity;
      return left > 0 ? [{ lineId, quantity: left, itemId }] : [];
    });
    const requestKey = `parcel-${parcel.shipmentId}`;
    const refund =
      lines.length === 0
        ? ok(null)
        : await this.refunds.execute(tx, { orderId, requestKey, ask: { lines }, reason: 'lost', askedBy });
    if (!refund.ok && refund.error.code !== 'PAYMENTS.REFUND_NOTHING') return refund;
    const what = parcel.cameBack ? 'came back' : 'was lost';
    await this.note(tx, orderId, 'parcel_refunded', `You get the price of the parcel that ${what} back`);
    return ok(refund.ok ? refund.value : null);
  }
}
