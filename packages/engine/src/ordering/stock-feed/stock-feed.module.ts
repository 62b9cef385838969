import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { AwaitedStock } from '../backorders/awaited-stock.ts';
import { BackorderStore } from '../backorders/backorder.store.ts';
import { StockNews } from '../stock-news.ts';
import { ApplyStockFilesHandler } from './apply-stock-files.ts';
import { KeepSafetyStock } from './keep-safety-stock.ts';
import { ReceiveStockFile } from './receive-stock-file.ts';
import { StockedSkus } from './stocked-skus.ts';
import { StockFileLimits } from './stock-file-limits.ts';
import { StockFileStore } from './stock-file.store.ts';
import { SweepStockFilesHandler } from './sweep-stock-files.ts';
import { TakeStockCounts } from './take-stock-counts.ts';

/** What retailers tell of their shelves, and what brands keep back of it. */
@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [
    ApplyStockFilesHandler,
    AwaitedStock,
    BackorderStore,
    KeepSafetyStock,
    ReceiveStockFile,
    StockedSkus,
    StockFileLimits,
    StockFileStore,
    StockNews,
    SweepStockFilesHandler,
    TakeStockCounts,
  ],
  exports: [KeepSafetyStock, ReceiveStockFile, StockedSkus, StockFileStore, TakeStockCounts],
})
export class StockFeedModule {}
