import { CertificateEntity } from './certificate/certificate.entity.ts';
import { CertificateProbeEntity } from './certificate/certificate-probe.entity.ts';
import { DeliveryAttemptEntity } from './delivery-attempt.entity.ts';
import { DeliveryEntity } from './delivery.entity.ts';
import { EndpointEntity } from './endpoint.entity.ts';
import { FulfillmentOrderLineEntity } from './fulfillment-order-line.entity.ts';
import { FulfillmentOrderEntity } from './fulfillment-order.entity.ts';
import { FulfillmentOrderEventEntity } from './orders/fulfillment-order-event.entity.ts';
import { ParcelEventEntity } from './parcels/parcel-event.entity.ts';
import { PartnerFeedEntity, PartnerMessageEntity } from './partner-message.entity.ts';
import { RetailerPriceEntity } from './prices/retailer-price.entity.ts';
import { RetailerKeyEntity } from './retailer-key.entity.ts';
import { RetailerEntity } from './retailer.entity.ts';
import { RoutingDecisionEntity } from './routing-decision.entity.ts';
import { RuleSetEntity } from './routing/rule-set.entity.ts';
import { RuleSetInForceEntity } from './routing/rule-set-in-force.entity.ts';
import { ScorecardEntity } from './scorecards/scorecard.entity.ts';
import { ShipmentEntity, ShipmentLineEntity } from './shipment.entity.ts';
import { DeliveryReplayEntity } from './webhooks/delivery-replay.entity.ts';
import { EndpointEventEntity } from './webhooks/endpoint-event.entity.ts';
import { EndpointSecretEntity } from './webhooks/endpoint-secret.entity.ts';

export const fulfillmentEntities = [
  RetailerEntity,
  RetailerKeyEntity,
  RetailerPriceEntity,
  EndpointEntity,
  EndpointSecretEntity,
  DeliveryReplayEntity,
  EndpointEventEntity,
  RoutingDecisionEntity,
  RuleSetEntity,
  RuleSetInForceEntity,
  FulfillmentOrderEntity,
  FulfillmentOrderLineEntity,
  FulfillmentOrderEventEntity,
  ShipmentEntity,
  ShipmentLineEntity,
  ParcelEventEntity,
  ScorecardEntity,
  PartnerMessageEntity,
  PartnerFeedEntity,
  DeliveryEntity,
  DeliveryAttemptEntity,
  CertificateEntity,
  CertificateProbeEntity,
];
