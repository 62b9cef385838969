import { Inject, Injectable } from '@nestjs/common';
import { err, ok, type Result, type RetailerId } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import { Database } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { newSigningSecret, verifierOf } from './signing-secret.ts';
import type { SignatureKind } from '../sign-message.ts';
import { checkSettings } from './endpoint-settings.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointFailure, EndpointSettings, EndpointView } from './endpoint.ts';

const MOST_ENDPOINTS = 10;

/** A new endpoint, and what its messages are verified with, a secret or a public key: shown this once. */
export interface CreatedEndpoint {
  readonly endpoint: EndpointView;
  readonly secret: string;
}

/** Adds an endpoint. Nothing but a test event goes there until one was answered with 2xx; what happens meanwhile waits. */
@Injectable()
export class CreateEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async execute(
    retailerId: RetailerId,
    settings: EndpointSettings,
    signature: SignatureKind = 'v1',
  ): Promise<Result<CreatedEndpoint, EndpointFailure>> {
    const checked = checkSettings(settings, this.config.webhooks.allowPrivateHosts);
    if (!checked.ok) return checked;
    return await this.database.attempt<Result<CreatedEndpoint, EndpointFailure>>(async (tx) => {
      if ((await this.endpoints.count(tx, retailerId)) >= MOST_ENDPOINTS) {
        return err({ code: 'FULFILLMENT.ENDPOINT_LIMIT', detail: `There are ${MOST_ENDPOINTS}; delete one first.` });
      }
      const secret = newSigningSecret(signature);
      const endpointId = await this.endpoints.insert(tx, retailerId, settings);
      await this.endpoints.addSecret(tx, endpointId, secret);
      return ok({ endpoint: (await this.endpoints.find(tx, { retailerId, endpointId }))!, secret: verifierOf(secret) });
    });
  }
}
