import { Injectable } from '@nestjs/common';
import type { Address } from '@sidestall/contracts';
import { money, type Money, type OrderId, type OrderLineId, type VariantId } from '@sidestall/kernel';
import { isAwaitingAnswers, isNothingLeft } from '@sidestall/ordering';
import { InventoryService } from '../inventory/inventory.service.ts';
import { PaymentStore } from '../payments/payment.store.ts';
import type { Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { settleOrder } from './facts.ts';
import { GoodsLeft } from './goods-left.ts';
import { LineSourceStore, type SourceMove } from './line-source.store.ts';
import { OrderMails, type ShippedParcel } from './order-mails.ts';
import { OrderStore, type LineMove } from './order.store.ts';

export type { LineMove } from './order.store.ts';
export type { ShippedParcel } from './order-mails.ts';

/** An order as routing needs it. */
export interface RoutableOrder {
  readonly orderId: OrderId;
  readonly number: string;
  readonly country: string;
  readonly address: Address;
  readonly email: string;
  readonly currency: string;
  /** The approval of the payment is about to run out: nobody else is asked any more. */
  readonly isOutOfTime: boolean;
  readonly lines: readonly {
    readonly lineId: OrderLineId;
    readonly variantId: VariantId;
    readonly sku: string;
    readonly title: string;
    readonly variantTitle: string | null;
    readonly brandName: string;
    readonly quantityUnrouted: number;
    readonly unitPrice: Money;
    readonly grams: number;
  }[];
}

/** What a retailer lets go of without sending it is no longer its own, whether somebody else sends it or nobody. */
function sourceMoveOf({ lineId, retailer, accepted = 0, shipped = 0 }: LineMove): SourceMove[] {
  if (!retailer) return [];
  return [
    {
      lineId,
      retailerId: retailer.id,
      retailerName: retailer.name,
      accepted: Math.max(0, accepted),
      shipped,
      canceled: accepted < 0 ? -accepted - shipped : 0,
    },
  ];
}

/** Orders as fulfillment may see and move them. */
@Injectable()
export class OrderingService {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly sources: LineSourceStore,
    private readonly inventory: InventoryService,
    private readonly outbox: Outbox,
    private readonly mails: OrderMails,
    private readonly goods: GoodsLeft,
  ) {}

  /** The paid order and what of it still needs a retailer, its row locked; null when there is nothing to route. */
  async routableOrder(tx: Tx, orderId: OrderId): Promise<RoutableOrder | null> {
    const order = await this.orders.lock(tx, orderId);
    if (!order || (order.state !== 'authorized' && order.state !== 'captured')) return null;
    const lines = (await this.orders.lines(tx, orderId)).filter((line) => line.unrouted > 0);
    return {
      orderId,
      number: order.number,
      country: order.country,
      address: order.shippingAddress,
      email: order.email,
      currency: order.currency,
      isOutOfTime: order.state === 'authorized' && (await this.payments.isOutOfTime(tx, orderId)),
      lines: lines.map((line) => ({
        lineId: line.id,
        variantId: line.variantId,
        sku: line.sku,
        title: line.title,
        variantTitle: line.variantTitle,
        brandName: line.brandName,
        quantityUnrouted: line.unrouted,
        unitPrice: money(line.unitPriceMinor, order.currency),
        grams: line.grams,
      })),
    };
  }

  /**
   * Moves units of lines from one place to another, e.g. `{ unrouted: -2, requested: 2 }`. Units given up go back to
   * stock; once nobody has to answer any more, the money is settled.
   */
  async applyLineProgress(
    tx: Tx,
    orderId: OrderId,
    moves: readonly LineMove[],
    note?: { readonly kind: string; readonly text: string },
  ): Promise<void> {
    const order = await this.orders.lock(tx, orderId);
    if (!order) throw new Error(`No order ${orderId}`);
    await this.orders.moveUnits(tx, orderId, moves);
    await this.sources.move(tx, orderId, moves.flatMap(sourceMoveOf));
    const lines = await this.orders.lines(tx, orderId);
    const given = moves.flatMap((move) => {
      const line = lines.find((candidate) => candidate.id === move.lineId);
      return line && (move.canceled ?? 0) > 0 ? [{ variantId: line.variantId, quantity: move.canceled! }] : [];
    });
    if (given.length > 0) await this.inventory.releaseReserved(tx, orderId, given);
    if (note) await this.orders.tell(tx, orderId, note.kind, note.text);
    await this.orders.bump(tx, orderId);
    if (order.state === 'captured' && moves.some((move) => move.retailer)) await this.goods.tell(tx, orderId, lines);
    const isToSettle =
      order.state === 'authorized' ? !isAwaitingAnswers(lines) : order.state === 'captured' && isNothingLeft(lines);
    if (isToSettle) await this.outbox.schedule(tx, settleOrder, { orderId });
  }

  /** Says that a parcel was sent for one that did not arrive; no units move, and nothing is charged. */
  async tellReshipped(tx: Tx, orderId: OrderId, parcel: ShippedParcel): Promise<void> {
    await this.orders.lock(tx, orderId);
    const text = `A new parcel is on its way with ${parcel.carrier}: ${parcel.trackingNumber}`;
    await this.orders.tell(tx, orderId, 'shipped', text);
    await this.orders.bump(tx, orderId);
    await this.tellShipped(tx, orderId, parcel);
  }

  /** Tells the buyer that a parcel left; once for each parcel. */
  async tellShipped(tx: Tx, orderId: OrderId, parcel: ShippedParcel): Promise<void> {
    const order = await this.orders.find(tx, orderId);
    if (order) await this.mails.shipped(tx, order, parcel);
  }
}
