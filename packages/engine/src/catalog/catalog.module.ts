import { Module } from '@nestjs/common';
import { BrandStore } from './brand.store.ts';
import { BrandVariants } from './brand-variants.ts';
import { CatalogImportStore } from './catalog-import.store.ts';
import { CatalogReader } from './catalog-reader.ts';
import { ImportCatalog } from './import-catalog.ts';
import { ListingStore } from './listing.store.ts';
import { ProductStore } from './product.store.ts';
import { ShelfStore } from './shelf.store.ts';
import { SkuLookup } from './sku-lookup.ts';

@Module({
  providers: [
    BrandStore,
    BrandVariants,
    ListingStore,
    ProductStore,
    ShelfStore,
    CatalogImportStore,
    CatalogReader,
    ImportCatalog,
    SkuLookup,
  ],
  exports: [BrandStore, BrandVariants, CatalogImportStore, CatalogReader, ImportCatalog, SkuLookup],
})
export class CatalogModule {}
