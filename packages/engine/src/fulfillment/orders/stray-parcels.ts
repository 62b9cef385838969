import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import type { FulfillmentOrderState } from '@sidestall/fulfillment';
import { err, ok, type FulfillmentOrderId, type OrderId, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import type { Actor } from './actor.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

/** A parcel of units that had been taken from who sent it. */
export interface StrayParcel {
  /** Of the event that keeps what was reported. */
  readonly id: string;
  readonly fulfillmentOrderId: FulfillmentOrderId;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly retailerName: string;
  /** Of the fulfillment order. */
  readonly state: FulfillmentOrderState;
  readonly carrier: string | null;
  readonly trackingNumber: string;
  readonly reportedAt: Date;
}

const MOST = 100;

/** Reported of what nobody had asked for any more, once for each parcel however often it was said, and not settled yet. */
const STRAY = `
  SELECT DISTINCT ON (e.fulfillment_order_id, e.input->>'trackingNumber') e.id::text AS id, e.fulfillment_order_id,
         e.input, e.at
    FROM fulfillment.fulfillment_order_event e JOIN fulfillment.fulfillment_order f ON f.id = e.fulfillment_order_id
   WHERE e.kind = 'refused' AND e.to_state = 'shipped' AND e.reason = 'FULFILLMENT.STATE_CONFLICT'
     AND e.input->>'trackingNumber' IS NOT NULL
     AND f.state IN ('rejected', 'expired', 'unreachable', 'canceled', 'canceled_by_partner', 'recalled')
     AND NOT EXISTS (SELECT 1 FROM fulfillment.fulfillment_order_event s
                      WHERE s.fulfillment_order_id = e.fulfillment_order_id AND s.kind = 'noted' AND s.to_state = 'settled'
                        AND s.input->>'trackingNumber' = e.input->>'trackingNumber')
     AND NOT EXISTS (SELECT 1 FROM fulfillment.shipment p
                      WHERE p.fulfillment_order_id = e.fulfillment_order_id
                        AND p.tracking_number = e.input->>'trackingNumber')
   ORDER BY e.fulfillment_order_id, e.input->>'trackingNumber', e.id`;

/** Parcels that left after all, though their goods had been taken back: an operator agrees with the retailer what becomes of each. */
@Injectable()
export class StrayParcels {
  constructor(
    private readonly database: Database,
    private readonly events: FulfillmentOrderEvents,
  ) {}

  /** The oldest first. */
  async list(): Promise<StrayParcel[]> {
    return await this.database.rows<StrayParcel>(
      `SELECT e.id, f.id AS "fulfillmentOrderId", f.order_id AS "orderId", f.order_number AS "orderNumber",
              r.name AS "retailerName", f.state, e.input->>'carrier' AS carrier,
              e.input->>'trackingNumber' AS "trackingNumber", e.at AS "reportedAt"
         FROM (${STRAY}) e JOIN fulfillment.fulfillment_order f ON f.id = e.fulfillment_order_id
         JOIN fulfillment.retailer r ON r.id = f.retailer_id
        ORDER BY e.at, e.id LIMIT $1`,
      [MOST],
    );
  }

  async count(): Promise<number> {
    return (await this.database.one<{ n: number }>(`SELECT count(*)::int AS n FROM (${STRAY}) e`))!.n;
  }

  /** Keeps in the story what was agreed; said again it changes nothing. */
  settle(id: string, by: Actor, note: string): Promise<Result<null, Failure<'FULFILLMENT.STRAY_PARCEL_NOT_FOUND'>>> {
    return this.database.transaction(async (tx) => {
      const parcel = await tx.one<{
        fulfillmentOrderId: FulfillmentOrderId;
        trackingNumber: string;
        isSettled: boolean;
      }>(
        `SELECT e.fulfillment_order_id AS "fulfillmentOrderId", e.input->>'trackingNumber' AS "trackingNumber",
                NOT EXISTS (SELECT 1 FROM (${STRAY}) s WHERE s.fulfillment_order_id = e.fulfillment_order_id
                               AND s.input->>'trackingNumber' = e.input->>'trackingNumber') AS "isSettled"
           FROM fulfillment.fulfillment_order_event e JOIN fulfillment.fulfillment_order f ON f.id = e.fulfillment_order_id
          WHERE e.id::text = $1 AND e.kind = 'refused' AND e.to_state = 'shipped' AND e.input->>'trackingNumber' IS NOT NULL
            FOR UPDATE OF f`,
        [id],
      );
      if (!parcel)
        return err({ code: 'FULFILLMENT.STRAY_PARCEL_NOT_FOUND', detail: 'No parcel was reported under this id' });
      const { fulfillmentOrderId, trackingNumber, isSettled } = parcel;
      if (!isSettled)
        await this.events.note(tx, fulfillmentOrderId, {
          to: 'settled',
          by,
          reason: 'stray_parcel',
          input: { trackingNumber, note },
        });
      return ok(null);
    });
  }
}
