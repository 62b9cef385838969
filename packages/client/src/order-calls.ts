import type { PromiseReceipt, Return, ReturnRequest } from '@sidestall/contracts';
import { fillPath, STOREFRONT_ROUTES } from '@sidestall/contracts/storefront-routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** What a buyer does with an order that was paid; each call carries the order's own token. */
export interface OrderCalls {
  /** Sent again with the same key it announces no second return. */
  askReturn(id: string, orderToken: string, request: ReturnRequest, idempotencyKey: string): Promise<Answer<Return>>;
  withdrawReturn(id: string, orderToken: string, returnId: string): Promise<Answer<unknown>>;
  promiseReceipt(id: string, orderToken: string): Promise<Answer<PromiseReceipt>>;
}

/** The calls of the order page that a viewer of the stall never needs, so that they load with it alone. */
export function orderCalls(api: Api): OrderCalls {
  return {
    askReturn: (id, token, body, idempotencyKey) =>
      api('POST', fillPath(STOREFRONT_ROUTES.orderReturns, { id }), { body, token, idempotencyKey }),
    withdrawReturn: (id, token, returnId) =>
      api('DELETE', fillPath(STOREFRONT_ROUTES.orderReturn, { id, returnId }), { token }),
    promiseReceipt: (id, token) => api('GET', fillPath(STOREFRONT_ROUTES.promiseReceipt, { id }), { token }),
  };
}
