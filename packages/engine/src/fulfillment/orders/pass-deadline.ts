import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { PartnerMessages } from '../partner-messages.ts';
import { RetailerStore } from '../retailer.store.ts';
import { BY_ITSELF } from './actor.ts';
import { GiveBackUnits } from './give-back-units.ts';
import { HoldFulfillmentOrder } from './hold-fulfillment-order.ts';
import { SettleCancellation } from './settle-cancellation.ts';
import { ShipLetters } from './ship-letters.ts';

/** What follows when a deadline of a fulfillment order passes. The caller holds its row and has looked at the clock. */
@Injectable()
export class PassDeadline {
  constructor(
    private readonly orders: FulfillmentOrderStore,
    private readonly retailers: RetailerStore,
    private readonly messages: PartnerMessages,
    private readonly settle: SettleCancellation,
    private readonly giveBack: GiveBackUnits,
    private readonly holding: HoldFulfillmentOrder,
    private readonly letters: ShipLetters,
  ) {}

  /** What silence means is in the contract. While the money is being taken nothing is canceled; the next sweep asks again. */
  async cancellation(tx: Tx, order: FulfillmentOrderRecord): Promise<void> {
    const { terms } = (await this.retailers.named(tx, [order.retailerId])).get(order.retailerId)!;
    if (terms.cancelSilence === 'keep') return await this.settle.keep(tx, order, BY_ITSELF, 'Nobody answered');
    // The order itself ended otherwise, and takes its parts with it.
    if ((await this.settle.cancel(tx, order, BY_ITSELF)) === 'over')
      await this.orders.letQuestionGo(tx, order.id, 'order_over');
  }

  /** While the money is being taken nothing is recalled; the next sweep asks again. */
  async recall(tx: Tx, order: FulfillmentOrderRecord): Promise<void> {
    const taken = await this.giveBack.execute(tx, order, {
      to: 'recalled',
      isRerouted: true,
      text: 'Part of your order did not leave in time and was taken back',
      reason: 'never_left',
    });
    if (taken === 'busy') return;
    if (taken === 'over') {
      // The order itself ended otherwise, with nothing of this left to take back.
      return await this.orders.letRecallGo(tx, order.id, 'order_over');
    }
    await this.messages.tell(tx, (await this.orders.lock(tx, order.id))!, 'fulfillment_order.recalled');
  }

  async acknowledgement(tx: Tx, order: FulfillmentOrderRecord): Promise<void> {
    await this.holding.execute(
      tx,
      order.id,
      BY_ITSELF,
      'Nobody said they know the new address',
      'address_not_acknowledged',
    );
  }

  async shipping(tx: Tx, order: FulfillmentOrderRecord, stage: number): Promise<void> {
    await this.letters.execute(tx, order, stage);
  }
}
