import { DeliveryAttemptEntity } from './delivery-attempt.entity.ts';
import { DeliveryEntity } from './delivery.entity.ts';
import { EndpointEntity } from './endpoint.entity.ts';
import { FulfillmentOrderLineEntity } from './fulfillment-order-line.entity.ts';
import { FulfillmentOrderEntity } from './fulfillment-order.entity.ts';
import { RetailerKeyEntity } from './retailer-key.entity.ts';
import { RetailerEntity } from './retailer.entity.ts';
import { RoutingDecisionEntity } from './routing-decision.entity.ts';
import { ShipmentEntity, ShipmentLineEntity } from './shipment.entity.ts';

export const fulfillmentEntities = [
  RetailerEntity,
  RetailerKeyEntity,
  EndpointEntity,
  RoutingDecisionEntity,
  FulfillmentOrderEntity,
  FulfillmentOrderLineEntity,
  ShipmentEntity,
  ShipmentLineEntity,
  DeliveryEntity,
  DeliveryAttemptEntity,
];
