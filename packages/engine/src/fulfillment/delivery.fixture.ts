import type { FulfillmentOrderId } from '@sidestall/kernel';
import { AbandonFulfillmentOrderHandler } from './abandon-fulfillment-order.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import type { TestTrade } from './fulfillment.fixture.ts';
import type { RetailerRegistration } from './register-retailer.ts';
import { DeliveryDispatcher } from './webhooks/delivery-dispatcher.ts';

/** A request to a retailer with a server, and another retailer that could take over. */
export async function aRequest(trade: TestTrade, more: Partial<RetailerRegistration> = {}) {
  const retailerId = await trade.retailer({ endpointUrl: trade.receiver.url, ...more });
  const spare = await trade.retailer({ priority: 9 });
  const variantId = await trade.shelf({ [retailerId]: 9, [spare]: 9 });
  const orderId = await trade.order([{ variantId, quantity: 1 }]);
  const [order] = await trade.route(orderId);
  return { order: order!, orderId, retailerId, spare, variantId };
}

/** One look at what is due, to its end; how many attempts were made. */
export const deliver = (trade: TestTrade): Promise<number> => trade.get(DeliveryDispatcher).deliverDue();

/** Has done what follows from deliveries that failed for good. */
export async function abandonLost(trade: TestTrade): Promise<void> {
  for (const job of await trade.jobs('fulfillment.abandon-fulfillment-order')) {
    await trade
      .get(AbandonFulfillmentOrderHandler)
      .handle(job as { fulfillmentOrderId: FulfillmentOrderId; reason: string });
  }
}

export const stateOf = async (trade: TestTrade, order: FulfillmentOrderRecord): Promise<string> =>
  (await trade.requestsOf(order.orderId)).find((it) => it.id === order.id)!.state;
