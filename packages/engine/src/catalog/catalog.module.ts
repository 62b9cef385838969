import { Module } from '@nestjs/common';
import { BrandStore } from './brand.store.ts';
import { CatalogReader } from './catalog-reader.ts';
import { ListingStore } from './listing.store.ts';
import { ShelfStore } from './shelf.store.ts';

@Module({
  providers: [BrandStore, ListingStore, ShelfStore, CatalogReader],
  exports: [BrandStore, CatalogReader],
})
export class CatalogModule {}
