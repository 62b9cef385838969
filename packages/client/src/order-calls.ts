import type { PromiseReceipt, Return, ReturnLabel, ReturnRequest } from '@sidestall/contracts';
import { fillPath, STOREFRONT_ROUTES } from '@sidestall/contracts/storefront-routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** What a buyer does with an order that was paid; each call carries the order's own token. */
export interface OrderCalls {
  /** Sent again with the same key it announces no second return. */
  askReturn(id: string, orderToken: string, request: ReturnRequest, idempotencyKey: string): Promise<Answer<Return>>;
  withdrawReturn(id: string, orderToken: string, returnId: string): Promise<Answer<unknown>>;
  /** The goods are on their way; said again, it is the same. */
  sendReturn(id: string, orderToken: string, returnId: string, label: ReturnLabel): Promise<Answer<Return>>;
  /** Says whether the buyer takes what is offered instead of a line. */
  answerSubstitute(id: string, orderToken: string, lineId: string, isWanted: boolean): Promise<Answer<unknown>>;
  promiseReceipt(id: string, orderToken: string): Promise<Answer<PromiseReceipt>>;
}

/** The calls of the order page that a viewer of the stall never needs, so that they load with it alone. */
export function orderCalls(api: Api): OrderCalls {
  return {
    askReturn: (id, token, body, idempotencyKey) =>
      api('POST', fillPath(STOREFRONT_ROUTES.orderReturns, { id }), { body, token, idempotencyKey }),
    sendReturn: (id, token, returnId, body) =>
      api('POST', fillPath(STOREFRONT_ROUTES.orderReturnParcel, { id, returnId }), { body, token }),
    withdrawReturn: (id, token, returnId) =>
      api('DELETE', fillPath(STOREFRONT_ROUTES.orderReturn, { id, returnId }), { token }),
    answerSubstitute: (id, token, lineId, isWanted) =>
      api('POST', fillPath(STOREFRONT_ROUTES.orderSubstitute, { id, lineId }), { body: { isWanted }, token }),
    promiseReceipt: (id, token) => api('GET', fillPath(STOREFRONT_ROUTES.promiseReceipt, { id }), { token }),
  };
}
