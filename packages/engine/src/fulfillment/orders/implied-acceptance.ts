import { Injectable } from '@nestjs/common';
import { readAcceptance } from '@sidestall/fulfillment';
import { ok, type Result } from '@sidestall/kernel';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { stateConflict, type PartnerFailure } from '../partner-failure.ts';
import { PartnerMessages } from '../partner-messages.ts';
import { RetailerStore } from '../retailer.store.ts';
import { ReturnUnits } from '../return-units.ts';
import { byRetailer } from './actor.ts';

/** Who ships what was not answered yet has accepted all of it, unless its contract wants the answer first. */
@Injectable()
export class ImpliedAcceptance {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly retailers: RetailerStore,
    private readonly returnUnits: ReturnUnits,
    private readonly messages: PartnerMessages,
  ) {}

  async execute(tx: Tx, order: FulfillmentOrderRecord): Promise<Result<FulfillmentOrderRecord, PartnerFailure>> {
    if (order.state !== 'requested') return ok(order);
    const { terms } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    if (!terms.acceptsByShipping) return stateConflict(order, 'shipped before it is accepted');
    const all = readAcceptance(order.lines, undefined);
    if (!all.ok) throw new Error('All of everything can always be accepted');
    const reason = { by: byRetailer(order.retailerId), note: 'Shipped before it was answered' };
    await this.returnUnits.execute(tx, order, 'accepted', all.value, reason, 'Your order is being packed');
    await this.messages.supersede(tx, order.id, 'answered');
    return ok((await this.orders.lock(tx, order.id))!);
  }
}
