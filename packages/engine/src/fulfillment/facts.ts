import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineFact } from '../platform/fact.ts';

/** A fulfillment order was accepted (whole or part), rejected, or let go because nobody answered. */
export const fulfillmentOrderAnswered = defineFact(
  'fulfillment.fulfillment-order-answered',
  z.object({ orderId: zId('ord'), fulfillmentOrderId: zId('ful') }),
);

/** A parcel left a retailer. */
export const shipmentCreated = defineFact(
  'fulfillment.shipment-created',
  z.object({ orderId: zId('ord'), shipmentId: zId('shp') }),
);

/** Routing came to its end with units that nobody can ship; they are canceled. */
export const remainderCanceled = defineFact('fulfillment.remainder-canceled', z.object({ orderId: zId('ord') }));
