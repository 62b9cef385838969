import type { AttemptOutcome } from '@sidestall/fulfillment';

export interface PostLimits {
  readonly dnsMilliseconds: number;
  /** From the address to a connection that can be written to, the TLS handshake included. */
  readonly connectMilliseconds: number;
  /** For all of it, the answer's body included. */
  readonly totalMilliseconds: number;
  readonly readBytes: number;
  readonly keepBytes: number;
}

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivateHosts: readonly string[];
  readonly limits?: Partial<PostLimits>;
  /** A client certificate with its key, and an authority of the other side's own; all PEM. */
  readonly tls?: { readonly ca?: string; readonly clientCert?: string; readonly clientKey?: string } | null;
  /** `address:port` of the name servers to ask; those of the machine when left out. */
  readonly nameServers?: readonly string[];
  /** Ends it at once, as `INTERRUPTED`, whatever the other side is about to answer. */
  readonly signal?: AbortSignal;
}

/** Milliseconds of each part; null for one that did not happen, as with a connection that was open already. */
export interface PostPhases {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** From the beginning to the first byte of the answer. */
  readonly firstByteMs: number | null;
}

/** What came of it: never a thrown error, since every way it can fail is expected. */
export interface PostResult {
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly errorClass: string | null;
  readonly address: string | null;
  readonly tlsVersion: string | null;
  readonly phases: PostPhases;
  readonly responseBody: string | null;
}
