import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { StockNews } from '../stock-news.ts';
import { KeepSafetyStock } from './keep-safety-stock.ts';
import { TakeStockCounts } from './take-stock-counts.ts';

/** What retailers tell of their shelves, and what brands keep back of it. */
@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [KeepSafetyStock, StockNews, TakeStockCounts],
  exports: [KeepSafetyStock, TakeStockCounts],
})
export class StockFeedModule {}
