import { systemClock, type BrandId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases } from '@sidestall/testing';
import { DataSource } from 'typeorm';
import type { EngineConfig } from '../../platform/config.ts';
import { dataSourceOptions } from '../../platform/data-source.ts';
import { Outbox } from '../../platform/outbox.ts';
import { OutboxBell } from '../../platform/outbox-bell.ts';
import { Database } from '../../platform/database.ts';
import { migrate } from '../../platform/migrate.ts';
import { BrandStore } from '../brand.store.ts';
import { CatalogImportStore } from '../catalog-import.store.ts';
import { CatalogReader } from '../catalog-reader.ts';
import { ImportCatalog, type CatalogSource } from '../import-catalog.ts';
import { ListingStore } from '../listing.store.ts';
import type { StockLine } from '../product-batch.ts';
import { ProductStore } from '../product.store.ts';
import { ShelfStore } from '../shelf.store.ts';

/** The catalog on a database of its own, as an integration suite works with it. */
export class CatalogHarness {
  readonly stock: StockLine[] = [];

  private constructor(
    private readonly dataSource: DataSource,
    readonly database: Database,
    readonly brands: BrandStore,
    readonly reader: CatalogReader,
    readonly imports: CatalogImportStore,
    private readonly importCatalog: ImportCatalog,
  ) {}

  static async begin(): Promise<CatalogHarness> {
    const { url } = await freshDatabase(migrate);
    const dataSource = await new DataSource(dataSourceOptions(url, 4)).initialize();
    const database = new Database(dataSource);
    const config = { publicUrls: { api: 'https://api.test' } } as EngineConfig;
    const brands = new BrandStore();
    const listings = new ListingStore(config);
    const imports = new CatalogImportStore();
    const outbox = new Outbox([], new OutboxBell({ ...config, databaseUrl: url }));
    const reader = new CatalogReader(config, brands, listings, new ShelfStore(config, listings));
    const importCatalog = new ImportCatalog(database, brands, new ProductStore(), imports, outbox, systemClock);
    return new CatalogHarness(dataSource, database, brands, reader, imports, importCatalog);
  }

  async end(): Promise<void> {
    await this.dataSource.destroy();
    await stopDatabases();
  }

  aBrand(slug: string): Promise<BrandId> {
    return this.database.transaction((tx) => this.brands.upsert(tx, { slug, name: slug }));
  }

  /** Imports text or a stream; remembers what stock was told. */
  async import(
    brandId: BrandId | 'vendor',
    content: string | Uint8Array | AsyncIterable<Uint8Array>,
    given: Partial<CatalogSource> = {},
  ) {
    const isStream = typeof content === 'object' && Symbol.asyncIterator in content;
    return this.importCatalog.execute({
      brandId,
      source: isStream ? content : inPieces(Buffer.from(content)),
      fileName: 'products.csv',
      currency: 'EUR',
      assetBaseUrl: '/media/',
      onStock: async (_tx, lines) => void this.stock.push(...lines),
      ...given,
    });
  }

  /** Imports what must succeed. */
  async imported(...args: Parameters<CatalogHarness['import']>) {
    const result = await this.import(...args);
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
    return result.value;
  }

  async count(table: 'product' | 'variant' | 'product_option' | 'image' | 'listing', where = 'true'): Promise<number> {
    return (await this.database.one<{ n: number }>(`SELECT count(*) AS n FROM catalog.${table} WHERE ${where}`))!.n;
  }
}

/** Bytes as a network would hand them over: in pieces that respect no line and no character. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 997) yield await Promise.resolve(bytes.subarray(at, at + 997));
}
