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
  | 'FULFILLMENT.WHOLE_ORDER_ONLY'
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
    detail: `The fulfillment order is ${order.state.replaceAll('_', ' ')} and cannot be ${asked}`,
    extra: { currentState: order.state, version: order.version },
  });

/** By its contract this retailer ships all of what it is asked for, or nothing. */
export const wholeOrderOnly = () =>
  err<PartnerFailure>({
    code: 'FULFILLMENT.WHOLE_ORDER_ONLY',
    detail: 'You ship whole orders only: accept all of it or reject it',
    fields: [{ path: 'lines', message: 'Name every line with all of its units, or leave lines out' }],
  });

/** The order itself was given up; the fulfillment order is about to follow. */
export const orderIsOver = (order: FulfillmentOrderRecord, asked: string) =>
  stateConflict({ ...order, state: 'canceled' }, asked);

/** Nothing can be given back while the buyer's money is being taken: a matter of seconds. */
export const paymentIsMoving = (order: FulfillmentOrderRecord) =>
  err<PartnerFailure>({
    code: 'FULFILLMENT.STATE_CONFLICT',
    detail: 'The payment of this order is being taken at this moment; try again in a minute',
    extra: { currentState: order.state, version: order.version },
  });

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
