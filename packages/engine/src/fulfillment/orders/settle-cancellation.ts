import { Injectable } from '@nestjs/common';
import { OrderingService } from '../../ordering/ordering.service.ts';
import type { TakenBack } from '../../ordering/take-back.ts';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { PartnerMessages } from '../partner-messages.ts';
import type { Actor } from './actor.ts';
import { GiveBackUnits } from './give-back-units.ts';

/** Ends the question whether something accepted can still be canceled: by an answer, or because none came. */
@Injectable()
export class SettleCancellation {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly ordering: OrderingService,
    private readonly messages: PartnerMessages,
    private readonly giveBack: GiveBackUnits,
  ) {}

  /** Not to be packed: its money goes back, or is never taken. */
  async cancel(tx: Tx, order: FulfillmentOrderRecord, by: Actor): Promise<TakenBack> {
    const taken = await this.giveBack.execute(tx, order, {
      to: 'canceled',
      isRerouted: false,
      text: 'Canceled as you wished',
      by,
      reason: 'canceled_on_wish',
    });
    if (taken === 'given_up' && by.kind !== 'retailer')
      await this.messages.tell(tx, (await this.orders.lock(tx, order.id))!, 'fulfillment_order.canceled');
    return taken;
  }

  /** It goes on where it was. */
  async keep(tx: Tx, order: FulfillmentOrderRecord, by: Actor, note?: string): Promise<void> {
    await this.orders.move(tx, order, order.resumeState ?? 'accepted', { by, note });
    await this.ordering.applyLineProgress(tx, order.orderId, [], {
      kind: 'cancel_refused',
      text: 'It could not be canceled any more and is on its way to you; you can send it back',
    });
  }
}
