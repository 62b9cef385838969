import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import type { DisputeRecords } from '@sidestall/payments';

/** Who knows which parcels of an order have left. */
export interface ParcelSource {
  shippedParcels(orderId: OrderId): Promise<DisputeRecords['parcels']>;
}

/** The parcels of an order, from whoever ships: a context above this one offers itself when it starts. */
@Injectable()
export class ShippedParcels {
  #source: ParcelSource | null = null;

  offer(source: ParcelSource): void {
    this.#source = source;
  }

  async of(orderId: OrderId): Promise<DisputeRecords['parcels']> {
    return this.#source ? this.#source.shippedParcels(orderId) : [];
  }
}
