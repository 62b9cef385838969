import { Injectable } from '@nestjs/common';
import type { Failure, OrderView, PlacedOrder, Quote } from '@sidestall/contracts';
import {
  AnswerSubstitute,
  FulfillmentOrders,
  OrderReader,
  OrderTokens,
  type Placed,
  type QuoteView,
} from '@sidestall/engine';
import { err, ok, systemClock, type OrderId, type Result } from '@sidestall/kernel';
import { deliveryDays, lineTotal } from '@sidestall/ordering';

const DAY_MS = 86_400_000;
const dateAfter = (days: number): string =>
  new Date(systemClock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** Quotes and orders as buyers see them. */
@Injectable()
export class OrdersPresenter {
  constructor(
    private readonly reader: OrderReader,
    private readonly tokens: OrderTokens,
    private readonly fulfillmentOrders: FulfillmentOrders,
    private readonly substitutes: AnswerSubstitute,
  ) {}

  quote(view: QuoteView): Quote {
    const days = deliveryDays(view.content.country);
    return {
      id: view.id,
      hash: view.hash,
      expiresAt: view.expiresAt.toISOString(),
      country: view.content.country,
      lines: view.content.lines.map((line) => ({
        listingId: line.listingId,
        variantId: line.variantId,
        productId: line.productId,
        brandId: line.brandId,
        brandName: line.brandName,
        title: line.title,
        variantTitle: line.variantTitle,
        imageUrl: line.imageUrl,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        regularPrice: line.regularPrice,
        priorPrice: line.priorPrice,
        drop: line.drop,
        discount: line.discount,
        total: lineTotal(line),
      })),
      totals: view.content.totals,
      coupons: [...view.content.coupons],
      refusedCoupons: [...view.refusedCoupons],
      estimatedDelivery: { earliest: dateAfter(days.least), latest: dateAfter(days.most) },
    };
  }

  async order(orderId: OrderId): Promise<Result<OrderView, Failure<'ORDERING.ORDER_NOT_FOUND'>>> {
    const [order, parcels] = await Promise.all([this.reader.find(orderId), this.fulfillmentOrders.parcelsOf(orderId)]);
    if (!order) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
    // Looked up only where the story says that something was offered once.
    const wasOffered = order.timeline.some(({ kind }) => kind === 'substitute_offered');
    const substitutes = wasOffered ? await this.substitutes.offers(orderId) : [];
    return ok({ ...order, parcels, ...(substitutes.length > 0 && { substitutes }) });
  }

  async placed(placed: Placed): Promise<Result<PlacedOrder, Failure<'ORDERING.ORDER_NOT_FOUND'>>> {
    const order = await this.order(placed.orderId);
    if (!order.ok) return order;
    return ok({
      status: placed.status,
      clientSecret: placed.clientSecret,
      orderToken: this.tokens.sign(placed.orderId),
      orderUrl: this.tokens.link(placed.orderId),
      order: order.value,
    });
  }
}
