import { Injectable } from '@nestjs/common';
import type { BrandOrder, BrandOrderQuery, BrandOrderView, Failure, Refund } from '@sidestall/contracts';
import {
  BrandOrderReader,
  Database,
  DisputeReader,
  FulfillmentOrders,
  RefundReader,
  ReturnReader,
  type BrandsOrder,
  type BrandTake,
} from '@sidestall/engine';
import {
  err,
  money,
  ok,
  subtractMoney,
  sumMoney,
  timesQuantity,
  type BrandId,
  type OrderId,
  type Result,
} from '@sidestall/kernel';
import { fulfillmentStatus } from '@sidestall/ordering';
import { BrandPayables } from './brand-payables.ts';
import { disputeOnWire } from './disputes.presenter.ts';

/** Orders as the brands of their lines see them. */
@Injectable()
export class BrandOrdersPresenter {
  constructor(
    private readonly database: Database,
    private readonly orders: BrandOrderReader,
    private readonly refunds: RefundReader,
    private readonly disputes: DisputeReader,
    private readonly returns: ReturnReader,
    private readonly payables: BrandPayables,
    private readonly fulfillmentOrders: FulfillmentOrders,
  ) {}

  async list(brandId: BrandId, query: BrandOrderQuery): Promise<{ orders: BrandOrder[]; nextCursor: string | null }> {
    const page = await this.orders.list(brandId, query);
    const ids = page.orders.map(({ order }) => order.id);
    const takes = await this.refunds.takeOf(this.database, brandId, ids);
    const orders = await Promise.all(page.orders.map((one) => this.#row(one, takes.get(one.order.id))));
    return { orders, nextCursor: page.nextCursor };
  }

  async view(brandId: BrandId, orderId: OrderId): Promise<Result<BrandOrderView, Failure<'ORDERING.ORDER_NOT_FOUND'>>> {
    const found = await this.orders.find(brandId, orderId);
    if (!found) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
    const sql = this.database;
    const { order, lines } = found;
    const [takes, items, refunds, returns, parcels, disputes, payables, story] = await Promise.all([
      this.refunds.takeOf(sql, brandId, [orderId]),
      this.refunds.refundable(sql, orderId, brandId),
      this.refunds.ofOrder(sql, orderId),
      this.returns.ofOrder(orderId),
      this.fulfillmentOrders.parcelsOf(orderId),
      this.disputes.ofOrder(sql, orderId),
      this.payables.of(orderId, brandId),
      this.orders.story(orderId),
    ]);
    const total = (of: typeof items, pick: 'paid' | 'left') =>
      sumMoney(
        of.map((item) => item[pick]),
        order.currency,
      );
    const shipping = items.filter((item) => item.lineId === null);
    const own = new Set<string>(lines.map((line) => line.id));
    return ok({
      ...(await this.#row(found, takes.get(orderId))),
      // With the shipping, where all of the order is this brand's.
      captured: total(items, 'paid'),
      refunded: subtractMoney(total(items, 'paid'), total(items, 'left')),
      address: addressText(order.shippingAddress),
      lines: lines.map((line) => {
        const sold = items.filter((item) => item.lineId === line.id);
        return {
          id: line.id,
          title: line.title,
          variantTitle: line.variantTitle,
          sku: line.sku,
          quantity: line.quantity,
          shippedQuantity: line.shipped,
          canceledQuantity: line.canceled,
          refundedQuantity: sold.reduce((sum, item) => sum + item.refundedQuantity, 0),
          unitPrice: money(line.unitPriceMinor, order.currency),
          paid: total(sold, 'paid'),
          refundable: total(sold, 'left'),
        };
      }),
      shipping: { paid: total(shipping, 'paid'), refundable: total(shipping, 'left') },
      refundable: total(items, 'left'),
      refunds: refunds.flatMap((refund) => ownPart(refund, own, shipping.length > 0)),
      returns: returns.filter((one) => one.brandId === brandId).map((one) => one.view),
      parcels: parcels
        .map((parcel) => ({ ...parcel, lines: parcel.lines.filter((line) => own.has(line.lineId)) }))
        .filter((parcel) => parcel.lines.length > 0),
      disputes: disputes.map((dispute) => disputeOnWire(dispute, order.number)),
      payables,
      timeline: story.map(({ at, kind, text }) => ({ at: at.toISOString(), kind, text })),
    });
  }

  async #row({ order, lines, openReturns }: BrandsOrder, take: BrandTake | undefined): Promise<BrandOrder> {
    const inOrder = (minor: number) => money(minor, order.currency);
    return {
      id: order.id,
      number: order.number,
      state: order.state,
      fulfillment: fulfillmentStatus(lines, order.state !== 'pending_payment'),
      placedAt: order.placedAt.toISOString(),
      buyer: { name: order.shippingAddress.name, country: order.country, email: order.email },
      goods: sumMoney(
        lines.map((line) =>
          subtractMoney(timesQuantity(inOrder(line.unitPriceMinor), line.quantity), inOrder(line.discountMinor)),
        ),
        order.currency,
      ),
      captured: inOrder(take?.captured ?? 0),
      refunded: inOrder(take?.refunded ?? 0),
      units: lines.reduce((sum, line) => sum + line.quantity, 0),
      isDisputed: await this.disputes.isDisputed(this.database, order.id),
      openReturns,
    };
  }
}

/** What a refund gives back of a brand's own things; nothing when it has no part in it. */
function ownPart(refund: Refund, own: ReadonlySet<string>, isShippingOurs: boolean): Refund[] {
  const lines = refund.lines.filter((line) => own.has(line.lineId));
  const shipping = isShippingOurs ? refund.shipping : null;
  if (lines.length === 0 && !shipping) return [];
  const parts = [...lines.map((line) => line.amount), ...(shipping ? [shipping] : [])];
  return [{ ...refund, lines, shipping, amount: sumMoney(parts, refund.amount.currency) }];
}

function addressText(address: BrandsOrder['order']['shippingAddress']): string {
  const { name, line1, line2, postalCode, city, region, country } = address;
  return [name, line1, line2, [postalCode, city].filter(Boolean).join(' '), region, country].filter(Boolean).join(', ');
}
