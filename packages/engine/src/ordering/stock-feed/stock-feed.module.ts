import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { StockNews } from '../stock-news.ts';
import { TakeStockCounts } from './take-stock-counts.ts';

/** What retailers tell of their shelves. */
@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [StockNews, TakeStockCounts],
  exports: [TakeStockCounts],
})
export class StockFeedModule {}
