import type { INestApplicationContext } from '@nestjs/common';
import type { ImportReport } from '@sidestall/contracts';
import {
  BrandStore,
  CatalogReader,
  Database,
  ImportCatalog,
  InventoryService,
  RegisterMember,
  RegisterRetailer,
  ScheduleStream,
  StartStream,
} from '@sidestall/engine';
import type { BrandId, RetailerId } from '@sidestall/kernel';
import type { z } from 'zod';
import type { RetailerAccess } from '../config.ts';
import type { SeedStock, zSeedBrands } from './seed-files.ts';

/** Who the demo's console belongs to; printed at start, so that anybody may look around. */
export const DEMO_HOST = { email: 'host@demo.sidestall.dev', password: 'sidestall-demo', name: 'Mara Lind' } as const;
const SHOW = {
  slug: 'table-talk',
  title: 'Table Talk: the autumn table',
  hostName: 'Mara Lind',
  currency: 'EUR',
} as const;

/** Fills an empty house with a shop one would buy from, through the same doors a brand uses. */
export class SeedShop {
  readonly #database: Database;
  readonly #retailers = new Map<string, RetailerId>();
  #brandIds: BrandId[] = [];

  constructor(private readonly application: INestApplicationContext) {
    this.#database = application.get(Database);
  }

  async isStocked(): Promise<boolean> {
    return (await this.application.get(CatalogReader).allBrands(this.#database)).length > 0;
  }

  /** Taken on anew at every start: their addresses and keys belong to this start's processes. */
  async registerRetailers(stock: SeedStock, access: RetailerAccess): Promise<void> {
    for (const [index, retailer] of stock.retailers.entries()) {
      const { apiKey, webhookSecret, webhookUrl } = access[retailer.slug];
      const id = await this.application.get(RegisterRetailer).execute({
        slug: retailer.slug,
        name: retailer.name,
        priority: index + 1,
        shipsFrom: retailer.shipsFrom,
        shipsTo: retailer.shipsTo,
        endpointUrl: webhookUrl,
        apiKey,
        webhookSecret,
      });
      this.#retailers.set(retailer.slug, id);
    }
  }

  async registerBrands(brands: z.infer<typeof zSeedBrands>): Promise<void> {
    this.#brandIds = await this.#database.transaction(async (tx) => {
      const ids: BrandId[] = [];
      for (const { logo, ...facts } of brands) {
        ids.push(await this.application.get(BrandStore).upsert(tx, { ...facts, logoUrl: `/media/${logo}` }));
      }
      return ids;
    });
  }

  async importProducts(source: AsyncIterable<Uint8Array>): Promise<ImportReport> {
    const inventory = this.application.get(InventoryService);
    const result = await this.application.get(ImportCatalog).execute({
      brandId: 'vendor',
      source,
      fileName: 'products.csv',
      currency: SHOW.currency,
      assetBaseUrl: '/media',
      onStock: async (tx, lines) => {
        const onOrder = lines.filter((line) => line.policy === 'continue').map((line) => line.variantId);
        if (onOrder.length > 0) await inventory.setOverselling(tx, onOrder, true);
      },
    });
    if (!result.ok) throw new Error(result.error.detail ?? result.error.code);
    const [issue] = result.value.issues;
    if (issue) throw new Error(`The seed shop has a fault in line ${issue.line}: ${issue.reason}`);
    return result.value;
  }

  /** Puts each SKU on the shelves of those who stock it. */
  async fillShelves(stock: SeedStock): Promise<void> {
    const listings = await this.application.get(CatalogReader).listingsOfBrands(this.#database, this.#brandIds, 5_000);
    const variantOf = new Map(listings.map((listing) => [listing.sku, listing.variantId]));
    const counts = stock.retailers.flatMap((retailer) =>
      Object.entries(retailer.stock).flatMap(([sku, onHand]) => {
        const variantId = variantOf.get(sku);
        return variantId ? [{ variantId, retailerId: this.#retailers.get(retailer.slug)!, onHand }] : [];
      }),
    );
    await this.#database.transaction((tx) => this.application.get(InventoryService).setStock(tx, counts));
    // The first visitors come before autovacuum does, and would be served by plans made for empty tables.
    await this.#database.rows('ANALYZE');
  }

  async openShow(): Promise<void> {
    const streamId = await this.application.get(ScheduleStream).execute({ ...SHOW, brandIds: this.#brandIds });
    await this.application.get(RegisterMember).execute({ ...DEMO_HOST, brandIds: this.#brandIds.slice(0, 1) });
    const started = await this.application.get(StartStream).execute({ brandIds: this.#brandIds }, streamId);
    if (!started.ok) throw new Error(`The show cannot start: ${started.error.code}`);
  }
}
