import { Inject, Injectable } from '@nestjs/common';
import { calendarFault } from '@sidestall/fulfillment';
import type { RetailerId } from '@sidestall/kernel';
import { InventoryService } from '../inventory/inventory.service.ts';
import type { EngineConfig } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { checkEndpointUrl } from './endpoint-address.ts';
import { hashApiKey } from './retailer-keys.ts';
import { RetailerStore, type AgreedTerms } from './retailer.store.ts';
import { RoutingRetailerStore, type RoutingFacts } from './routing/routing-retailer.store.ts';
import { sealSecret } from './sealed-secret.ts';
import { secretBytes } from './sign-message.ts';
import { hintOf } from './webhooks/signing-secret.ts';

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
  /** Who is written to about its endpoints; left out, nothing changes. */
  readonly contactEmail?: string;
  /** What was agreed on answers, days of work and cancellations; left out, nothing changes. */
  readonly terms?: Partial<Omit<AgreedTerms, 'acceptWithinSeconds' | 'shipWithinSeconds'>>;
  /** What ranks it; left out, nothing changes. */
  readonly routing?: RoutingFacts;
}

/**
 * Takes a retailer on, or brings one up to date: by its slug, as often as one likes. Of one whose settings were changed at the
 * console since, only keys and endpoint are. Throws on what cannot work.
 */
@Injectable()
export class RegisterRetailer {
  constructor(
    private readonly database: Database,
    private readonly retailers: RetailerStore,
    private readonly inventory: InventoryService,
    private readonly facts: RoutingRetailerStore,
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
    const fault = registration.terms?.calendar && calendarFault(registration.terms.calendar);
    if (fault) throw new Error(`The calendar of ${slug} cannot be used: ${fault}`);
    return await this.database.transaction(async (tx) => {
      const { id: retailerId, isKept } = await this.retailers.upsert(tx, {
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
          secrets.map((secret) => ({ sealed: sealSecret(secret, this.config.appSecret), hint: hintOf(secret) })),
        );
      }
      if (isKept) return retailerId;
      if (registration.contactEmail) await this.retailers.setContact(tx, retailerId, registration.contactEmail);
      if (registration.terms) await this.retailers.setTerms(tx, retailerId, registration.terms);
      if (registration.routing) await this.facts.set(tx, retailerId, registration.routing);
      await this.inventory.setLocation(tx, { retailerId, name, shipsFrom, shipsTo, isActive: true });
      return retailerId;
    });
  }
}
