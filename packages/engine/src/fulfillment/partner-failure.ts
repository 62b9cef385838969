import type { Failure } from '@sidestall/contracts';
import type { ParcelError } from '@sidestall/fulfillment';
import { err } from '@sidestall/kernel';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';

/** What a retailer can be told when an answer does not work out. */
export type PartnerFailure = Failure<
  | 'FULFILLMENT.ORDER_NOT_FOUND'
  | 'FULFILLMENT.STATE_CONFLICT'
  | 'FULFILLMENT.LINE_UNKNOWN'
  | 'FULFILLMENT.QUANTITY_EXCEEDED'
>;

/** Not there, or somebody else's: the answer is the same, so that nobody learns which. */
export const orderNotFound = () =>
  err<PartnerFailure>({
    code: 'FULFILLMENT.ORDER_NOT_FOUND',
    detail: 'No fulfillment order of yours has this id',
  });

/** Too late, or out of turn: says where it stands. */
export const stateConflict = (order: FulfillmentOrderRecord, asked: string) =>
  err<PartnerFailure>({
    code: 'FULFILLMENT.STATE_CONFLICT',
    detail: `The fulfillment order is ${order.state.replace('_', ' ')} and cannot be ${asked}`,
    extra: { currentState: order.state, version: order.version },
  });

/** The order itself was given up; the fulfillment order is about to follow. */
export const orderIsOver = (order: FulfillmentOrderRecord, asked: string) =>
  stateConflict({ ...order, state: 'canceled' }, asked);

/** Says which line is wrong and how many units it has left. */
export function quantityFailure(error: ParcelError) {
  if (error.code === 'FULFILLMENT.LINE_UNKNOWN') {
    return err<PartnerFailure>({
      code: error.code,
      detail: `${error.lineId} is not a line of this fulfillment order`,
      fields: [{ path: 'lines', message: `${error.lineId} is not a line of this fulfillment order` }],
    });
  }
  const detail =
    'lineId' in error
      ? `Line ${error.lineId} has ${error.left} left, ${error.asked} were named`
      : 'There is nothing left to ship';
  return err<PartnerFailure>({ code: error.code, detail, fields: [{ path: 'lines', message: detail }] });
}
