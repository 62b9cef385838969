import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { engineEnv, EngineModule, makeLogger, readEnv, RegisterRetailer, toEngineConfig } from '@sidestall/engine';
import type { FakePartner } from '../faults/fake-partner.ts';
import { newWebhookSecret } from '../faults/fake-partner.ts';
import type { FaultHouse } from '../faults/fault-house.ts';

/** How long a partner may keep still before somebody else is asked: short, so that a run sees it happen. */
const ACCEPT_SECONDS = 20;

/** Takes partners on and changes what the house knows of them, past all weather. */
export class PartnerDesk {
  private constructor(
    private readonly house: FaultHouse,
    private readonly application: INestApplicationContext,
  ) {}

  static async open(house: FaultHouse): Promise<PartnerDesk> {
    const { urls, secrets } = house.house;
    const config = toEngineConfig(
      readEnv(engineEnv, {
        NODE_ENV: 'development',
        DATABASE_URL: house.stores.postgres.url('sidestall'),
        DATABASE_POOL: '2',
        APP_SECRET: secrets.appSecret,
        STRIPE_SECRET_KEY: secrets.stripeSecretKey,
        STRIPE_PUBLISHABLE_KEY: secrets.stripePublishableKey,
        STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
        STRIPE_API_URL: urls.stripeSandbox,
        PUBLIC_API_URL: urls.api,
        WEBHOOK_PRIVATE_HOSTS: house.partners.map((partner) => addressOf(house, partner).host).join(','),
      }),
    );
    const module = EngineModule.register(config, makeLogger('torture', 'fatal'));
    return new PartnerDesk(house, await NestFactory.createApplicationContext(module, { logger: false }));
  }

  async close(): Promise<void> {
    await this.application.close();
  }

  /**
   * Gives every partner a short deadline, and the new ones shelves: the last has plenty of everything, each other one plenty
   * of a half and a few of the rest, so that everybody is asked and orders have somewhere else to go.
   */
  async takeOn(): Promise<void> {
    for (const partner of this.house.partners) await this.#register(partner);
    for (const slug of this.house.ways.keys()) {
      await this.house.rows(
        `INSERT INTO inventory.stock
         SELECT DISTINCT ON (s.variant_id) (jsonb_populate_record(s, jsonb_build_object('retailer_id', n.id, 'allocated', 0))).*
           FROM inventory.stock s JOIN fulfillment.retailer n ON n.slug = $1
          ORDER BY s.variant_id`,
        [slug],
      );
    }
    await this.house.rows(
      `UPDATE inventory.stock s SET on_hand = allocated + 3 FROM fulfillment.retailer r
        WHERE r.id = s.retailer_id AND r.slug <> $1 AND abs(hashtext(s.variant_id || r.slug)) % 2 = 0`,
      [this.house.partners.at(-1)!.name],
    );
    await this.house.rows(
      `UPDATE inventory.variant_stock v
          SET on_hand = (SELECT sum(on_hand) FROM inventory.stock s WHERE s.variant_id = v.variant_id)`,
    );
  }

  /** A new secret, beside the old one for a while or instead of it at once. */
  async rotate(partner: FakePartner, isAtOnce: boolean): Promise<void> {
    const fresh = newWebhookSecret();
    // The partner knows the new one before the house uses it; what is in the air still carries the old one.
    partner.secrets = [fresh, ...partner.secrets].slice(0, 4);
    await this.#register(partner, isAtOnce ? [fresh] : partner.secrets.slice(0, 2));
  }

  async #register(partner: FakePartner, secrets: readonly string[] = partner.secrets): Promise<void> {
    await this.application.get(RegisterRetailer).execute({
      slug: partner.name,
      name: partner.name,
      priority: this.house.partners.indexOf(partner) + 1,
      shipsFrom: 'DE',
      shipsTo: ['DE'],
      endpointUrl: `${addressOf(this.house, partner).origin}/webhooks`,
      apiKey: partner.apiKey,
      webhookSecret: secrets,
      acceptWithinSeconds: ACCEPT_SECONDS,
    });
  }
}

function addressOf(house: FaultHouse, partner: FakePartner): URL {
  return new URL(`http://127.0.0.1:${house.ways.get(partner.name)?.port ?? partner.port}`);
}
