import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { ShippedParcels, type ParcelSource } from '../ordering/disputes/shipped-parcels.ts';
import { FulfillmentOrders } from './fulfillment-orders.ts';

/** Tells disputes what was sent: carrier, tracking number and day. */
@Injectable()
export class ParcelEvidence implements ParcelSource, OnModuleInit {
  constructor(
    private readonly orders: FulfillmentOrders,
    private readonly parcels: ShippedParcels,
  ) {}

  onModuleInit(): void {
    this.parcels.offer(this);
  }

  async shippedParcels(orderId: OrderId): ReturnType<ParcelSource['shippedParcels']> {
    return (await this.orders.parcelsOf(orderId)).flatMap(({ carrier, trackingNumber, trackingUrl, shippedAt }) =>
      carrier && trackingNumber && shippedAt
        ? [{ carrier, trackingNumber, trackingUrl, shippedOn: shippedAt.slice(0, 10) }]
        : [],
    );
  }
}
