import { Inject, Injectable } from '@nestjs/common';
import type { EngineConfig } from '../../platform/config.ts';
import { Faults } from '../../platform/faults.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { postWebhook, type PostRequest, type PostResult } from '../post-webhook.ts';
import { openSecret } from '../sealed-secret.ts';
import { signMessage } from '../sign-message.ts';
import type { DeliveryClaim } from './delivery-claims.ts';

/** Enough for the endpoints of a busy hour. */
const OPENED_AT_MOST = 2_000;

/** A try like any other that failed: written down, tried again on schedule, and seen by the breaker. */
const UNREADABLE: PostResult = {
  outcome: { kind: 'broken', errorClass: 'SECRETS_UNREADABLE' },
  status: null,
  errorClass: 'SECRETS_UNREADABLE',
  address: null,
  tlsVersion: null,
  phases: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null },
  responseBody: null,
};

/** Makes the one request of an attempt: signed, with the endpoint's address and secrets as they were at the claim. */
@Injectable()
export class SendDelivery {
  /** Opened once, since opening costs as much as signing. */
  readonly #opened = new Map<string, string>();

  constructor(
    private readonly faults: Faults,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  /** With a signal it ends where that says so, as `INTERRUPTED`. */
  async execute(claim: DeliveryClaim, signal?: AbortSignal): Promise<PostResult> {
    const request = this.#requestOf(claim);
    const result = request ? await postWebhook({ ...request, ...(signal && { signal }) }) : UNREADABLE;
    await this.faults.at('delivery.posted-before-record');
    return result;
  }

  /** Null where what was sealed for this endpoint cannot be opened, as under another APP_SECRET. */
  #requestOf(claim: DeliveryClaim): PostRequest | null {
    try {
      const secrets = claim.sealedSecrets.map((sealed) => this.#open(sealed));
      return {
        url: claim.url,
        headers: {
          ...this.#headersOf(claim),
          ...signMessage(secrets, claim.messageId, claim.epochSeconds, claim.body),
        },
        body: claim.body,
        tls: claim.sealedTls === null ? null : (JSON.parse(this.#open(claim.sealedTls)) as PostRequest['tls']),
        allowPrivateHosts: this.config.webhooks.allowPrivateHosts,
      };
    } catch {
      return null;
    }
  }

  #headersOf({ sealedHeaders }: DeliveryClaim): Record<string, string> {
    return sealedHeaders === null ? {} : (JSON.parse(this.#open(sealedHeaders)) as Record<string, string>);
  }

  #open(sealed: string): string {
    let opened = this.#opened.get(sealed);
    if (opened === undefined) {
      opened = openSecret(sealed, this.config.appSecret);
      if (this.#opened.size >= OPENED_AT_MOST) this.#opened.clear();
      this.#opened.set(sealed, opened);
    }
    return opened;
  }
}
