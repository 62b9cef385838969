import { Injectable } from '@nestjs/common';
import type { Id } from '@sidestall/kernel';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { OutboxBell } from '../../platform/outbox-bell.ts';
import { DeliveryStore, type DeliveryKey } from '../delivery.store.ts';
import { abandonFulfillmentOrderJob } from '../jobs.ts';
import { DELIVERY_CHANNEL } from './delivery-channel.ts';

/** What waits for endpoints: held while they are off, released when they are back, dropped when they are gone. */
@Injectable()
export class EndpointQueue {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly outbox: Outbox,
    private readonly bell: OutboxBell,
  ) {}

  /** Keeps what waits until the endpoint is back. */
  async hold(tx: Tx, endpointIds: readonly Id<'end'>[]): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.delivery SET state = 'held', reason = 'endpoint_disabled'
        WHERE id IN (SELECT id FROM fulfillment.delivery WHERE endpoint_id = ANY($1) AND state = 'pending'
                      ORDER BY id FOR UPDATE)`,
      [endpointIds],
    );
  }

  /** What was held is due now, at the endpoint's pace; messages nobody needs any more were dropped meanwhile. */
  async release(tx: Tx, endpointId: Id<'end'>): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.delivery SET state = 'pending', reason = NULL, next_at = now()
        WHERE id IN (SELECT id FROM fulfillment.delivery WHERE endpoint_id = $1 AND state = 'held' ORDER BY id FOR UPDATE)`,
      [endpointId],
    );
    tx.afterCommit(() => this.bell.ring(DELIVERY_CHANNEL));
  }

  /** Ends what waits for an endpoint that is no more. */
  async drop(tx: Tx, endpointId: Id<'end'>): Promise<void> {
    const dropped = await tx.rows<DeliveryKey>(
      `UPDATE fulfillment.delivery
          SET state = 'canceled', reason = 'endpoint_deleted', is_next = false, finished_at = now()
        WHERE id IN (SELECT id FROM fulfillment.delivery WHERE endpoint_id = $1 AND state IN ('pending', 'held')
                      ORDER BY id FOR UPDATE)
      RETURNING endpoint_id AS "endpointId", ordering_key AS "orderingKey"`,
      [endpointId],
    );
    await this.deliveries.advance(tx, dropped);
  }

  /** Requests nobody hears any more at these endpoints, or at another of the same retailer, go to somebody else. */
  async giveUpRequests(tx: Tx, endpointIds: readonly Id<'end'>[], reason: string): Promise<void> {
    const asked = await this.deliveries.unheardRequests(tx, endpointIds);
    await this.outbox.add(
      tx,
      asked.map((fulfillmentOrderId) =>
        this.outbox.ofJob(abandonFulfillmentOrderJob, { fulfillmentOrderId, reason }, { key: fulfillmentOrderId }),
      ),
    );
  }
}
