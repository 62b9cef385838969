// What the portal's part of the API says of endpoints and messages, written out like `wire.ts`.
import type { PartnerMessage } from './wire.ts';

export type EndpointState =
  'verifying' | 'active' | 'degraded' | 'probing' | 'disabled_auto' | 'disabled_by_partner' | 'paused';

export interface EndpointSecret {
  id: string;
  /** The last letters of a shared secret, or the public key. */
  hint: string;
  createdAt: string;
  /** It signs nothing from then on; null for the newest. */
  expiresAt: string | null;
}

export interface Endpoint {
  id: string;
  url: string;
  description: string;
  state: EndpointState;
  /** Why it is not active. */
  reason: string | null;
  format: 'full' | 'thin';
  eventTypes: string[] | null;
  headerNames: string[];
  hasTls: boolean;
  ratePerSecond: number;
  concurrency: number;
  createdAt: string;
  verifiedAt: string | null;
  lastSuccessAt: string | null;
  failingSince: string | null;
  lastError: string | null;
  heldUntil: string | null;
  /** Messages that wait: for their time, for the breaker or for the endpoint. */
  waiting: number;
  secrets: EndpointSecret[];
}

export interface EndpointList {
  endpoints: Endpoint[];
}

/** `secret` is what you verify with, a secret or a public key: shown this once. */
export interface EndpointWithSecret {
  endpoint: Endpoint;
  secret: string;
}

export interface RotationRequest {
  /** How long the secrets before it still sign beside it; a day if nothing is said. */
  overlapSeconds?: number;
  /** Somebody else has the old one: it signs nothing from now on. */
  isCompromised?: boolean;
  signature?: 'v1' | 'v1a';
}

export interface TestOutcome {
  isWell: boolean;
  status: number | null;
  errorClass: string | null;
  responseBody: string | null;
  deliveryId: string;
}

export type DeliveryState =
  'pending' | 'held' | 'in_flight' | 'succeeded' | 'failed' | 'blocked' | 'aborted' | 'exhausted' | 'canceled';

export interface DeliveryAttempt {
  id: string;
  number: number;
  url: string;
  startedAt: string;
  finishedAt: string | null;
  durationMs: number | null;
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  firstByteMs: number | null;
  address: string | null;
  tlsVersion: string | null;
  status: number | null;
  errorClass: string | null;
  responseBody: string | null;
  nextAt: string | null;
}

export interface Delivery {
  id: string;
  /** The `webhook-id`. */
  messageId: string;
  endpointId: string;
  fulfillmentOrderId: string | null;
  sequence: number;
  type: string;
  state: DeliveryState;
  reason: string | null;
  trigger: 'event' | 'replay';
  attempts: number;
  createdAt: string;
  finishedAt: string | null;
  nextAt: string | null;
  deadline: string | null;
  attemptLog: DeliveryAttempt[];
}

export interface DeliveryPage {
  deliveries: Delivery[];
  /** For the next page; null when there is none. */
  before: string | null;
}

/** `was`: the state it was in; one that is still on its way, or was taken back, stays as it is. */
export interface Replayed {
  was: DeliveryState;
}

export interface PartnerEvent {
  cursor: string;
  /** The `webhook-id` of the same message. */
  id: string;
  message: PartnerMessage;
}

export interface PartnerEventPage {
  events: PartnerEvent[];
  cursor: string | null;
  hasMore: boolean;
}
