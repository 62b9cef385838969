import type { Failure } from '@sidestall/contracts';
import type { Id, RetailerId } from '@sidestall/kernel';

export type EndpointState =
  'verifying' | 'active' | 'degraded' | 'probing' | 'disabled_auto' | 'disabled_by_partner' | 'paused';

/** A client certificate and its key, and an authority of the retailer's own; all PEM. */
export interface EndpointTls {
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly ca?: string;
}

/** What may be said of an endpoint when it is made, and changed later. */
export interface EndpointSettings {
  readonly url: string;
  readonly description?: string;
  /** `thin` names the fulfillment order and says nothing of the buyer. */
  readonly format?: 'full' | 'thin';
  /** Which types it wants to hear of; null for all. */
  readonly eventTypes?: readonly string[] | null;
  /** Sent with every message; null for none. Never shown again. */
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly tls?: EndpointTls | null;
  readonly ratePerSecond?: number;
  readonly concurrency?: number;
}

export interface SecretView {
  readonly id: Id<'eds'>;
  /** Its last letters, to tell it from others; of a private key, the public one. */
  readonly hint: string;
  readonly createdAt: Date;
  /** Null for the newest. */
  readonly expiresAt: Date | null;
}

/** A public key (`whpk_…`) that messages to an endpoint are verified with; anybody may know it. */
export interface PublicKeyView {
  readonly key: string;
  readonly createdAt: Date;
  /** Null for the newest. */
  readonly expiresAt: Date | null;
}

/** An endpoint as its retailer sees it: everything but what is secret. */
export interface EndpointView {
  readonly id: Id<'end'>;
  readonly retailerId: RetailerId;
  readonly url: string;
  readonly description: string;
  readonly state: EndpointState;
  /** Why it is not active: `gone`, `asked`, `failing`, `portal`, `operator`. */
  readonly reason: string | null;
  readonly format: 'full' | 'thin';
  readonly eventTypes: readonly string[] | null;
  readonly headerNames: readonly string[];
  readonly hasTls: boolean;
  readonly ratePerSecond: number;
  readonly concurrency: number;
  readonly createdAt: Date;
  readonly verifiedAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly failingSince: Date | null;
  readonly lastError: string | null;
  /** Nothing goes out before. */
  readonly heldUntil: Date | null;
  /** Messages that wait: for their time, for the breaker, or for the endpoint to come back. */
  readonly waiting: number;
  readonly secrets: readonly SecretView[];
}

export type EndpointFailure = Failure<
  | 'FULFILLMENT.ENDPOINT_NOT_FOUND'
  | 'FULFILLMENT.ENDPOINT_INVALID'
  | 'FULFILLMENT.ENDPOINT_LIMIT'
  | 'FULFILLMENT.ENDPOINT_STATE_CONFLICT'
  | 'FULFILLMENT.SECRET_LIMIT'
>;

/** Whose endpoint is meant; one of another retailer is not found. */
export interface EndpointRef {
  readonly retailerId: RetailerId;
  readonly endpointId: Id<'end'>;
}
