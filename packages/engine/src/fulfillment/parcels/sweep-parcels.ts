import { Injectable } from '@nestjs/common';
import { needsRemedy } from '@sidestall/fulfillment';
import type { ShipmentId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { sweepParcels } from './parcel.jobs.ts';
import { ParcelStore } from './parcel.store.ts';
import { RefundParcel } from './refund-parcel.ts';
import { TurnParcel } from './turn-parcel.ts';

/** How many parcels one sweep looks at; the next one takes the rest. */
const BATCH = 200;

/** The money may not be ours to give yet (a payment that is not captured, a dispute): asked again after so long. */
const AGAIN_SECONDS = 6 * 3_600;

/** Counts parcels as delivered of which nobody said otherwise, and refunds lost ones that nobody did anything about. */
@Injectable()
@Handles(sweepParcels)
export class SweepParcelsHandler implements JobHandler<typeof sweepParcels> {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly parcels: ParcelStore,
    private readonly turning: TurnParcel,
    private readonly refunding: RefundParcel,
  ) {}

  async handle(): Promise<void> {
    const troubles: unknown[] = [];
    for (const id of await this.parcels.due(this.database, BATCH)) {
      // One that cannot be dealt with keeps none of the others waiting.
      await this.database.transaction((tx) => this.#settle(tx, id)).catch((error: unknown) => troubles.push(error));
    }
    if (troubles.length > 0) throw new AggregateError(troubles, `${troubles.length} parcels could not be settled`);
  }

  async #settle(tx: Tx, id: ShipmentId): Promise<void> {
    const owner = (await this.parcels.ownerOf(tx, id))!;
    const order = (await this.orders.lock(tx, owner.fulfillmentOrderId))!;
    const parcel = order.shipments.find((one) => one.id === id)!;
    const clock = await tx.one<{ at: Date; isDue: boolean }>(
      `SELECT now() AS at, coalesce($1::timestamptz <= now(), false) AS "isDue"`,
      [parcel.dueAt],
    );
    if (!clock!.isDue) return;
    if (parcel.state === 'in_transit') {
      await this.turning.execute(tx, order, parcel, { kind: 'delivered', at: clock!.at, isPresumed: true });
    } else if (needsRemedy(parcel)) {
      const refund = await this.refunding.execute(tx, order, parcel, 'fulfillment');
      if (!refund.ok) await this.parcels.postpone(tx, id, AGAIN_SECONDS);
    }
  }
}
