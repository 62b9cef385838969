import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { PaymentStore } from '../payments/payment.store.ts';
import type { Tx } from '../platform/database.ts';
import { GiveUpUnits, type GivenUpUnits } from './give-up-units.ts';
import { OrderStore } from './order.store.ts';
import { OrderingService } from './ordering.service.ts';

/** `busy`: the money is being taken this very moment; `over`: the order is. Either way nothing has changed. */
export type TakenBack = 'rerouted' | 'given_up' | 'busy' | 'over';

/**
 * Units a retailer had taken on and does not send after all. Before the money is taken they are looked for elsewhere, if
 * wanted; what was paid for in this retailer's name is given back to the buyer instead.
 */
@Injectable()
export class TakeBack {
  constructor(
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly ordering: OrderingService,
    private readonly giveUp: GiveUpUnits,
  ) {}

  async execute(
    tx: Tx,
    orderId: OrderId,
    units: readonly GivenUpUnits[],
    { isRerouted, text }: { readonly isRerouted: boolean; readonly text: string },
  ): Promise<TakenBack> {
    const order = await this.orders.lock(tx, orderId);
    if (!order || (order.state !== 'authorized' && order.state !== 'captured')) return 'over';
    const payment = await this.payments.find(tx, orderId);
    if (order.state === 'authorized' && payment && payment.captureMinor !== null) return 'busy';
    if (order.state === 'captured') {
      await this.giveUp.execute(tx, orderId, units, text);
      return 'given_up';
    }
    const isElsewhere = isRerouted && !(await this.payments.isOutOfTime(tx, orderId));
    await this.ordering.applyLineProgress(
      tx,
      orderId,
      units.map(({ lineId, retailer, quantity }) => ({
        lineId,
        retailer,
        accepted: -quantity,
        ...(isElsewhere ? { unrouted: quantity } : { canceled: quantity }),
      })),
      { kind: isElsewhere ? 'rerouted' : 'canceled', text },
    );
    return isElsewhere ? 'rerouted' : 'given_up';
  }
}
