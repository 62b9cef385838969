import { Module } from '@nestjs/common';
import { DeliveryOutcomes } from '../delivery-outcomes.ts';
import { DeliveryStore } from '../delivery.store.ts';
import { CreateEndpoint } from './create-endpoint.ts';
import { DeleteEndpoint } from './delete-endpoint.ts';
import { DeliveryClaims } from './delivery-claims.ts';
import { DeliveryDispatcher } from './delivery-dispatcher.ts';
import { DeliveryLog } from './delivery-log.ts';
import { EndpointEvents } from './endpoint-events.ts';
import { EndpointHealth } from './endpoint-health.ts';
import { EndpointMails } from './endpoint-mails.ts';
import { EndpointPulses } from './endpoint-pulses.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import { EndpointReader } from './endpoint-reader.ts';
import { EndpointStore } from './endpoint.store.ts';
import { PauseEndpoint } from './pause-endpoint.ts';
import { ProbeEndpointsHandler } from './probe-endpoints.ts';
import { PruneDeliveriesHandler } from './prune-deliveries.ts';
import { ReplayDeliveries, ReplayDeliveriesHandler } from './replay-deliveries.ts';
import { ReplayStore } from './replay.store.ts';
import { ResumeEndpoint } from './resume-endpoint.ts';
import { RotateSecret } from './rotate-secret.ts';
import { SendDelivery } from './send-delivery.ts';
import { SendDigestsHandler } from './send-digests.ts';
import { SendTestEvent } from './send-test-event.ts';
import { TestMessage } from './test-message.ts';
import { UpdateEndpoint } from './update-endpoint.ts';
import { VerifyEndpoint } from './verify-endpoint.ts';
import { WatchEndpointsHandler } from './watch-endpoints.ts';

const doors = [
  CreateEndpoint,
  DeleteEndpoint,
  DeliveryDispatcher,
  DeliveryLog,
  EndpointEvents,
  EndpointHealth,
  EndpointReader,
  PauseEndpoint,
  ReplayDeliveries,
  ResumeEndpoint,
  RotateSecret,
  SendTestEvent,
  UpdateEndpoint,
  VerifyEndpoint,
];

/** Messages on their way to retailers, and where they go. Knows rows and endpoints; what is told, others decide. */
@Module({
  providers: [
    ...doors,
    DeliveryClaims,
    DeliveryOutcomes,
    DeliveryStore,
    EndpointMails,
    EndpointPulses,
    EndpointQueue,
    EndpointStore,
    ProbeEndpointsHandler,
    PruneDeliveriesHandler,
    ReplayDeliveriesHandler,
    ReplayStore,
    SendDelivery,
    SendDigestsHandler,
    TestMessage,
    WatchEndpointsHandler,
  ],
  exports: [...doors, DeliveryStore],
})
export class WebhooksModule {}
