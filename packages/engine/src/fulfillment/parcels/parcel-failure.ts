import type { Failure } from '@sidestall/contracts';
import { err } from '@sidestall/kernel';
import type { ShipmentRecord } from '../fulfillment-order.ts';
import type { PartnerFailure } from '../partner-failure.ts';

/** What whoever speaks of a parcel can be told when it does not work out. */
export type ParcelFailure =
  | PartnerFailure
  | Failure<'FULFILLMENT.PARCEL_NOT_FOUND' | 'FULFILLMENT.PARCEL_STATE_CONFLICT' | 'FULFILLMENT.PARCEL_SHARED'>;

/** Not there, or somebody else's: the answer is the same, so that nobody learns which. */
export const parcelNotFound = () =>
  err<ParcelFailure>({ code: 'FULFILLMENT.PARCEL_NOT_FOUND', detail: 'No parcel of yours has this id' });

/** Too late, or out of turn: says where it stands. */
export const parcelConflict = (parcel: ShipmentRecord, detail: string) =>
  err<ParcelFailure>({
    code: 'FULFILLMENT.PARCEL_STATE_CONFLICT',
    detail,
    extra: { currentState: parcel.state, remedy: parcel.remedy },
  });
