import 'reflect-metadata';
import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { newId, type BrandId, type ListingId, type RetailerId, type StreamId, type VariantId } from '@sidestall/kernel';
import { freshDatabase } from '@sidestall/testing';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { InventoryService } from '../inventory/inventory.service.ts';
import { engineEnv, toEngineConfig } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { makeLogger } from '../platform/logger.ts';
import { migrate } from '../platform/migrate.ts';
import { PlatformModule } from '../platform/platform.module.ts';
import { DropsModule } from './drops/drops.module.ts';
import { ScheduleStream } from './schedule-stream.ts';
import { StreamsModule } from './streams.module.ts';

export interface TestShow {
  readonly engine: INestApplicationContext;
  readonly database: Database;
  /** A brand with one product in one variant, `units` of it on a shelf. */
  sell(brandId: BrandId, units: number | 'on back order'): Promise<{ listingId: ListingId; variantId: VariantId }>;
  setUnits(variantId: VariantId, units: number): Promise<void>;
  brand(): Promise<BrandId>;
  stream(...brandIds: BrandId[]): Promise<StreamId>;
  close(): Promise<void>;
}

@Module({})
class ShowModule {}

const retailerId: RetailerId = newId('ret');

/** An engine on a database of its own, with words to set a table for a show; `more` are modules that build on it. */
export async function testShow(more: readonly Type[] = []): Promise<TestShow> {
  const { url } = await freshDatabase(migrate);
  const config = toEngineConfig(
    engineEnv.parse({
      DATABASE_URL: url,
      STRIPE_SECRET_KEY: 'sk_test_x',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
      STRIPE_WEBHOOK_SECRET: 'whsec_test',
      APP_SECRET: 'a-secret-for-tests-of-thirty-two-letters',
    }),
  );
  const logger = makeLogger('test', 'silent');
  const imports = [
    PlatformModule.register({ config, logger, subscriptions: [] }),
    CatalogModule,
    InventoryModule,
    StreamsModule,
    DropsModule,
    ...more,
  ];
  const engine = await NestFactory.createApplicationContext(
    { module: ShowModule, imports },
    { logger: false, abortOnError: false },
  );
  const database = engine.get(Database);
  const inventory = engine.get(InventoryService);

  const setUnits = (variantId: VariantId, onHand: number) =>
    database.transaction((tx) => inventory.setStock(tx, [{ variantId, retailerId, onHand }]));

  return {
    engine,
    database,
    setUnits,
    async brand() {
      const id = newId('brd');
      await database.rows(
        `INSERT INTO catalog.brand (id, slug, name, legal_name) VALUES ($1, $1, 'Clay', 'Clay Ltd')`,
        [id],
      );
      return id;
    },
    async sell(brandId, units) {
      const [productId, variantId, listingId] = [newId('prd'), newId('var'), newId('lst')];
      await database.rows(
        `INSERT INTO catalog.product (id, brand_id, handle, title, description_html, vendor, type, category, tags, status,
           is_published, is_gift_card, seo_title, seo_description, position, fingerprint)
         VALUES ($1, $2, $1, 'Bowl', '', 'Clay', '', '', '{}', 'active', true, false, '', '', 1, '')`,
        [productId, brandId],
      );
      await database.rows(
        `INSERT INTO catalog.variant (id, product_id, position, sku, has_own_sku, option_values, combination, grams,
           weight_unit, requires_shipping, is_taxable, policy)
         VALUES ($1, $2, 1, $1, true, '{}', '', 300, 'g', true, true, 'deny')`,
        [variantId, productId],
      );
      await database.rows(
        `INSERT INTO catalog.listing (id, variant_id, price_minor, currency) VALUES ($1, $2, 1900, 'EUR')`,
        [listingId, variantId],
      );
      if (units === 'on back order') {
        await database.transaction((tx) => inventory.setOverselling(tx, [variantId], true));
      } else {
        await setUnits(variantId, units);
      }
      return { listingId, variantId };
    },
    stream: (...brandIds) =>
      engine.get(ScheduleStream).execute({
        slug: newId('str'),
        title: 'Table talk',
        hostName: 'Ana',
        currency: 'EUR',
        brandIds,
        ingestDelayMs: 2_000,
      }),
    close: () => engine.close(),
  };
}
