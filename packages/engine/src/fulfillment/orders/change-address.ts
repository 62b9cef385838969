import { Injectable } from '@nestjs/common';
import type { Address, Failure } from '@sidestall/contracts';
import { addWorkingHours, canChangeAddress, isLetGo } from '@sidestall/fulfillment';
import { err, ok, type OrderId, type Result } from '@sidestall/kernel';
import { OrderAddress } from '../../ordering/order-address.ts';
import { Database, type Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';
import { PartnerMessages } from '../partner-messages.ts';
import { RetailerStore } from '../retailer.store.ts';
import type { Actor } from './actor.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

/** Hours of working days until who packs it has to say that it knows the new address. */
const ACKNOWLEDGE_HOURS = 4;

export type AddressFailure = Failure<'FULFILLMENT.ADDRESS_CLOSED'>;

/**
 * Sends an order somewhere else, as long as nobody has begun to pick it. Who was only asked is told; who has accepted must
 * say that it knows, or its part is held, so that nothing goes to the old address.
 */
@Injectable()
export class ChangeAddress {
  constructor(
    private readonly database: Database,
    private readonly orders: FulfillmentOrderStore,
    private readonly address: OrderAddress,
    private readonly retailers: RetailerStore,
    private readonly messages: PartnerMessages,
    private readonly events: FulfillmentOrderEvents,
  ) {}

  /** All parts of the order or none. */
  execute(orderId: OrderId, address: Address, by: Actor): Promise<Result<OrderId, AddressFailure>> {
    return this.database.attempt(async (tx) => {
      const parts: FulfillmentOrderRecord[] = [];
      for (const { id } of await this.orders.ofOrder(tx, orderId)) parts.push((await this.orders.lock(tx, id))!);
      const isOpen = canChangeAddress(parts.map(({ state }) => state));
      if (!isOpen || !(await this.address.change(tx, orderId, address))) return closed();
      for (const part of parts.filter(({ state }) => !isLetGo(state))) await this.#tell(tx, part, address, by);
      return ok(orderId);
    });
  }

  async #tell(tx: Tx, part: FulfillmentOrderRecord, address: Address, by: Actor): Promise<void> {
    const { terms } = (await this.retailers.named(tx, [part.retailerId])).get(part.retailerId)!;
    const { now } = (await tx.one<{ now: Date }>('SELECT now() AS now'))!;
    const knowBy = part.state === 'accepted' ? addWorkingHours(terms.calendar, now, ACKNOWLEDGE_HOURS) : null;
    await this.orders.setAddress(tx, part.id, address, knowBy);
    await this.events.note(tx, part.id, { to: 'address_changed', by, input: { before: part.shippingAddress } });
    await this.messages.tell(tx, (await this.orders.lock(tx, part.id))!, 'fulfillment_order.address_changed');
  }
}

const closed = () =>
  err<AddressFailure>({
    code: 'FULFILLMENT.ADDRESS_CLOSED',
    detail: 'Somebody has begun to pack this order, it is over, or it would go to another country',
  });
