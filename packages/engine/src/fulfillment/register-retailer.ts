import { Inject, Injectable } from '@nestjs/common';
import type { RetailerId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { EngineConfig } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { checkEndpointUrl } from './endpoint-address.ts';
import { hashApiKey } from './retailer-keys.ts';
import { RetailerStore } from './retailer.store.ts';
import { sealSecret } from './sealed-secret.ts';
import { secretBytes } from './sign-message.ts';

const HOUR = 3_600;

export interface RetailerRegistration {
  readonly slug: string;
  readonly name: string;
  /** 1 is asked before 2. */
  readonly priority: number;
  readonly shipsFrom: string;
  readonly shipsTo: readonly string[];
  /** Null for a partner that polls. */
  readonly endpointUrl: string | null;
  readonly apiKey: string;
  /** `whsec_…`; several while it is being rotated, the newest first. */
  readonly webhookSecret: string | readonly string[];
  readonly acceptWithinSeconds?: number;
  readonly shipWithinSeconds?: number;
}

/** Takes a retailer on, or brings one up to date: by its slug, as often as one likes. Throws on what cannot work. */
@Injectable()
export class RegisterRetailer {
  constructor(
    private readonly database: Database,
    private readonly retailers: RetailerStore,
    private readonly inventory: InventoryService,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async execute(registration: RetailerRegistration): Promise<RetailerId> {
    const { slug, name, priority, shipsFrom, shipsTo, endpointUrl, apiKey } = registration;
    if (!/^sk_[A-Za-z0-9_-]{16,200}$/.test(apiKey))
      throw new Error(`The API key of ${slug} is not sk_ and 16 or more letters`);
    const secrets =
      typeof registration.webhookSecret === 'string' ? [registration.webhookSecret] : registration.webhookSecret;
    for (const secret of secrets) secretBytes(secret);
    if (endpointUrl !== null) {
      const checked = checkEndpointUrl(endpointUrl, this.config.webhooks.allowPrivateHosts);
      if (typeof checked === 'string') throw new Error(`The endpoint of ${slug} cannot be used: ${checked}`);
    }
    return await this.database.transaction(async (tx) => {
      const retailerId = await this.retailers.upsert(tx, {
        slug,
        name,
        priority,
        shipsFrom,
        shipsTo,
        acceptWithinSeconds: registration.acceptWithinSeconds ?? 4 * HOUR,
        shipWithinSeconds: registration.shipWithinSeconds ?? 72 * HOUR,
      });
      if (!(await this.retailers.addKey(tx, retailerId, hashApiKey(apiKey)))) {
        throw new Error(`The API key of ${slug} belongs to another retailer`);
      }
      if (endpointUrl !== null) {
        await this.retailers.setEndpoint(
          tx,
          retailerId,
          endpointUrl,
          secrets.map((secret) => sealSecret(secret, this.config.appSecret)),
        );
      }
      await this.inventory.setLocation(tx, { retailerId, name, shipsFrom, shipsTo, isActive: true });
      return retailerId;
    });
  }
}
