import type {
  Address,
  AskedCancellationWire,
  ChangeRetailerRequest,
  DeadlinesWire,
  FulfillmentOrderEntriesWire,
  FulfillmentOrderEntryQuery,
  FulfillmentOrderEventsWire,
  FulfillmentOrderWire,
  HouseRetailersWire,
  HouseRetailerWire,
  OrderFulfillmentWire,
  RetailerTermsWire,
} from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/**
 * How brands and who runs the house follow who packs an order, and step in. Without a brand (null) a call speaks for the
 * house; only an operator may.
 */
export interface FulfillmentCalls {
  fulfillmentOrders(query: Partial<FulfillmentOrderEntryQuery>): Promise<Answer<FulfillmentOrderEntriesWire>>;
  orderFulfillment(brandId: string | null, orderId: string): Promise<Answer<OrderFulfillmentWire>>;
  fulfillmentEvents(
    brandId: string | null,
    fulfillmentOrderId: string,
    cursor?: string,
  ): Promise<Answer<FulfillmentOrderEventsWire>>;
  /** Everything that has not left; asked again it changes nothing. */
  cancelOrder(brandId: string | null, orderId: string): Promise<Answer<AskedCancellationWire>>;
  changeAddress(orderId: string, address: Address): Promise<Answer<unknown>>;
  hold(fulfillmentOrderId: string, reason: string): Promise<Answer<FulfillmentOrderWire>>;
  release(fulfillmentOrderId: string): Promise<Answer<FulfillmentOrderWire>>;
  recall(fulfillmentOrderId: string, reason: string): Promise<Answer<FulfillmentOrderWire>>;
  forceAccept(fulfillmentOrderId: string): Promise<Answer<FulfillmentOrderWire>>;
  houseRetailers(): Promise<Answer<HouseRetailersWire>>;
  houseRetailer(id: string): Promise<Answer<HouseRetailerWire>>;
  /** Changes nothing when somebody else has changed it since that version. */
  changeRetailer(id: string, request: ChangeRetailerRequest): Promise<Answer<HouseRetailerWire>>;
  /** Of an order asked for now; nothing is saved. */
  previewDeadlines(terms: RetailerTermsWire): Promise<Answer<DeadlinesWire>>;
}

export function fulfillmentCalls(api: Api): FulfillmentCalls {
  return {
    fulfillmentOrders: (query) => api('GET', pathOf('consoleFulfillmentOrders'), { query: { ...query } }),
    orderFulfillment: (brandId, id) =>
      api(
        'GET',
        brandId === null
          ? pathOf('consoleHouseOrderFulfillment', { id })
          : pathOf('consoleOrderFulfillment', { brandId, id }),
      ),
    fulfillmentEvents: (brandId, id, cursor) =>
      api(
        'GET',
        brandId === null
          ? pathOf('consoleHouseFulfillmentEvents', { id })
          : pathOf('consoleFulfillmentEvents', { brandId, id }),
        { query: { cursor } },
      ),
    cancelOrder: (brandId, id) =>
      api(
        'POST',
        brandId === null ? pathOf('consoleHouseCancellation', { id }) : pathOf('consoleCancellation', { brandId, id }),
        { body: {} },
      ),
    changeAddress: (id, address) => api('POST', pathOf('consoleAddress', { id }), { body: { address } }),
    hold: (id, reason) => api('POST', pathOf('consoleHold', { id }), { body: { reason } }),
    release: (id) => api('POST', pathOf('consoleRelease', { id }), { body: {} }),
    recall: (id, reason) => api('POST', pathOf('consoleRecall', { id }), { body: { reason } }),
    forceAccept: (id) => api('POST', pathOf('consoleForceAccept', { id }), { body: {} }),
    houseRetailers: () => api('GET', pathOf('consoleHouseRetailers')),
    houseRetailer: (id) => api('GET', pathOf('consoleHouseRetailer', { id })),
    changeRetailer: (id, body) => api('PUT', pathOf('consoleHouseRetailer', { id }), { body }),
    previewDeadlines: (terms) => api('POST', pathOf('consolePreviewDeadlines'), { body: { terms } }),
  };
}
