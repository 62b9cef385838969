import type { DeliveryWire, EndpointWire, ReplayWire, WebhookKeys } from '@sidestall/contracts';
import type {
  AttemptView,
  DeliveryView,
  DeliveryWithAttempts,
  EndpointView,
  PublicKeyView,
  ReplayView,
} from '@sidestall/engine';

const instant = (date: Date): string => date.toISOString();
const maybe = (date: Date | null): string | null => date && instant(date);

export const presentEndpoint = (endpoint: EndpointView): EndpointWire => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  state: endpoint.state,
  reason: endpoint.reason,
  format: endpoint.format,
  eventTypes: endpoint.eventTypes && [...endpoint.eventTypes],
  headerNames: [...endpoint.headerNames],
  hasTls: endpoint.hasTls,
  ratePerSecond: endpoint.ratePerSecond,
  concurrency: endpoint.concurrency,
  createdAt: instant(endpoint.createdAt),
  verifiedAt: maybe(endpoint.verifiedAt),
  lastSuccessAt: maybe(endpoint.lastSuccessAt),
  failingSince: maybe(endpoint.failingSince),
  lastError: endpoint.lastError,
  heldUntil: maybe(endpoint.heldUntil),
  waiting: endpoint.waiting,
  secrets: endpoint.secrets.map((secret) => ({
    ...secret,
    createdAt: instant(secret.createdAt),
    expiresAt: maybe(secret.expiresAt),
  })),
});

export const presentPublicKey = ({ key, createdAt, expiresAt }: PublicKeyView): WebhookKeys['keys'][number] => ({
  key,
  createdAt: instant(createdAt),
  expiresAt: maybe(expiresAt),
});

const presentAttempt = ({
  startedAt,
  finishedAt,
  nextAt,
  ...attempt
}: AttemptView): DeliveryWire['attemptLog'][number] => ({
  id: attempt.id,
  number: attempt.number,
  url: attempt.url,
  startedAt: instant(startedAt),
  finishedAt: maybe(finishedAt),
  durationMs: attempt.durationMs,
  dnsMs: attempt.dnsMs,
  connectMs: attempt.connectMs,
  tlsMs: attempt.tlsMs,
  firstByteMs: attempt.firstByteMs,
  address: attempt.address,
  tlsVersion: attempt.tlsVersion,
  status: attempt.status,
  errorClass: attempt.errorClass,
  responseBody: attempt.responseBody,
  nextAt: maybe(nextAt),
});

export const presentDelivery = ({ attemptLog, ...delivery }: DeliveryWithAttempts): DeliveryWire => ({
  ...presentHead(delivery),
  attemptLog: attemptLog.map(presentAttempt),
});

const presentHead = (delivery: DeliveryView): Omit<DeliveryWire, 'attemptLog'> => ({
  id: delivery.id,
  messageId: delivery.messageId,
  endpointId: delivery.endpointId,
  fulfillmentOrderId: delivery.fulfillmentOrderId,
  sequence: delivery.sequence,
  type: delivery.type,
  state: delivery.state as DeliveryWire['state'],
  reason: delivery.reason,
  trigger: delivery.trigger,
  attempts: delivery.attempts,
  createdAt: instant(delivery.createdAt),
  finishedAt: maybe(delivery.finishedAt),
  nextAt: maybe(delivery.nextAt),
  deadline: maybe(delivery.deadline),
});

export const presentReplay = ({ since, createdAt, finishedAt, ...replay }: ReplayView): ReplayWire => ({
  ...replay,
  since: instant(since),
  createdAt: instant(createdAt),
  finishedAt: maybe(finishedAt),
});
