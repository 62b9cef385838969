import { Injectable } from '@nestjs/common';
import { formatMoney, money } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import type { MailDraft } from '../platform/mailer.ts';
import type { OutboxRow } from '../platform/outbox.ts';
import { OrderLetters } from './order-letters.ts';
import type { OrderLineRow, OrderRow } from './order.store.ts';

export interface ShippedParcel {
  readonly shipmentId: string;
  readonly retailerName: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string | null;
  readonly lines: readonly {
    readonly title: string;
    readonly variantTitle: string | null;
    readonly quantity: number;
  }[];
}

const nameOf = (line: { title: string; variantTitle: string | null }): string =>
  line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;

/** What a buyer is told by email, each fact once. */
@Injectable()
export class OrderMails {
  constructor(private readonly letters: OrderLetters) {}

  /** Thanks buyers for orders that were just approved; answers the rows that have it sent. */
  confirmed(
    tx: Tx,
    approved: readonly { readonly order: OrderRow; readonly lines: readonly OrderLineRow[] }[],
  ): Promise<OutboxRow[]> {
    return this.letters.write(
      tx,
      approved.map(({ order, lines }) => this.#thanks(order, lines)),
    );
  }

  #thanks(order: OrderRow, lines: readonly OrderLineRow[]): MailDraft {
    const price = (minor: number) => formatMoney(money(minor, order.currency));
    return this.letters.buyersDraft(order, 'confirmed', `Your order ${order.number}`, {
      heading: 'Thank you, your order is in',
      paragraphs: [
        'Your card is charged only when the shop accepts the order. We will write again when your parcel leaves.',
      ],
      rows: [
        ...lines.map(
          (line) => [`${line.quantity} × ${nameOf(line)}`, price(line.unitPriceMinor * line.quantity)] as const,
        ),
        ...(order.discountMinor > 0 ? [['Coupons', `−${price(order.discountMinor)}`] as const] : []),
        ['Shipping', order.shippingMinor === 0 ? 'Free' : price(order.shippingMinor)],
        ...(order.taxMinor > 0 && !order.isTaxIncluded ? [['Tax', price(order.taxMinor)] as const] : []),
        [
          order.taxMinor > 0 && order.isTaxIncluded ? `Total (contains ${price(order.taxMinor)} tax)` : 'Total',
          price(order.totalMinor),
        ],
      ],
    });
  }

  async shipped(tx: Tx, order: OrderRow, parcel: ShippedParcel): Promise<void> {
    await this.letters.toBuyer(tx, order, `shipped-${parcel.shipmentId}`, `On its way: your order ${order.number}`, {
      heading: 'Your parcel is on its way',
      paragraphs: [`${parcel.retailerName} handed it to ${parcel.carrier}. Tracking number: ${parcel.trackingNumber}.`],
      rows: parcel.lines.map((line) => [nameOf(line), `${line.quantity} ×`] as const),
    });
  }

  async reduced(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<void> {
    const missing = lines.filter((line) => line.canceled > 0);
    await this.letters.toBuyer(tx, order, 'reduced', `A part of your order ${order.number} cannot be sent`, {
      heading: 'A part of your order cannot be sent',
      paragraphs: [
        'No shop could send the following. You are not charged for it; the rest is on its way to you as planned.',
      ],
      rows: missing.map((line) => [nameOf(line), `${line.canceled} ×`] as const),
    });
  }

  async canceled(tx: Tx, order: OrderRow): Promise<void> {
    await this.letters.toBuyer(tx, order, 'canceled', `Your order ${order.number} was canceled`, {
      heading: 'Your order was canceled',
      paragraphs: [
        'No shop could send it in time. Nothing was charged, and the amount set aside on your card is let go.',
      ],
      rows: [],
    });
  }
}
