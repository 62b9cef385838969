import { Injectable } from '@nestjs/common';
import type { ReturnMessageType } from '@sidestall/contracts';
import type { FulfillmentOrderId, OrderId, ReturnId } from '@sidestall/kernel';
import type { ReturnState } from '@sidestall/ordering';
import { returnChanged } from '../../ordering/returns/return.jobs.ts';
import { ReturnReader } from '../../ordering/returns/return-reader.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { defineJob } from '../../platform/fact.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { PartnerMessages } from '../partner-messages.ts';
import { presentReturn, senderOf } from './partner-returns.ts';

/** Tells the retailer of a step that a return took. */
export const tellReturn = defineJob('fulfillment.tell-return', returnChanged.payload);

/** What its retailer is told of; what it does itself it knows. */
const TYPES: Readonly<Record<ReturnState, ReturnMessageType | null>> = {
  requested: 'return.requested',
  authorized: 'return.authorized',
  in_transit: 'return.in_transit',
  received: null,
  inspected: null,
  refunded: 'return.refunded',
  refused: 'return.refused',
  withdrawn: 'return.withdrawn',
  expired: 'return.expired',
  lost: 'return.lost',
};

@Injectable()
@Handles(tellReturn)
export class TellReturnHandler implements JobHandler<typeof tellReturn> {
  constructor(
    private readonly database: Database,
    private readonly returns: ReturnReader,
    private readonly orders: FulfillmentOrderStore,
    private readonly messages: PartnerMessages,
  ) {}

  async handle(step: {
    readonly orderId: OrderId;
    readonly returnId: ReturnId;
    readonly state: ReturnState;
  }): Promise<void> {
    const type = TYPES[step.state];
    if (!type) return;
    await this.database.transaction(async (tx) => {
      const row = (await this.returns.row(step.returnId, tx))!;
      // It has moved on: the retailer hears of where it is now, by the step that took it there.
      if (row.state !== step.state) return;
      const orders = await this.orders.ofOrder(tx, row.orderId);
      const sent = senderOf(row, orders);
      const order = sent && (await this.orders.lock(tx, sent.id));
      if (!order || (await this.#isTold(tx, order.id, type, row.id))) return;
      await this.messages.tellMany(tx, [{ order, type, return: presentReturn(row, orders) }]);
    });
  }

  /** Each step is taken once, so a second run of the same job has nothing to tell. */
  async #isTold(tx: Tx, id: FulfillmentOrderId, type: ReturnMessageType, returnId: ReturnId): Promise<boolean> {
    const row = await tx.one(
      `SELECT 1 FROM fulfillment.delivery WHERE fulfillment_order_id = $1 AND type = $2
          AND body::jsonb->'data'->'return'->>'id' = $3 LIMIT 1`,
      [id, type, returnId],
    );
    return row !== null;
  }
}
